using Realtime.Actors.City;
using Realtime.Domain;
using Realtime.Tests.Support;

namespace Realtime.Tests.Engine;

/// <summary>What families are not told, and what they are told when nothing can be seen.</summary>
public sealed class FamilySilenceTests
{
    [Fact]
    public async Task An_old_log_tells_nobody_until_it_reaches_the_present_and_is_still_true_there()
    {
        TestFamilyPost post = new();
        await using WatchedHome home = new(post);
        await home.StartAsync();
        DateTimeOffset end = home.Quiet();
        home.Clock.SetUtcNow(end.AddDays(3));
        await Eventually.TrueAsync("the alert is raised", async () => (await home.Node.City.GetAlertsAsync(false, default)).Any(alert => alert.Rule == Rules.NoViewing), TimeSpan.FromSeconds(30));
        await home.LaterAsync(TimeSpan.FromHours(8));
        Assert.Empty(post.Accepted);
        Assert.Empty(home.Messages.Sent);

        home.Rows(end.AddMinutes(5), end.AddDays(3).AddHours(8));

        await home.HistoryAsync("resident-asked");
        await home.LaterAsync(TimeSpan.FromMinutes(31));
        await home.ToldAsync("Alarm to 0");
    }

    [Fact]
    public async Task A_feed_that_is_away_for_days_puts_no_step_of_an_open_ladder_off_once_the_log_is_read()
    {
        TestFamilyPost post = new();
        await using WatchedHome home = new(post) { CatchUp = TimeSpan.FromMinutes(10) };
        home.Settings = home.Settings with { ContactWaits = [TimeSpan.Zero, TimeSpan.FromHours(30)], AskResident = false };
        await home.StartAsync();
        home.Quiet();
        await home.ToldAsync("Alarm to 0");

        await home.LaterAsync(TimeSpan.FromHours(31));
        await home.LaterAsync(TimeSpan.FromMinutes(11)); // Nothing has come since: there is no log to be read first.
        await home.ToldAsync("Alarm to 0", "Alarm to 1");
        await home.LaterAsync(TimeSpan.FromHours(5));
        await home.ToldAsync("Alarm to 0", "Alarm to 1", "Alarm to 99");
    }

    [Fact]
    public async Task A_feed_that_moves_but_stays_behind_holds_no_ladder()
    {
        TestFamilyPost post = new();
        await using WatchedHome home = new(post) { CatchUp = TimeSpan.FromMinutes(10) };
        home.Settings = home.Settings with { ContactWaits = [TimeSpan.Zero, TimeSpan.FromMinutes(30)], AskResident = false };
        await home.StartAsync();
        DateTimeOffset seen = home.Quiet();
        await home.ToldAsync("Alarm to 0");
        await home.LaterAsync(TimeSpan.FromMinutes(31)); // From here on everything comes half an hour late.
        for (int i = 0; i < 4; i++)
        {
            seen += TimeSpan.FromMinutes(5);
            home.Row(seen, viewing: false);
            await home.LaterAsync(TimeSpan.FromMinutes(5));
        }

        await home.ToldAsync("Alarm to 0", "Alarm to 1");
    }

    [Fact]
    public async Task What_waits_in_the_log_after_a_stop_is_read_before_the_next_step_is_taken()
    {
        TestFamilyPost post = new();
        await using WatchedHome home = new(post) { CatchUp = TimeSpan.FromMinutes(10) };
        home.Settings = home.Settings with { ContactWaits = [TimeSpan.Zero, TimeSpan.FromHours(2)], AskResident = false };
        await home.StartAsync();
        DateTimeOffset now = home.Quiet();
        await home.ToldAsync("Alarm to 0");
        await home.Node.StopAsync();
        home.Clock.Advance(TimeSpan.FromHours(5));

        await home.StartAsync();
        await home.LaterAsync(TimeSpan.Zero); // The log is slow: the step has been due for hours, and the first rows come now.
        home.Rows(now.AddMinutes(5), now.AddHours(1));
        home.Row(now.AddHours(1).AddMinutes(5), viewing: true);
        await home.ToldAsync("Alarm to 0", "AllClear to 0");
    }

    [Fact]
    public async Task Data_that_end_in_the_past_are_said_aloud()
    {
        TestFamilyPost post = new();
        await using WatchedHome home = new(post);
        await home.StartAsync();
        home.Clock.SetUtcNow(WatchedHome.Start.AddDays(9));
        home.Row(WatchedHome.Start, viewing: true);
        home.Rows(WatchedHome.Start.AddMinutes(5), WatchedHome.Start.AddHours(25));
        await Eventually.TrueAsync("the alert is raised", async () => (await home.Node.City.GetAlertsAsync(false, default)).Any(alert => alert.Rule == Rules.NoViewing), TimeSpan.FromSeconds(30));

        await home.HistoryAsync("ladder-held");

        Assert.Empty(post.Tried);
        Assert.Empty(home.Messages.Sent);
        AlertDetail detail = (await home.Node.City.GetAlertAsync((await home.AlertAsync()).AlertId, default))!;
        Assert.Equal("nobody is told: the data end at 2026-11-22 23:10Z; look after it", Assert.Single(detail.History, line => line.What == "ladder-held").Text);
    }

    [Fact]
    public async Task A_set_that_keeps_getting_lost_from_sight_is_told_to_the_municipality_and_neither_alarm_nor_all_clear_is_held_back()
    {
        TestFamilyPost post = new();
        await using WatchedHome home = new(post);
        home.Settings = home.Settings with { ContactWaits = [TimeSpan.Zero], MunicipalityWait = TimeSpan.FromDays(3), AskResident = false };
        await home.StartAsync();
        DateTimeOffset now = home.Quiet();
        List<string> told = ["Alarm to 0"];
        await home.ToldAsync([.. told]);
        for (int i = 1; i <= Limits.FamilyLettersPerDay + 2; i++, now += TimeSpan.FromMinutes(15))
        {
            home.Beats(now.AddMinutes(5), now.AddMinutes(15));
            told.AddRange(i < Limits.FamilyLettersPerDay ? ["Unseen to 0"] : i == Limits.FamilyLettersPerDay ? ["TooMany to 99"] : []);
            await Eventually.TrueAsync("the set is lost from sight", async () => (await home.AlertAsync()).State == AlertState.Unobservable, TimeSpan.FromSeconds(30));
            await home.ToldAsync([.. told]);
            home.Rows(now.AddMinutes(10), now.AddMinutes(15));
            await Eventually.TrueAsync("the set is seen again", async () => (await home.AlertAsync()).State == AlertState.Raised, TimeSpan.FromSeconds(30));
        }

        home.Row(now.AddMinutes(5), viewing: true);
        await home.ToldAsync([.. told, "AllClear to 0"]);
    }

    [Fact]
    public async Task A_drill_reaches_no_family()
    {
        TestFamilyPost post = new();
        await using WatchedHome home = new(post);
        home.Settings = home.Settings with { ContactWaits = [TimeSpan.Zero], AskResident = false };
        await home.StartAsync();
        DateTimeOffset end = WatchedHome.Start.AddHours(25);
        home.Rows(WatchedHome.Start, end, drill: true);
        home.Clock.SetUtcNow(end);
        await Eventually.TrueAsync("the drill's alert is raised", async () => (await home.Node.City.GetAlertsAsync(false, default)).Any(alert => alert is { Rule: Rules.NoViewing, Drill: true }), TimeSpan.FromSeconds(30));
        await home.LaterAsync(TimeSpan.FromMinutes(10));

        Assert.Empty(post.Tried);
        Assert.Empty(home.Messages.Sent);
    }

    [Fact]
    public async Task A_declared_absence_ends_the_ladder_and_nobody_hears_more()
    {
        TestFamilyPost post = new();
        await using WatchedHome home = new(post);
        await home.StartAsync();
        DateTimeOffset now = await home.AskedAsync();
        await home.LaterAsync(TimeSpan.FromMinutes(31));
        await home.ToldAsync("Alarm to 0");

        home.Register(new Absence(now.AddHours(-1), now.AddDays(3), "contact 1"));
        await Eventually.TrueAsync("the case is over", async () => (await home.LinkAsync(0, acknowledge: false)).Case!.End == FamilyCaseEnd.Absent, TimeSpan.FromSeconds(30));
        await home.LaterAsync(TimeSpan.FromHours(9));

        await home.ToldAsync("Alarm to 0");
    }

    [Fact]
    public async Task A_household_that_leaves_is_written_to_no_more_and_its_links_end()
    {
        TestFamilyPost post = new();
        await using WatchedHome home = new(post);
        await home.StartAsync();
        await home.AskedAsync();
        await home.LaterAsync(TimeSpan.FromMinutes(31));
        await home.ToldAsync("Alarm to 0");

        home.Leave();
        await Eventually.TrueAsync("the link leads nowhere", async () => (await home.LinkAsync(0, acknowledge: true)).Case is null, TimeSpan.FromSeconds(30));
        await home.LaterAsync(TimeSpan.FromHours(9));

        await home.ToldAsync("Alarm to 0");
    }

    [Fact]
    public async Task When_the_set_cannot_be_seen_the_first_contact_hears_just_that_and_when_it_is_seen_again()
    {
        TestFamilyPost post = new();
        await using WatchedHome home = new(post) { WarmUp = TimeSpan.Zero };
        await home.StartAsync();
        home.Row(WatchedHome.Start, viewing: true);
        home.Row(WatchedHome.Start.AddMinutes(5), viewing: true);
        home.Clock.SetUtcNow(WatchedHome.Start.AddMinutes(5));
        await Eventually.TrueAsync("the set is seen", async () => (await home.Node.City.GetThingAsync(WatchedHome.Key, default))?.LastReading == WatchedHome.Start.AddMinutes(5), TimeSpan.FromSeconds(30));
        await home.LaterAsync(TimeSpan.FromMinutes(170));
        Assert.Empty(post.Accepted);

        await home.LaterAsync(TimeSpan.FromMinutes(15)); // Neither set nor channel says anything: it may be either.
        await home.ToldAsync("Unseen to 0");
        await home.Node.StopAsync();
        await home.StartAsync();
        await home.LaterAsync(TimeSpan.FromHours(4));
        await home.ToldAsync("Unseen to 0");

        home.Row(home.Clock.GetUtcNow(), viewing: false);
        await home.ToldAsync("Unseen to 0", "SeenAgain to 0");
        Assert.Equal(FamilyCaseKind.Unseen, post.Accepted.Last().Case.Kind);
    }

    [Fact]
    public async Task The_daily_word_comes_once_a_day_and_only_when_something_was_seen()
    {
        TestFamilyPost post = new();
        await using WatchedHome home = new(post);
        home.Settings = home.Settings with { DailyAt = new TimeOnly(18, 0) };
        await home.StartAsync();
        home.Row(WatchedHome.Start, viewing: true);
        DateTimeOffset evening = WatchedHome.Start.AddHours(10).AddMinutes(45);
        home.Rows(WatchedHome.Start.AddMinutes(5), evening);
        home.Clock.SetUtcNow(evening);
        await home.LaterAsync(TimeSpan.Zero);
        Assert.Empty(post.Accepted); // 17:55.

        await home.LaterAsync(TimeSpan.FromMinutes(6));
        await BothToldAsync();
        await home.Node.StopAsync();
        await home.StartAsync();
        await home.LaterAsync(TimeSpan.FromMinutes(10));
        await BothToldAsync();

        // The desk looks around by this clock.
        Task BothToldAsync() => Eventually.TrueAsync(
            "both contacts are told",
            () =>
            {
                home.Clock.Advance(TimeSpan.FromMilliseconds(50));
                return post.Told.Order(StringComparer.Ordinal).SequenceEqual(["Daily to 0", "Daily to 1"]);
            },
            TimeSpan.FromSeconds(30),
            () => string.Join(", ", post.Told));
    }
}
