using Realtime.Domain;
using static Realtime.Domain.Tests.Crowds.Places;

namespace Realtime.Domain.Tests.Crowds;

/// <summary>Absolute limits: hysteresis, two steps of density, changed settings, and what happens when the counter cannot be seen.</summary>
public class CrowdLimitTests
{
    private static readonly CrowdSettings Flow = new() { LimitPersonsPerH = 5000, ClearPersonsPerH = 4500 };

    private static readonly CrowdSettings Density = new() { Counts = CrowdCounts.Present, Interval = TimeSpan.FromMinutes(5), AreaM2 = 100, LimitPersonsPerM2 = 4, ClearPersonsPerM2 = 3.5 };

    [Fact]
    public void It_raises_at_the_limit_and_clears_below_the_lower_edge()
    {
        ThingDriver driver = Driven(Flow, 4999, 5000, 4600, 5200, 4500, 4499, 4999);
        Assert.Equal(["Raised 0>1", "Resolved 1>0"], driver.Changes(Rules.CrowdFlow));
        Assert.Equal(Monday.AddHours(2), driver.Alerts[0].EpisodeStart);
        Assert.Equal("Square: 5,000 persons/h ≥ 5,000 persons/h, from 2026-05-31 16:00Z to 2026-05-31 17:00Z", driver.Alerts[0].Text);
        Assert.Contains("ends below 4,500 persons/h", driver.Alerts[0].Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void The_interval_decides_what_a_count_is_per_hour() =>
        Assert.Equal(["Raised 0>1"], Driven(Flow with { Interval = TimeSpan.FromMinutes(5) }, 416, 417).Changes(Rules.CrowdFlow));

    /// <summary>100 m²: 4 persons/m² are 400 persons, dangerous 555; the dangerous step is left below 499.5.</summary>
    [Fact]
    public void Density_has_a_dangerous_step()
    {
        ThingDriver driver = Driven(Density, 399, 400, 554, 555, 500, 499, 350, 349);
        Assert.Equal(["Raised 0>1", "SteppedUp 1>1", "SteppedDown 1>1", "Resolved 1>0"], driver.Changes(Rules.CrowdDensity));
        Assert.Contains("4.00 persons/m² (大混雑) ≥ 4.00 persons/m²", driver.Alerts[0].Text, StringComparison.Ordinal);
        Assert.Contains("5.55 persons/m² (危険)", driver.Alerts[1].Text, StringComparison.Ordinal);
        Assert.Contains("stop the inflow upstream first", driver.Alerts[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_point_says_what_the_count_means()
    {
        ThingDriver driver = new(Key, Registered(Density));
        StepOutput output = driver.Read(Count(Monday, 250) with { PeopleTowards = 20, PeopleAway = 5, SpeedMps = 0.4 });
        ResultPoint point = output.Results.Single(point => point.Measurement == Measurements.People);
        Assert.Equal(
            [("people_count", 250), ("people_towards", 20), ("people_away", 5), ("speed_mps", 0.4), ("persons_per_m2", 2.5), ("level_of_service_step", 3)],
            point.Fields.Select(field => (field.Name, field.Value)));
        Assert.Equal([("level_of_service", "D"), ("congestion", "混雑")], point.Texts.Select(text => (text.Name, text.Value)));
        Assert.Contains(driver.View.Fields, field => field is { Name: "persons_per_m2", Value: 2.5 });
    }

    [Fact]
    public void A_limit_that_changes_under_an_open_alert_is_explained_in_it()
    {
        ThingDriver driver = Driven(Flow, 5100);
        driver.Register(Registered(Flow with { LimitPersonsPerH = 6000, ClearPersonsPerH = 5500 }));
        Assert.Equal(["Raised 0>1", "Resolved 1>0"], driver.Changes(Rules.CrowdFlow));
        Assert.Contains("changed under the open alert, before: 5,000 persons/h, ends below 4,500 persons/h", driver.Alerts[1].Evidence, StringComparison.Ordinal);
        driver.Register(Registered(Flow));
        Assert.Equal("Raised 0>1", driver.Changes(Rules.CrowdFlow).Last());
        Assert.NotEqual(driver.Alerts[0].AlertId, driver.Alerts[2].AlertId);
    }

    [Fact]
    public void Settings_that_go_end_the_alerts_without_an_all_clear()
    {
        ThingDriver driver = Driven(Flow, 5100);
        driver.Register(Registered(null));
        Assert.Equal(["Raised 0>1", "Resolved 1>0"], driver.Changes(Rules.CrowdFlow));
        Assert.Contains("not an all-clear", driver.Alerts[1].Text, StringComparison.Ordinal);
        driver.Read(Count(Monday.AddHours(2), 9000));
        Assert.Equal(2, driver.Alerts.Count);
    }

    [Fact]
    public void A_silent_counter_leaves_the_alert_unobservable_until_people_are_counted_again()
    {
        ThingDriver driver = Driven(Flow, 5100);
        driver.Beat(Monday.AddHours(2), Monday);
        driver.Beat(Monday.AddHours(4));
        Assert.Equal(["Raised 0>1", "Unobservable 1>1"], driver.Changes(Rules.CrowdFlow));
        Assert.Equal(["Raised 0>1"], driver.Changes(Rules.Silence));
        driver.Read(Count(Monday.AddHours(5), 5200));
        driver.Read(Count(Monday.AddHours(6), 100));
        Assert.Equal(["Raised 0>1", "Unobservable 1>1", "Observable 1>1", "Resolved 1>0"], driver.Changes(Rules.CrowdFlow));
    }

    [Fact]
    public void Missing_suspect_and_late_counts_are_not_judged()
    {
        ThingDriver driver = Driven(Flow, 100, 100);
        driver.Read(Count(Monday.AddHours(1), 9000));
        driver.Read(Count(Monday.AddHours(3), 9000, Quality.Suspect));
        driver.Read(Count(Monday.AddHours(4), null, Quality.Missing));
        Assert.Empty(driver.Alerts);
    }

    [Fact]
    public void A_drill_has_a_track_of_its_own()
    {
        ThingDriver driver = Driven(Flow, 100);
        driver.Read(Count(Monday.AddHours(2), 6000) with { Drill = true });
        Assert.True(Assert.Single(driver.Alerts).Drill);
        Assert.Equal("normal", driver.View.Status);
        driver.Read(Count(Monday.AddHours(2), 6000));
        Assert.Equal([true, false], driver.Alerts.Select(change => change.Drill));
        Assert.Equal("crowded", driver.View.Status);
    }

    [Fact]
    public void Without_settings_a_count_is_stored_and_nothing_more()
    {
        ThingDriver driver = new(Key, Registered(null));
        StepOutput output = driver.Read(Count(Monday, 9000));
        Assert.Equal(["people_count"], Assert.Single(output.Results).Fields.Select(field => field.Name));
        Assert.Null(((SensorState)driver.State).Crowd);
        Assert.InRange(ThingStateJson.Write(ThingKind.Sensor, driver.State).Length, 1, 300);
    }
}
