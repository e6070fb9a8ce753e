using Akka.Actor;
using Realtime.Actors.City;
using Realtime.Actors.Families;
using Realtime.Domain;
using Realtime.Tests.Support;

namespace Realtime.Tests.Engine;

/// <summary>What an operator says of a household's alert: the ladder stops, whoever was told hears of the end, and nothing said is lost to a restart.</summary>
public sealed class FamilyOfficeTests
{
    [Fact]
    public async Task A_suppressed_alert_climbs_no_further_and_who_was_told_gets_the_all_clear()
    {
        TestFamilyPost post = new();
        await using WatchedHome home = new(post);
        await home.StartAsync();
        DateTimeOffset now = await home.AskedAsync();
        await home.LaterAsync(TimeSpan.FromMinutes(31));
        await home.ToldAsync("Alarm to 0");

        Assert.Equal(AcknowledgeResult.Noted, await home.Node.City.NoteAsync((await home.AlertAsync()).AlertId, "duty officer", "on the phone with them", true, default));
        Assert.Equal("duty officer", (await home.CaseAsync(0)).SuppressedBy);
        await home.LaterAsync(TimeSpan.FromHours(9));
        await home.Node.StopAsync();
        await home.StartAsync();
        await home.LaterAsync(TimeSpan.FromHours(1));
        await home.ToldAsync("Alarm to 0");

        home.Rows(now.AddMinutes(5), now.AddHours(10));
        home.Row(now.AddHours(10).AddMinutes(5), viewing: true);
        await home.ToldAsync("Alarm to 0", "AllClear to 0");
    }

    [Fact]
    public async Task What_is_suppressed_before_anybody_was_told_is_told_to_nobody()
    {
        TestFamilyPost post = new();
        await using WatchedHome home = new(post);
        await home.StartAsync();
        DateTimeOffset now = await home.AskedAsync();

        Assert.Equal(AcknowledgeResult.Noted, await home.Node.City.NoteAsync((await home.AlertAsync()).AlertId, "duty officer", "", true, default));
        await home.LaterAsync(TimeSpan.FromHours(9));
        home.Rows(now.AddMinutes(5), now.AddHours(9));
        home.Row(now.AddHours(9).AddMinutes(5), viewing: true);
        await Eventually.TrueAsync("the alert is over", async () => (await home.AlertAsync()).State == AlertState.Resolved, TimeSpan.FromSeconds(30));
        await home.LaterAsync(TimeSpan.FromHours(1));

        Assert.Empty(post.Tried);
    }

    [Fact]
    public async Task What_the_office_closes_is_said_to_who_was_told_and_begins_anew_when_the_set_is_seen_and_still_nobody_watches()
    {
        TestFamilyPost post = new();
        await using WatchedHome home = new(post);
        await home.StartAsync();
        DateTimeOffset now = await home.AskedAsync();
        await home.LaterAsync(TimeSpan.FromMinutes(31));
        await home.ToldAsync("Alarm to 0");
        Assert.Equal(AcknowledgeResult.Observed, await home.Node.City.CloseAsync((await home.AlertAsync()).AlertId, "duty officer", "", default));
        home.Beats(now.AddMinutes(5), now.AddMinutes(15));
        await home.ToldAsync("Alarm to 0", "Unseen to 0");

        Assert.Equal(AcknowledgeResult.Closed, await home.Node.City.CloseAsync((await home.AlertAsync()).AlertId, "duty officer", "met them at home", default));
        await home.ToldAsync("Alarm to 0", "Unseen to 0", "Closed to 0");
        Assert.Equal((FamilyCaseEnd.Closed, "duty officer"), ((await home.CaseAsync(0)).End, (await home.AlertAsync()).ClosedBy));
        await home.LaterAsync(TimeSpan.FromHours(9));
        await home.ToldAsync("Alarm to 0", "Unseen to 0", "Closed to 0");

        home.Rows(now.AddMinutes(10), now.AddMinutes(40)); // They were only late.
        await Eventually.TrueAsync("the alert is open again", async () => await home.AlertAsync() is { State: AlertState.Raised, ClosedBy: null }, TimeSpan.FromSeconds(30));
        await home.AskedAgainAsync();
        await home.LaterAsync(TimeSpan.FromMinutes(31));
        await home.ToldAsync("Alarm to 0", "Unseen to 0", "Closed to 0", "Alarm to 0");
    }

    [Fact]
    public async Task A_familys_word_of_before_an_absence_acknowledges_nothing_that_is_true_after_it()
    {
        TestFamilyPost post = new();
        await using WatchedHome home = new(post);
        await home.StartAsync();
        DateTimeOffset now = await home.AskedAsync();
        string alert = (await home.AlertAsync()).AlertId;
        home.Register(new Absence(now.AddHours(-1), now.AddDays(3), "contact 1"));
        await home.HistoryAsync("suppressed");
        home.Register(null);
        await home.HistoryAsync("released");

        // As it was sent before the absence, by a desk that was away in between; twice, as after a second restart.
        home.AlertDesk.Tell(new TakenCareOf(alert, "contact 1", 0), ActorRefs.NoSender);
        home.AlertDesk.Tell(new TakenCareOf(alert, "contact 1", 0), ActorRefs.NoSender);
        await home.HistoryAsync("comment");
        Assert.Null((await home.AlertAsync()).AcknowledgedBy);
        await home.AskedAgainAsync();
        await home.LaterAsync(TimeSpan.FromMinutes(31));
        await home.ToldAsync("Alarm to 0");

        // The same word, said now.
        Assert.Equal("contact 1", (await home.LinkAsync(0, acknowledge: true)).Case!.AcknowledgedBy);
        await home.HistoryAsync("acknowledged");
        Assert.Equal("contact 1", (await home.AlertAsync()).AcknowledgedBy);
        Assert.Contains("began anew since", Assert.Single((await home.Node.City.GetAlertAsync(alert, default))!.History, line => line.What == "comment").Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_operators_word_while_the_family_desk_is_away_is_heard_when_it_is_back(bool acknowledge)
    {
        TestFamilyPost post = new();
        await using WatchedHome home = new(post);
        await home.StartAsync();
        await home.AskedAsync();
        await home.LaterAsync(TimeSpan.FromMinutes(31));
        await home.ToldAsync("Alarm to 0");
        string alert = (await home.AlertAsync()).AlertId;

        await home.FamilyDeskDiesAsync();
        await SayAsync(home, alert, acknowledge);
        await Eventually.TrueAsync("the family desk answers", async () => await home.Node.Engine.Families.GetLostLettersAsync(default) is not null, TimeSpan.FromSeconds(30));
        await home.LaterAsync(TimeSpan.FromHours(9));

        FamilyCase known = await home.CaseAsync(0);
        Assert.Equal("duty officer", acknowledge ? known.AcknowledgedBy : known.SuppressedBy);
        await home.ToldAsync("Alarm to 0");
    }

    [Fact]
    public async Task An_operators_word_before_the_family_desk_took_the_alert_holds_from_its_first_moment()
    {
        TestFamilyPost post = new();
        await using WatchedHome home = new(post);
        home.Settings = home.Settings with { ContactWaits = [TimeSpan.Zero], AskResident = false };
        await home.StartAsync();
        await home.FamilyDeskDiesAsync();
        home.Quiet();
        await Eventually.TrueAsync("the alert is raised", async () => (await home.Node.City.GetAlertsAsync(false, default)).Any(alert => alert.Rule == Rules.NoViewing), TimeSpan.FromSeconds(30));

        await SayAsync(home, (await home.AlertAsync()).AlertId, acknowledge: true);
        int told = post.Tried.Count; // Only when the desk was back before the word: then it was told rightly.
        await Eventually.TrueAsync("the family desk answers", async () => await home.Node.Engine.Families.GetLostLettersAsync(default) is not null, TimeSpan.FromSeconds(30));
        await home.LaterAsync(TimeSpan.FromHours(9));

        Assert.Equal(told, post.Tried.Count);
    }

    /// <summary>An operator who is not answered says it again.</summary>
    private static Task SayAsync(WatchedHome home, string alert, bool acknowledge) => Eventually.TrueAsync(
        "the word is stored",
        async () => (acknowledge
            ? await home.Node.City.AcknowledgeAsync(alert, "duty officer", "visiting", default)
            : await home.Node.City.NoteAsync(alert, "duty officer", "visiting", true, default)) != AcknowledgeResult.NotAnswered,
        TimeSpan.FromSeconds(30));
}
