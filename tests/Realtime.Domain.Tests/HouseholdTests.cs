using Realtime.Domain;

namespace Realtime.Domain.Tests;

/// <summary>Watch-over of a TV: limit 12 h, rows up to 10 minutes apart. Times in minutes from <see cref="ThingDriver.T0"/>.</summary>
public class HouseholdTests
{
    private static readonly ThingKey Key = new(ThingKind.Household, "tv");
    private static readonly TimeSpan Limit = TimeSpan.FromHours(12);
    private static readonly DateTimeOffset DueTime = ThingDriver.T0 + Limit;

    private static readonly Registration Watched = new() { Key = Key, Name = "Home 1", Source = "channel", NoViewingLimit = Limit };

    private static HouseholdReading At(double minutes, double watts) =>
        new() { ThingId = Key.Id, Time = ThingDriver.T0.AddMinutes(minutes), PowerW = watts, Source = "channel" };

    /// <summary>Rows of a set on standby, five minutes apart, both ends included.</summary>
    private static ThingDriver Idle(double from, double to, ThingDriver? driver = null)
    {
        ThingDriver fed = driver ?? new ThingDriver(Key, Watched);
        for (double minute = from; minute <= to; minute += 5)
        {
            fed.Read(At(minute, 2));
        }

        return fed;
    }

    [Theory]
    [InlineData(715, 720, 0)]
    [InlineData(720, 719.99, 0)]
    [InlineData(720, 720, 1)]
    [InlineData(725, 725, 1)]
    public void It_needs_a_row_and_the_watermark_at_the_due_time(double lastRow, double watermark, int alerts)
    {
        ThingDriver driver = Idle(0, lastRow);
        driver.Beat(ThingDriver.T0.AddMinutes(watermark));
        Assert.Equal(alerts, driver.Alerts.Count);
        Assert.All(driver.Alerts, change => Assert.Equal((DueTime, Audience.Family, Rules.NoViewing), (change.EpisodeStart, change.Audience, change.Rule)));
    }

    [Fact]
    public void Viewing_before_the_due_time_starts_the_count_again()
    {
        ThingDriver driver = Idle(0, 700);
        driver.Read(At(705, 20));
        Idle(710, 1420, driver);
        driver.Beat(ThingDriver.T0.AddMinutes(1420));
        Assert.Empty(driver.Alerts);
        Idle(1425, 1425, driver);
        driver.Beat(ThingDriver.T0.AddMinutes(1425));
        Assert.Equal(ThingDriver.T0.AddMinutes(705) + Limit, Assert.Single(driver.Alerts).EpisodeStart);
    }

    [Fact]
    public void A_viewing_row_at_or_after_the_due_time_raises_and_resolves_in_one_step()
    {
        ThingDriver driver = Idle(0, 715);
        StepOutput output = driver.Read(At(720, 130));
        Assert.Equal([(AlertChangeKind.Raised, DueTime), (AlertChangeKind.Resolved, DueTime)], output.Alerts.Select(change => (change.Kind, change.Time)));
        Assert.Contains("watched again", output.Alerts[1].Text, StringComparison.Ordinal);

        ThingDriver later = Idle(0, 719);
        Assert.Equal(
            [(AlertChangeKind.Raised, DueTime), (AlertChangeKind.Resolved, ThingDriver.T0.AddMinutes(723))],
            later.Read(At(723, 130)).Alerts.Select(change => (change.Kind, change.Time)));
    }

    [Theory]
    [InlineData(10, 1)]
    [InlineData(10.01, 0)]
    public void A_break_of_exactly_the_limit_is_none(double gap, int alerts)
    {
        // The break stands in the middle; 12 h after the first row there is an alert only if observation was unbroken.
        ThingDriver driver = Idle(0, 300);
        Idle(300 + gap, 730 + gap, driver);
        driver.Beat(ThingDriver.T0.AddMinutes(725));
        Assert.Equal(alerts, driver.Alerts.Count(change => change.Rule == Rules.NoViewing));
    }

    [Fact]
    public void A_break_across_the_due_time_is_no_evidence()
    {
        ThingDriver driver = Idle(0, 715);
        Assert.Empty(driver.Read(At(726, 2)).Alerts);
        Assert.Empty(driver.Read(At(726, 130)).Alerts);
    }

    [Fact]
    public void Evidence_seen_before_a_break_counts_even_if_the_watermark_comes_late()
    {
        ThingDriver driver = Idle(0, 720);
        StepOutput output = driver.Read(At(760, 2));
        Assert.Equal([AlertChangeKind.Raised, AlertChangeKind.Resolved], output.Alerts.Select(change => change.Kind));
        Assert.Contains("this is not an all-clear", output.Alerts[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_lost_set_tells_only_the_operators_and_makes_an_open_alert_unobservable()
    {
        ThingDriver driver = Idle(0, 720);
        driver.Beat(DueTime);
        driver.Beat(DueTime.AddMinutes(10).AddTicks(-1));
        Assert.Single(driver.Alerts);
        driver.Beat(DueTime.AddMinutes(10));
        driver.Beat(DueTime.AddMinutes(500));
        Assert.Equal(["Raised 0>1", "Unobservable 1>1"], driver.Changes(Rules.NoViewing));
        AlertChange device = Assert.Single(driver.Alerts, change => change.Rule == Rules.DeviceSilent);
        Assert.Equal((Audience.Operators, DueTime.AddMinutes(10)), (device.Audience, device.EpisodeStart));
        Assert.Equal("unknown", driver.View.Status);

        driver.Read(At(1300, 2));
        Assert.Equal(["Raised 0>1", "Resolved 1>0"], driver.Changes(Rules.DeviceSilent));
        Assert.Equal(["Raised 0>1", "Unobservable 1>1", "Resolved 1>0"], driver.Changes(Rules.NoViewing));
        Assert.Contains("this is not an all-clear", driver.Alerts[^1].Text, StringComparison.Ordinal);

        Idle(1305, 1300 + 720, driver);
        driver.Beat(ThingDriver.T0.AddMinutes(1300 + 720));
        Assert.Equal(ThingDriver.T0.AddMinutes(1300) + Limit, driver.Alerts[^1].EpisodeStart);
    }

    [Fact]
    public void One_alert_per_observed_silence()
    {
        ThingDriver driver = Idle(0, 2000);
        for (int minute = 720; minute <= 2000; minute += 5)
        {
            driver.Beat(ThingDriver.T0.AddMinutes(minute));
        }

        Assert.Equal(["Raised 0>1"], driver.Changes());
        Assert.Equal("Home 1: nobody has watched for 12 h, since 2026-06-01 15:00Z", driver.Alerts[0].Text);
    }

    [Fact]
    public void The_viewing_flag_wins_over_power_and_only_whole_hours_are_published()
    {
        ThingDriver driver = new(Key, Watched);
        driver.Read(At(0, 130) with { Viewing = false });
        driver.Read(At(50, 19.99));
        driver.Read(At(70, 0));
        driver.Read(At(71, 20));
        driver.Read(At(72, 0));
        driver.Read(At(90, 0) with { Viewing = true });
        driver.Read(At(130, 0));
        driver.Read(At(190, 0));
        driver.Read(At(250, 0));
        Assert.All(driver.Results, point => Assert.Equal((0, 0), (point.Time.Minute, point.Time.Second)));
        Assert.Equal([0, 1, 2], driver.Results.Select(point => (int)(point.Time - driver.Results[0].Time).TotalHours));
        Assert.Equal([0, 1, 0], driver.Results.Select(point => Assert.Single(point.Fields).Value));
        Assert.All(driver.Results, point => Assert.Equal(("household", "viewing"), (point.Measurement, point.Fields[0].Name)));
    }

    [Fact]
    public void Rows_that_do_not_tell_about_viewing_keep_the_set_alive_but_prove_no_silence()
    {
        ThingDriver driver = Idle(0, 300);
        for (double minute = 305; minute <= 730; minute += 5)
        {
            driver.Read(At(minute, 2) with { Quality = Quality.Missing, PowerW = null });
        }

        driver.Beat(ThingDriver.T0.AddMinutes(730));
        Assert.Empty(driver.Alerts);
        driver.Read(At(731, 2));
        Assert.Equal(ThingDriver.T0.AddMinutes(741), driver.Due);
    }

    [Fact]
    public void Without_a_viewing_rule_only_the_device_is_watched_and_unregistered_sets_not_at_all()
    {
        ThingDriver receiver = Idle(0, 800, new ThingDriver(Key, Watched with { NoViewingLimit = null }));
        receiver.Beat(ThingDriver.T0.AddMinutes(900));
        Assert.Equal([Rules.DeviceSilent], receiver.Alerts.Select(change => change.Rule));
        ThingDriver unknown = Idle(0, 800, new ThingDriver(Key));
        unknown.Beat(ThingDriver.T0.AddMinutes(900));
        Assert.Empty(unknown.Alerts);
        Assert.False(unknown.View.Registered);
    }

    [Fact]
    public void Removing_the_rule_ends_the_alert_without_an_all_clear()
    {
        ThingDriver driver = Idle(0, 720);
        driver.Beat(DueTime);
        driver.Register(Watched with { NoViewingLimit = null });
        Assert.Equal(["Raised 0>1", "Resolved 1>0"], driver.Changes());
        Assert.Contains("not an all-clear", driver.Alerts[1].Text, StringComparison.Ordinal);
    }
}
