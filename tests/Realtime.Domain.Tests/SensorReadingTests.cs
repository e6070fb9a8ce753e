using Realtime.Domain;
using static Realtime.Domain.Tests.Stations;

namespace Realtime.Domain.Tests;

/// <summary>Which readings are judged, and under which thresholds.</summary>
public class SensorReadingTests
{
    [Fact]
    public void An_older_reading_is_stored_and_never_judged()
    {
        ThingDriver driver = Driven(Hanwella, 6, 6);
        StepOutput output = driver.Read(At(5, 10.5));
        Assert.Empty(output.Alerts);
        Assert.Equal(ThingDriver.T0.AddMinutes(5), Assert.Single(output.Results).Time);
        Assert.Equal(ThingDriver.T0.AddMinutes(10), driver.View.LastReading);
    }

    [Fact]
    public void A_second_value_of_the_same_time_wins_and_a_second_alert_at_that_time_has_its_own_id()
    {
        ThingDriver driver = new(Key, Registered(Hanwella));
        driver.Read(At(0, 7.5));
        driver.Read(At(0, 6.5));
        driver.Read(At(0, 7.5));
        Assert.Equal(["Raised 0>2", "Resolved 2>0", "Raised 0>2"], driver.Changes());
        Assert.Equal(driver.Alerts[0].AlertId, driver.Alerts[1].AlertId);
        Assert.NotEqual(driver.Alerts[0].AlertId, driver.Alerts[2].AlertId);
        Assert.Equal(ThingDriver.T0.AddTicks(1), driver.Alerts[2].EpisodeStart);
    }

    [Fact]
    public void Missing_makes_no_point_and_no_judgement_but_is_a_sign_of_life()
    {
        ThingDriver driver = Driven(Hanwella, 8.5);
        StepOutput output = driver.Read(At(10, null, Quality.Missing));
        Assert.Empty(output.Alerts);
        Assert.Empty(output.Results);
        Assert.Equal(ThingDriver.T0.AddMinutes(10), driver.View.LastReading);
        Assert.Equal(3, driver.View.Level);
        Assert.Contains("missing (欠測)", driver.View.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Suspect_is_stored_without_a_stage_and_never_judged()
    {
        ThingDriver driver = Driven(Hanwella, 6);
        StepOutput output = driver.Read(At(10, 216.39, Quality.Suspect));
        Assert.Empty(output.Alerts);
        Assert.Equal([new ResultField("level_m", 216.39)], Assert.Single(output.Results).Fields);
        Assert.Equal("normal", driver.View.Status);
    }

    [Fact]
    public void Thresholds_in_a_reading_win_and_stay()
    {
        StageThresholds own = new([new(2, 5, "own")], 0.1);
        ThingDriver driver = Driven(Hanwella, 6);
        driver.Read(At(10, 6) with { Thresholds = own });
        Assert.Equal(["Raised 0>2"], driver.Changes());
        Assert.Contains("from a reading of the station itself", driver.Alerts[0].Evidence, StringComparison.Ordinal);
        driver.Read(At(20, 6));
        driver.Register(Registered(Hanwella with { DeadBand = 0.2 }));
        Assert.Equal(["Raised 0>2"], driver.Changes());
    }

    [Fact]
    public void Thresholds_changed_under_an_open_alert_are_explained_in_the_next_change()
    {
        ThingDriver driver = Driven(Hanwella, 8.5);
        driver.Register(Registered(new([new(2, 7, "ALERT"), new(3, 8.2, "MINOR_FLOOD"), new(4, 10, "MAJOR_FLOOD")], 0.10)));
        Assert.Single(driver.Alerts);
        driver.Read(At(10, 10));
        Assert.Contains("the thresholds changed under the open alert, before: ALERT 7.00 m, MINOR_FLOOD 8.00 m", driver.Alerts[1].Evidence, StringComparison.Ordinal);
        driver.Read(At(20, 8));
        Assert.DoesNotContain("changed", driver.Alerts[2].Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void New_thresholds_judge_the_last_value_at_its_own_time()
    {
        ThingDriver driver = Driven(Hanwella, 8.5);
        driver.Register(Registered(new([new(2, 9, "ALERT")], 0.10)));
        driver.Register(Registered(new([new(2, 8, "ALERT")], 0.10)));
        Assert.Equal(["Raised 0>3", "Resolved 3>0", "Raised 0>2"], driver.Changes());
        Assert.All(driver.Alerts, change => Assert.Equal(ThingDriver.T0, change.Time));
        Assert.Equal(2, driver.Alerts.Select(change => change.AlertId).Distinct().Count());
        Assert.Contains("changed under the open alert", driver.Alerts[1].Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void Removed_thresholds_and_retirement_end_an_alert_but_are_no_all_clear()
    {
        ThingDriver removed = Driven(Hanwella, 8.5);
        removed.Register(Registered());
        ThingDriver retired = Driven(Hanwella, 8.5);
        retired.Register(Registered(Hanwella) with { Retired = true });
        retired.Read(At(10, 10));
        foreach (ThingDriver driver in new[] { removed, retired })
        {
            Assert.Equal(["Raised 0>3", "Resolved 3>0"], driver.Changes());
            Assert.Contains("this is not an all-clear", driver.Alerts[1].Text, StringComparison.Ordinal);
        }

        Assert.Equal("retired", retired.View.Status);
        Assert.Equal(2, retired.Results.Count);
    }

    [Theory]
    [InlineData(SensorType.RiverLevel, "water_level", "level_m")]
    [InlineData(SensorType.TideLevel, "water_level", "level_m")]
    [InlineData(SensorType.Rain, "rain", "rain_mm_per_h")]
    [InlineData(SensorType.People, "people_flow", "people_count")]
    [InlineData(SensorType.Scalar, "scalar", "value")]
    public void Each_type_has_its_measurement_and_field(SensorType type, string measurement, string field)
    {
        ThingDriver driver = new(Key);
        driver.Read(At(0, 12.5) with { Type = type, Unit = "°C", Municipality = "262030" });
        ResultPoint point = Assert.Single(driver.Results);
        Assert.Equal((measurement, field, 12.5, "262030"), (point.Measurement, point.Fields[0].Name, point.Fields[0].Value, point.Municipality));
        ResultText[] texts = type switch
        {
            SensorType.Scalar => [new ResultText("unit", "°C")],
            SensorType.Rain => [new ResultText("rain_class_name", "やや強い雨")],
            _ => [],
        };
        Assert.Equal(texts, point.Texts);
        Assert.False(driver.View.Registered);
        Assert.Equal("station", driver.View.Name);
    }

    [Fact]
    public void Rain_may_have_stages_too()
    {
        ThingDriver driver = new(Key, Registered(new([new(3, 50, "非常に激しい雨")], 5)) with { SensorType = SensorType.Rain });
        driver.Read(At(0, 123.5));
        Assert.Equal("Hanwella: レベル3相当 (非常に激しい雨), 123.50 mm/h ≥ 50.00 mm/h, since 2026-06-01 15:00Z", Assert.Single(driver.Alerts).Text);
    }
}
