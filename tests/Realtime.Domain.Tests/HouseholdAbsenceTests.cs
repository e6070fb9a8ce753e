using Realtime.Domain;

namespace Realtime.Domain.Tests;

/// <summary>Daily window, declared absence and learned rhythm. Hours from <see cref="ThingDriver.T0"/>, which is midnight in Japan; limit 12 h, rows every 5 minutes.</summary>
public class HouseholdAbsenceTests
{
    private static readonly ThingKey Key = new(ThingKind.Household, "tv");

    private static readonly Registration Home = new() { Key = Key, Name = "Home 1", Source = "channel", NoViewingLimit = TimeSpan.FromHours(12) };

    private static DateTimeOffset At(double hours) => ThingDriver.T0.AddHours(hours);

    private static Registration With(params (double From, double Until)[] absences) =>
        Home with { Household = new() { Absences = [.. absences.Select(absence => new Absence(At(absence.From), At(absence.Until), "daughter"))] } };

    /// <summary>A set that stands by from one hour to another, both included; each row is followed by the channel's word.</summary>
    private static ThingDriver Idle(ThingDriver driver, double from, double until)
    {
        for (int row = (int)Math.Round(from * 12); row <= (int)Math.Round(until * 12); row++)
        {
            Row(driver, row / 12.0, 2);
        }

        return driver;
    }

    private static void Row(ThingDriver driver, double hours, double watts)
    {
        driver.Read(new HouseholdReading { ThingId = Key.Id, Time = At(hours), PowerW = watts, Source = "channel" });
        driver.Beat(At(hours));
    }

    [Fact]
    public void What_becomes_due_in_an_absence_is_recorded_and_told_at_its_end()
    {
        ThingDriver driver = Idle(new(Key, With((10, 20))), 0, 15);
        AlertChange held = Assert.Single(driver.Alerts);
        Assert.Equal((AlertChangeKind.Suppressed, At(12), 0), (held.Kind, held.EpisodeStart, held.ToLevel));
        Assert.Equal(
            "Home 1: nobody has watched for 12 h, since 2026-06-01 15:00Z; nobody is told until the declared absence ends at 2026-06-02 11:00Z", held.Text);
        Assert.Equal(("away", 0), (driver.View.Status, driver.View.Level));
        Assert.EndsWith("away until 2026-06-02 11:00Z", driver.View.Detail, StringComparison.Ordinal);
        Idle(driver, 15.1, 21);
        Assert.Equal(["Suppressed 0>0", "Released 0>1"], driver.Changes());
        Assert.Equal(("no viewing", 1), (driver.View.Status, driver.View.Level));
        Assert.Equal((At(20), "Home 1: the declared absence is over and nobody has watched since 2026-06-01 15:00Z"), (driver.Alerts[1].Time, driver.Alerts[1].Text));
        Row(driver, 21.1, 100);
        Assert.Equal(["Suppressed 0>0", "Released 0>1", "Resolved 1>0"], driver.Changes());
        Assert.Single(driver.Alerts.Select(change => change.AlertId).Distinct());
    }

    [Fact]
    public void Coming_home_early_ends_it_quietly()
    {
        ThingDriver driver = Idle(new(Key, With((10, 20))), 0, 15);
        Row(driver, 15.1, 100);
        Assert.Equal(["Suppressed 0>0", "Resolved 0>0"], driver.Changes());
        Idle(driver, 15.2, 20.5);
        Assert.Equal(2, driver.Alerts.Count);
    }

    [Theory]
    [InlineData(0, 12, "Raised 0>1")]
    [InlineData(12, 13, "Suppressed 0>0,Released 0>1")]
    [InlineData(12.1, 20, "Raised 0>1")]
    public void The_due_time_decides(double from, double until, string expected) =>
        Assert.Equal(expected, string.Join(',', Idle(new(Key, With((from, until))), 0, 14).Changes()));

    [Fact]
    public void Absences_that_follow_on_each_other_are_one()
    {
        ThingDriver driver = Idle(new(Key, With((13, 18), (10, 14))), 0, 17);
        Assert.Equal(["Suppressed 0>0"], driver.Changes());
        Idle(driver, 17.1, 18);
        Assert.Equal(At(18), driver.Alerts[1].Time);
    }

    [Fact]
    public void An_absence_declared_under_an_open_alert_holds_it_back_and_taking_it_back_releases_it()
    {
        ThingDriver driver = Idle(new(Key, Home), 0, 13);
        driver.Register(With((12, 40)));
        Assert.Equal(["Raised 0>1", "Suppressed 1>0"], driver.Changes());
        driver.Register(With((12, 30)));
        Idle(driver, 13.1, 14);
        driver.Register(Home);
        Assert.Equal(["Raised 0>1", "Suppressed 1>0", "Released 0>1"], driver.Changes());
        Assert.Contains("taken back", driver.Alerts[2].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_set_that_cannot_be_seen_at_the_end_is_unknown_and_counted_anew()
    {
        ThingDriver driver = Idle(new(Key, With((10, 20))), 0, 15);
        driver.Beat(At(21));
        Assert.Equal(["Suppressed 0>0"], driver.Changes(Rules.NoViewing));
        Assert.Equal(["Raised 0>1"], driver.Changes(Rules.DeviceSilent));
        Assert.Equal("unknown", driver.View.Status);
        Idle(driver, 22, 34);
        Assert.Equal(["Suppressed 0>0", "Resolved 0>0", "Raised 0>1"], driver.Changes(Rules.NoViewing));
        Assert.Equal(At(34), driver.Alerts[^1].EpisodeStart);
    }

    /// <summary>Judged at 09:00 Japanese time: the first whole day after the last viewing.</summary>
    [Theory]
    [InlineData(8.5, 33)]
    [InlineData(9, 57)]
    [InlineData(20, 57)]
    public void A_daily_window_is_a_whole_day_from_its_hour(double viewing, double due)
    {
        Registration daily = Home with { NoViewingLimit = null, Household = new() { UtcOffset = TimeSpan.FromHours(9), DayStart = new(9, 0) } };
        ThingDriver driver = new(Key, daily);
        Row(driver, viewing, 100);
        Idle(driver, viewing + 0.1, due - 0.1);
        Assert.Empty(driver.Alerts);
        Idle(driver, due, due);
        AlertChange raised = Assert.Single(driver.Alerts);
        Assert.Equal(At(due), raised.EpisodeStart);
        Assert.Contains("nobody has watched in the day from", raised.Text, StringComparison.Ordinal);
        Assert.StartsWith("day without viewing judged at 09:00, alert since", driver.View.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void With_both_rules_the_earlier_one_counts()
    {
        ThingDriver driver = Idle(new(Key, Home with { Household = new() { UtcOffset = TimeSpan.FromHours(9), DayStart = new(9, 0) } }), 0, 13);
        Assert.Equal(At(12), Assert.Single(driver.Alerts).EpisodeStart);
    }

    [Fact]
    public void Usual_pauses_shorten_the_limit_and_never_lengthen_it()
    {
        ViewingRhythm rhythm = ViewingRhythm.None;
        for (int day = 0; day < 14; day++)
        {
            Assert.Null(rhythm.Limit());
            rhythm = rhythm.Note(At(day * 24 + 8), At(day * 24 + 17), TimeSpan.FromHours(9)).Note(At(day * 24 + 17), At(day * 24 + 18), TimeSpan.FromHours(9));
        }

        Assert.Equal(TimeSpan.FromHours(13.5), rhythm.Limit());
        Assert.Equal(14, rhythm.Days.Count);
        rhythm = rhythm.Note(At(14 * 24), At(14 * 24 + 20), TimeSpan.FromHours(9));
        Assert.Equal(TimeSpan.FromHours(30), rhythm.Limit());
        Assert.Equal(14, rhythm.Days.Count);
        HouseholdState state = new() { ObservedFrom = At(0), Rhythm = rhythm };
        Registration learning = Home with { NoViewingLimit = TimeSpan.FromHours(24), Household = new() { LearnRhythm = true } };
        Assert.Equal(At(24), ThingMachines.For(ThingKind.Household).NextDue(state with { LastRow = At(99) }, learning));
    }

    [Fact]
    public void A_household_that_watches_every_morning_and_evening_is_missed_earlier()
    {
        Registration learning = Home with { NoViewingLimit = TimeSpan.FromHours(24), Household = new() { UtcOffset = TimeSpan.FromHours(9), LearnRhythm = true } };
        ThingDriver driver = new(Key, learning, storeEachStep: false);
        for (int day = 0; day < 15; day++)
        {
            foreach (int hour in (int[])[8, 18])
            {
                Idle(driver, day * 24 + hour - 13.9 < 0 ? 0 : day * 24 + (hour == 8 ? -5.9 : 8.1), day * 24 + hour - 0.1);
                Row(driver, day * 24 + hour, 100);
            }
        }

        Assert.Empty(driver.Alerts);
        Idle(driver, 14 * 24 + 18.1, 15 * 24 + 16);
        AlertChange raised = Assert.Single(driver.Alerts);
        Assert.Equal(At(14 * 24 + 18 + 21), raised.EpisodeStart);
        Assert.StartsWith("limit 21 h, learned from 14 days of viewing; 24 h registered", raised.Evidence, StringComparison.Ordinal);
    }
}
