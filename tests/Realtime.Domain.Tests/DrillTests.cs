using Realtime.Domain;
using static Realtime.Domain.Tests.Stations;

namespace Realtime.Domain.Tests;

/// <summary>訓練: marked end to end, and never able to touch anything real.</summary>
public class DrillTests
{
    [Fact]
    public void A_drill_is_marked_and_real_readings_neither_end_nor_hide_behind_it()
    {
        ThingDriver driver = new(Key, Registered(Hanwella));
        driver.Read(At(0, 6));
        driver.Read(At(30, 10.5) with { Drill = true });
        driver.Read(At(10, 8.2));
        driver.Read(At(20, 6));
        Assert.Equal(
            [(true, "Raised", 4), (false, "Raised", 3), (false, "Resolved", 0)],
            driver.Alerts.Select(change => (change.Drill, change.Kind.ToString(), change.ToLevel)));
        Assert.Equal([false, true, false, false], driver.Results.Select(point => point.Drill));
        Assert.Equal(("normal", 0), (driver.View.Status, driver.View.Level));
        Assert.Contains("訓練", driver.View.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_drill_reading_cannot_end_a_real_alert_or_silence()
    {
        ThingDriver driver = new(Key, Registered(Hanwella, TimeSpan.FromHours(6)));
        driver.Read(At(0, 10.5));
        driver.Beat(ThingDriver.T0.AddHours(6));
        driver.Read(At(400, 5) with { Drill = true });
        Assert.Equal(("unobservable", 4), (driver.View.Status, driver.View.Level));
        Assert.DoesNotContain(driver.Alerts, change => change.Kind == AlertChangeKind.Resolved);
    }

    [Fact]
    public void A_drill_and_the_real_thing_at_the_same_moment_have_different_ids()
    {
        ThingDriver driver = new(Key, Registered(Hanwella));
        driver.Read(At(0, 10.5) with { Drill = true });
        driver.Read(At(0, 10.5));
        Assert.Equal(2, driver.Alerts.Select(change => change.AlertId).Distinct().Count());
        Assert.Equal(AlertIds.Of(Key, Rules.Stage, ThingDriver.T0), driver.Alerts[1].AlertId);
    }

    [Fact]
    public void A_drill_nobody_feeds_is_over_after_a_day()
    {
        ThingDriver driver = new(Key, Registered(Hanwella));
        driver.Read(At(0, 10.5) with { Drill = true });
        Assert.Equal(ThingDriver.T0 + Limits.DrillEndsAfter, driver.Due);
        Assert.Equal(("level 4", 4), (driver.View.Status, driver.View.Level));
        driver.Beat(ThingDriver.T0 + Limits.DrillEndsAfter);
        Assert.Equal(["Raised 0>4", "Resolved 4>0"], driver.Changes());
        Assert.All(driver.Alerts, change => Assert.True(change.Drill));
        Assert.Equal(new SensorState(), driver.State);
    }

    [Fact]
    public void A_rehearsal_runs_every_rule_but_alarms_nobody_about_the_real_thing()
    {
        ThingDriver driver = new(Key);
        driver.Register(Registered(Hanwella, TimeSpan.FromHours(6)));
        driver.Read(At(0, 10.5) with { Drill = true });
        driver.Beat(ThingDriver.T0.AddHours(6));
        Assert.Equal([Rules.Stage, Rules.Silence, Rules.Stage], driver.Alerts.Select(change => change.Rule));
        Assert.All(driver.Alerts, change => Assert.True(change.Drill));
    }
}
