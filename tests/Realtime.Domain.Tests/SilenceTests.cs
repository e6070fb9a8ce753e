using Realtime.Domain;
using static Realtime.Domain.Tests.Stations;

namespace Realtime.Domain.Tests;

/// <summary>Silence of sensors: proven by the channel's watermark, never by a clock.</summary>
public class SilenceTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromHours(6);
    private static readonly DateTimeOffset DueTime = ThingDriver.T0 + Limit;

    private static ThingDriver Fed(double value)
    {
        ThingDriver driver = new(Key, Registered(Hanwella, Limit));
        driver.Read(At(0, value));
        return driver;
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    public void It_fires_when_the_watermark_reaches_the_due_time(long ticks, int alerts)
    {
        ThingDriver driver = Fed(6);
        Assert.Equal(DueTime, driver.Due);
        driver.Beat(DueTime.AddTicks(ticks));
        Assert.Equal(alerts, driver.Alerts.Count);
        Assert.All(driver.Alerts, change => Assert.Equal((DueTime, DueTime), (change.EpisodeStart, change.Time)));
    }

    [Fact]
    public void It_names_the_stage_and_makes_an_open_stage_alert_unobservable()
    {
        ThingDriver driver = Fed(10.5);
        driver.Beat(DueTime.AddHours(3));
        driver.Beat(DueTime.AddHours(30));
        Assert.Equal(["Raised 0>4", "Unobservable 4>4"], driver.Changes(Rules.Stage));
        AlertChange silence = Assert.Single(driver.Alerts, change => change.Rule == Rules.Silence);
        Assert.Equal(
            "Hanwella: silent since 2026-06-01 15:00Z, no reading for 6 h; fell silent in レベル4相当 (MAJOR_FLOOD), 10.50 m",
            silence.Text);
        Assert.Equal(("unobservable", 4), (driver.View.Status, driver.View.Level));
        Assert.Null(driver.Due);
    }

    [Fact]
    public void The_next_reading_ends_it_and_is_judged_normally()
    {
        ThingDriver driver = Fed(10.5);
        driver.Beat(DueTime);
        driver.Read(At(600, 7.5));
        Assert.Equal(["Raised 0>4", "Unobservable 4>4", "Observable 4>4", "SteppedDown 4>2"], driver.Changes(Rules.Stage));
        Assert.Equal(["Raised 0>1", "Resolved 1>0"], driver.Changes(Rules.Silence));
        Assert.Equal(ThingDriver.T0.AddMinutes(600) + Limit, driver.Due);
    }

    [Fact]
    public void A_missing_value_ends_the_silence_but_shows_no_level()
    {
        ThingDriver driver = Fed(10.5);
        driver.Beat(DueTime);
        driver.Read(At(600, null, Quality.Missing));
        Assert.Equal(["Raised 0>1", "Resolved 1>0"], driver.Changes(Rules.Silence));
        Assert.Equal(["Raised 0>4", "Unobservable 4>4"], driver.Changes(Rules.Stage));
        driver.Beat(DueTime.AddHours(10));
        driver.Read(At(1200, 10.5));
        Assert.Equal(["Raised 0>4", "Unobservable 4>4", "Observable 4>4"], driver.Changes(Rules.Stage));
        Assert.Equal(["Raised 0>1", "Resolved 1>0", "Raised 0>1", "Resolved 1>0"], driver.Changes(Rules.Silence));
    }

    [Fact]
    public void A_late_reading_is_no_sign_of_life()
    {
        ThingDriver driver = Fed(6);
        driver.Beat(DueTime);
        driver.Read(At(-5, 6));
        Assert.Equal(["Raised 0>1"], driver.Changes());
    }

    [Fact]
    public void A_channel_that_was_away_starts_the_count_again()
    {
        ThingDriver driver = Fed(6);
        DateTimeOffset back = DueTime.AddHours(1);
        driver.Beat(back, observedSince: back);
        Assert.Empty(driver.Alerts);
        Assert.Equal(back + Limit, driver.Due);
        driver.Beat(back + Limit);
        Assert.Equal(back + Limit, Assert.Single(driver.Alerts).EpisodeStart);
    }

    [Fact]
    public void A_registered_sensor_that_was_never_heard_is_counted_from_the_channels_first_heartbeat()
    {
        ThingDriver driver = new(Key);
        driver.Register(Registered(Hanwella, Limit));
        driver.Beat(ThingDriver.T0, ThingDriver.T0);
        Assert.Empty(driver.Alerts);
        Assert.Equal(DueTime, driver.Due);
        driver.Beat(DueTime);
        Assert.Contains("never heard", Assert.Single(driver.Alerts).Text, StringComparison.Ordinal);
        driver.Read(At(400, 6));
        Assert.Equal(["Raised 0>1", "Resolved 1>0"], driver.Changes());
    }

    [Fact]
    public void Without_limit_or_channel_nothing_is_due()
    {
        ThingDriver unlimited = new(Key, Registered(Hanwella));
        unlimited.Read(At(0, 6));
        Assert.Null(unlimited.Due);
        ThingDriver nameless = new(Key, Registered(Hanwella, Limit) with { Source = null });
        Assert.Null(nameless.Due);
    }

    [Fact]
    public void Removing_the_limit_ends_the_alert_without_calling_it_life()
    {
        ThingDriver driver = Fed(6);
        driver.Beat(DueTime);
        driver.Register(Registered(Hanwella));
        Assert.Equal(["Raised 0>1", "Resolved 1>0"], driver.Changes());
        Assert.Contains("not a sign of life", driver.Alerts[1].Text, StringComparison.Ordinal);
        Assert.Equal(DueTime, driver.Alerts[1].Time);
    }

    [Fact]
    public void An_absurd_limit_is_never_due() => Assert.Equal(DateTimeOffset.MaxValue, Moments.Later(ThingDriver.T0, TimeSpan.MaxValue));
}
