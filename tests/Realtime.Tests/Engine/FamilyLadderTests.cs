using Realtime.Actors.City;
using Realtime.Actors.Families;
using Realtime.Actors.Ports;
using Realtime.Domain;
using Realtime.Tests.Support;

namespace Realtime.Tests.Engine;

/// <summary>The ladder on the real engine with its real journal: each step once, over restarts; what stops it stops it for good.</summary>
public sealed class FamilyLadderTests
{
    [Fact]
    public async Task Resident_contacts_and_municipality_are_told_in_order_once_each_also_over_restarts()
    {
        TestFamilyPost post = new();
        await using WatchedHome home = new(post);
        await home.StartAsync();
        await home.AskedAsync();
        Assert.Equal((WatchedHome.Key, "お変わりありませんか。"), (home.Messages.Sent.Single().Thing, home.Messages.Sent.Single().Message.Text));
        await home.LaterAsync(TimeSpan.FromMinutes(29));
        Assert.Empty(post.Accepted);

        await home.Node.StopAsync();
        await home.StartAsync();
        await home.LaterAsync(TimeSpan.FromMinutes(2));
        await home.ToldAsync("Alarm to 0");
        await home.LaterAsync(TimeSpan.FromMinutes(110));

        await home.Node.StopAsync();
        await home.StartAsync();
        await home.LaterAsync(TimeSpan.FromMinutes(11));
        await home.ToldAsync("Alarm to 0", "Alarm to 1");
        await home.LaterAsync(TimeSpan.FromMinutes(241));
        await home.ToldAsync("Alarm to 0", "Alarm to 1", "Alarm to 99");
        await home.LaterAsync(TimeSpan.FromHours(1));

        Assert.Equal(3, post.Tried.Select(mail => mail.Letter.Id).Distinct().Count());
        Assert.Single(home.Messages.Sent);
        AlertDetail detail = (await home.Node.City.GetAlertAsync((await home.AlertAsync()).AlertId, default))!;
        Assert.Equal(["resident-asked", "told", "told", "told"], detail.History.Select(line => line.What).Where(what => what is not "raised"));
    }

    [Fact]
    public async Task A_link_stops_the_ladder_and_the_all_clear_reaches_whoever_heard_of_it()
    {
        TestFamilyPost post = new();
        await using WatchedHome home = new(post);
        await home.StartAsync();
        DateTimeOffset now = await home.AskedAsync();
        await home.LaterAsync(TimeSpan.FromMinutes(31));
        await home.ToldAsync("Alarm to 0");

        Assert.Null((await home.LinkAsync(0, acknowledge: false)).Case!.AcknowledgedBy);
        Assert.Null((await home.Node.Engine.Families.OpenLinkAsync(0, "link-unknown", 0, default)).Case);
        Assert.Equal("contact 1", (await home.LinkAsync(0, acknowledge: true)).Case!.AcknowledgedBy);
        Assert.Equal("contact 1", (await home.LinkAsync(0, acknowledge: true)).Case!.AcknowledgedBy);
        await Eventually.TrueAsync("the alert shows who takes care", async () => (await home.AlertAsync()).AcknowledgedBy == "contact 1", TimeSpan.FromSeconds(30));
        await home.LaterAsync(TimeSpan.FromHours(9));
        await home.ToldAsync("Alarm to 0");

        home.Rows(now.AddMinutes(5), now.AddHours(9));
        home.Row(now.AddHours(9).AddMinutes(5), viewing: true);
        await home.ToldAsync("Alarm to 0", "AllClear to 0");
        Assert.Equal(FamilyCaseEnd.Seen, post.Accepted.Last().Case.End);

        await home.LaterAsync(TimeSpan.FromDays(7));
        FamilyLinkAnswer ended = await home.LinkAsync(0, acknowledge: false);
        Assert.Equal((null, true), (ended.Case, ended.Expired));
    }

    [Fact]
    public async Task The_operators_word_stops_the_ladder_before_the_operator_hears_of_it()
    {
        TestFamilyPost post = new();
        await using WatchedHome home = new(post);
        await home.StartAsync();
        await home.AskedAsync();
        await home.LaterAsync(TimeSpan.FromMinutes(31));
        await home.ToldAsync("Alarm to 0");

        string alert = (await home.AlertAsync()).AlertId;
        Assert.Equal(AcknowledgeResult.Acknowledged, await home.Node.City.AcknowledgeAsync(alert, "duty officer", "visiting", default));
        Assert.Equal(AcknowledgeResult.AlreadyAcknowledged, await home.Node.City.AcknowledgeAsync(alert, "somebody", "", default));
        Assert.Equal("duty officer", (await home.LinkAsync(0, acknowledge: true)).Case!.AcknowledgedBy);
        await home.LaterAsync(TimeSpan.FromHours(9));

        await home.ToldAsync("Alarm to 0");
    }

    [Fact]
    public async Task An_address_that_is_refused_moves_to_the_next_contact_at_once_and_the_operators_see_it()
    {
        TestFamilyPost post = new(mail => mail.Letter is { Kind: FamilyLetterKind.Alarm, Step: 0 } ? NotifyOutcome.Refused : NotifyOutcome.Accepted);
        await using WatchedHome home = new(post);
        await home.StartAsync();
        await home.AskedAsync();
        await home.LaterAsync(TimeSpan.FromMinutes(31));

        await Eventually.TrueAsync("the next contact and the municipality are told", () => post.Accepted.Count == 2, TimeSpan.FromSeconds(30));
        Assert.Equal(["Alarm to 1", "Undeliverable to 99"], post.Told.Order(StringComparer.Ordinal));
        Assert.Equal(0, post.Accepted.Single(mail => mail.Letter.Kind == FamilyLetterKind.Undeliverable).Letter.About);
        LostLetter lost = Assert.Single(await home.Node.Engine.Families.GetLostLettersAsync(default));
        Assert.Equal((0, "as the test says"), (lost.Letter.Step, lost.Reason));
    }

    [Fact]
    public async Task A_mail_that_comes_back_later_moves_to_the_next_contact_at_once_and_gets_no_all_clear()
    {
        TestFamilyPost post = new();
        await using WatchedHome home = new(post);
        await home.StartAsync();
        DateTimeOffset now = await home.AskedAsync();
        await home.LaterAsync(TimeSpan.FromMinutes(31));
        await home.ToldAsync("Alarm to 0");

        string letter = post.Accepted.Single().Letter.Id;
        Assert.False(await home.Node.Engine.Families.ReportBounceAsync("0123456789abcdef0123456789abcdef", "the mail came back", default));
        Assert.True(await home.Node.Engine.Families.ReportBounceAsync(letter, "the mail came back, status 5.1.1", default));
        Assert.True(await home.Node.Engine.Families.ReportBounceAsync(letter, "the mail came back, status 5.1.1", default));
        await Eventually.TrueAsync("the next contact and the municipality are told", () => post.Accepted.Count == 3, TimeSpan.FromSeconds(30));
        Assert.Equal(["Alarm to 0", "Alarm to 1", "Undeliverable to 99"], post.Told.Order(StringComparer.Ordinal));
        LostLetter lost = Assert.Single(await home.Node.Engine.Families.GetLostLettersAsync(default));
        Assert.Equal((0, "the mail came back, status 5.1.1"), (lost.Letter.Step, lost.Reason));

        home.Row(now.AddMinutes(5), viewing: true);
        await Eventually.TrueAsync("only who was reached gets the all-clear", () => post.Told.Contains("AllClear to 1"), TimeSpan.FromSeconds(30));
        await home.LaterAsync(TimeSpan.FromHours(1));
        Assert.DoesNotContain("AllClear to 0", post.Told);
    }

    [Fact]
    public async Task After_a_long_outage_of_the_way_letters_go_out_within_seconds()
    {
        bool away = true;
        TestFamilyPost post = new(_ => Volatile.Read(ref away) ? NotifyOutcome.Unreachable : NotifyOutcome.Accepted);
        await using WatchedHome home = new(post);
        home.Settings = home.Settings with { ContactWaits = [TimeSpan.Zero], AskResident = false };
        await home.StartAsync();
        home.Quiet();
        for (int tries = 1; tries <= 10; tries++)
        {
            await TriedAsync(home, post, tries);
        }

        Volatile.Write(ref away, false);
        DateTimeOffset back = home.Clock.GetUtcNow();
        await home.WhileTimePassesAsync(TimeSpan.FromSeconds(1), "the letter is accepted", () => Task.FromResult(!post.Accepted.IsEmpty));

        // Waits that doubled without an end would be 85 minutes by now. What the desk needs to notice a refusal passes on this clock, too.
        Assert.InRange(home.Clock.GetUtcNow() - back, TimeSpan.Zero, TimeSpan.FromMinutes(5));
        await home.ToldAsync("Alarm to 0");
    }

    [Fact]
    public async Task A_letter_that_is_not_accepted_is_tried_again_as_the_same_letter_and_is_given_up_after_a_day()
    {
        TestFamilyPost post = new(mail => mail.Letter is { Kind: FamilyLetterKind.Alarm, Step: 0 } ? NotifyOutcome.Retry : NotifyOutcome.Accepted);
        await using WatchedHome home = new(post);
        home.Settings = home.Settings with { ContactWaits = [TimeSpan.Zero], MunicipalityWait = TimeSpan.FromDays(3), AskResident = false };
        await home.StartAsync();
        home.Quiet();
        await Eventually.TrueAsync("the first try was made", () => !post.Tried.IsEmpty, TimeSpan.FromSeconds(30));
        int tries = post.Tried.Count;
        await TriedAsync(home, post, tries + 1);
        Assert.Single(post.Tried.Select(mail => mail.Letter.Id).Distinct());

        await home.LaterAsync(TimeSpan.FromHours(25));

        await Eventually.TrueAsync(
            "it counts as lost", async () => (await home.Node.Engine.Families.GetLostLettersAsync(default)).Any(lost => lost.Reason.StartsWith("nobody accepted it", StringComparison.Ordinal)), TimeSpan.FromSeconds(30));
        await home.ToldAsync("Undeliverable to 99", "Alarm to 99"); // Whom the address would have reached is not waited for, feed or no feed.
    }

    private static Task TriedAsync(WatchedHome home, TestFamilyPost post, int tries) =>
        home.WhileTimePassesAsync(TimeSpan.FromSeconds(1), $"try {tries} was made", () => Task.FromResult(post.Tried.Count >= tries));
}
