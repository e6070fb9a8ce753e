using static Realtime.Domain.Tests.Stations;

namespace Realtime.Domain.Tests.Water;

/// <summary>Gauges that come as hourly lists: repeated, frozen, and absent ones.</summary>
public sealed class ListedGaugeTests
{
    private static readonly StageThresholds Crisis = new([new(2, 6.26, "観測開始水位"), new(4, 7.5, "危険水位"), new(5, 8.1, "氾濫開始水位")], 0);

    [Fact]
    public void A_repeated_observation_changes_nothing()
    {
        ThingDriver driver = Listed((0, 5, 7.6), (60, 70, 7.7));
        int results = driver.Results.Count;
        object before = driver.State;
        StepOutput output = driver.Read(At(60, 7.7) with { ReportedTime = ThingDriver.T0.AddMinutes(130) });
        Assert.Empty(output.Alerts);
        Assert.Empty(output.Results);
        Assert.Equal(before, driver.State);
        Assert.Equal(results, driver.Results.Count);
    }

    [Fact]
    public void A_frozen_gauge_is_one_fault_and_its_open_alert_cannot_be_seen()
    {
        ThingDriver driver = Listed((0, 5, 7.6), (60, 70, 7.7), (60, 181, 7.7), (60, 300, 7.7));
        Assert.Equal(["Raised 0>4", "Confirmed 4>4", "Unobservable 4>4"], driver.Changes(Rules.Stage));
        Assert.Equal(["Raised 0>1"], driver.Changes(Rules.GaugeFault));
        Assert.Equal(
            "Hanwella: unobservable, last seen at レベル4相当 (危険水位), 7.70 m, since 2026-06-01 16:00Z; found at 2026-06-01 18:01Z. This is not an all-clear",
            driver.Alerts.Single(change => change.Kind == AlertChangeKind.Unobservable).Text);
        Assert.Equal(("unobservable", 4), (driver.View.Status, driver.View.Level));
        driver.Read(At(310, 6.5) with { ReportedTime = ThingDriver.T0.AddMinutes(320) });
        Assert.Equal(["Raised 0>4", "Confirmed 4>4", "Unobservable 4>4", "Observable 4>4", "SteppedDown 4>2"], driver.Changes(Rules.Stage));
        Assert.Equal(["Raised 0>1", "Resolved 1>0"], driver.Changes(Rules.GaugeFault));
    }

    [Theory]
    [InlineData(120, 0)]
    [InlineData(120.01, 1)]
    public void Frozen_means_older_than_two_hours(double age, int faults)
    {
        ThingDriver driver = Listed((0, age, 8.5));
        Assert.Equal(faults, driver.Changes(Rules.GaugeFault).Count());
        Assert.Equal(1 - faults, driver.Changes(Rules.Stage).Count());
        Assert.Equal(faults == 1, driver.Results[0].Texts.Contains(new ResultText(Fields.Doubt, "frozen")));
    }

    [Fact]
    public void A_frozen_low_value_resolves_nothing()
    {
        ThingDriver driver = Listed((0, 5, 7.6), (10, 15, 7.7), (20, 200, 1.0));
        Assert.Equal(["Raised 0>4", "Confirmed 4>4", "Unobservable 4>4"], driver.Changes(Rules.Stage));
    }

    [Fact]
    public void Absence_ends_a_low_stage_and_makes_a_high_one_unobservable()
    {
        ThingDriver low = Listed((0, 5, 6.3), (60, 65, 6.4));
        low.Read(Absent(125));
        Assert.Equal(["Raised 0>2", "Confirmed 2>2", "Resolved 2>0"], low.Changes());
        ThingDriver unconfirmed = Listed((0, 5, 6.3));
        unconfirmed.Read(Absent(65));
        Assert.Equal(["Raised 0>2", "NotConfirmed 2>0"], unconfirmed.Changes());
        ThingDriver high = Listed((0, 5, 7.6), (60, 65, 7.7));
        high.Read(Absent(125));
        high.Read(Absent(185));
        Assert.Equal(["Raised 0>4", "Confirmed 4>4", "Unobservable 4>4"], high.Changes());
        high.Read(At(240, 6.5) with { ReportedTime = ThingDriver.T0.AddMinutes(245) });
        Assert.Equal(["Raised 0>4", "Confirmed 4>4", "Unobservable 4>4", "Observable 4>4", "SteppedDown 4>2"], high.Changes());
    }

    [Fact]
    public void After_an_absence_the_next_reading_confirms_nothing_and_the_same_value_is_the_same_fault()
    {
        ThingDriver driver = Listed((0, 5, 8.5));
        driver.Read(Absent(65));
        driver.Read(At(110, 8.5) with { ReportedTime = ThingDriver.T0.AddMinutes(115) });
        Assert.Equal(["Raised 0>4", "Unobservable 4>4", "Observable 4>4"], driver.Changes());
        driver.Read(Absent(175));
        driver.Read(At(220, 8.6) with { ReportedTime = ThingDriver.T0.AddMinutes(225) });
        Assert.Equal(["Raised 0>4", "Unobservable 4>4", "Observable 4>4", "Unobservable 4>4", "Observable 4>4", "NotConfirmed 4>0", "Raised 0>4"], driver.Changes());
        Assert.True(driver.Alerts[^1].Unconfirmed);
    }

    [Fact]
    public void A_list_names_reports_and_leaves_out()
    {
        SensorReading a = At(0, 1) with { ThingId = "a" };
        SensorReading b = At(0, 2) with { ThingId = "b" };
        DateTimeOffset first = ThingDriver.T0.AddMinutes(5);
        IReadOnlyList<SensorReading> one = GaugeList.Readings([], first, [a, b]);
        Assert.Equal([("a", Quality.Good), ("b", Quality.Good)], one.Select(reading => (reading.ThingId, reading.Quality)));
        Assert.All(one, reading => Assert.Equal(first, reading.ReportedTime));
        IReadOnlyList<SensorReading> two = GaugeList.Readings(one, first.AddHours(1), [b]);
        Assert.Equal([("b", Quality.Good), ("a", Quality.Absent)], two.Select(reading => (reading.ThingId, reading.Quality)));
        Assert.Equal((first.AddHours(1), (double?)null), (two[1].Time, two[1].Value));
        Assert.Empty(GaugeList.Readings(GaugeList.Readings(two, first.AddHours(2), []), first.AddHours(3), []));
    }

    [Fact]
    public void The_silence_limit_depends_on_the_level()
    {
        Registration gauge = Registered(Crisis, TimeSpan.FromMinutes(30)) with { Water = Credulous with { QuietSilenceLimit = TimeSpan.FromHours(26) } };
        ThingDriver driver = new(Key, gauge);
        driver.Read(At(0, 5));
        Assert.Equal(ThingDriver.T0.AddHours(26), driver.Due);
        driver.Read(At(10, 6.3));
        Assert.Equal(ThingDriver.T0.AddMinutes(40), driver.Due);
        driver.Beat(ThingDriver.T0.AddHours(2));
        Assert.Equal(["Raised 0>1"], driver.Changes(Rules.Silence));
        Assert.Contains("no reading for 30 min", driver.Alerts.Single(change => change.Rule == Rules.Silence).Text, StringComparison.Ordinal);
    }

    private static ThingDriver Listed(params (double At, double Reported, double Level)[] rows)
    {
        ThingDriver driver = new(Key, Registered(Crisis) with { Water = null });
        foreach ((double at, double reported, double level) in rows)
        {
            driver.Read(At(at, level) with { ReportedTime = ThingDriver.T0.AddMinutes(reported) });
        }

        return driver;
    }

    private static SensorReading Absent(double minute) => At(minute, null, Quality.Absent) with { ReportedTime = ThingDriver.T0.AddMinutes(minute) };
}
