using static Realtime.Domain.Tests.Stations;

namespace Realtime.Domain.Tests.Water;

/// <summary>The rate of rise by a line through three or more readings, worked out by hand.</summary>
public sealed class RateOfRiseTests
{
    [Fact]
    public void Three_readings_make_a_line_and_two_do_not()
    {
        ThingDriver driver = new(Key, Registered(Hanwella) with { Water = null });
        driver.Read(At(0, 6.0));
        driver.Read(At(10, 6.3));
        Assert.DoesNotContain(driver.Results, point => point.Fields.Any(field => field.Name == Fields.RiseCmPer10Min));
        StepOutput third = driver.Read(At(20, 6.4));
        // Least squares of (0, 6.0), (1, 6.3), (2, 6.4): slope 0.2 m; from 6.4 m to 7.0 m are three times that.
        Assert.Equal(20, Field(third, Fields.RiseCmPer10Min)!.Value, 6);
        Assert.Equal(30, Field(third, Fields.NextStageMin)!.Value, 1);
    }

    [Fact]
    public void Still_rising_changes_the_sentence_and_never_waits()
    {
        ThingDriver rising = Driven(Hanwella, 6.6, 6.8, 7.0);
        Assert.Equal(
            "Hanwella: レベル2相当 (ALERT) and still rising, 7.00 m ≥ 7.00 m, since 2026-06-01 15:20Z; 20 cm in 10 min, レベル3相当 (MINOR_FLOOD) in about 50 min",
            Assert.Single(rising.Alerts).Text);
        ThingDriver unknown = Driven(Hanwella, 6.8, 7.0);
        Assert.Equal("Hanwella: レベル2相当 (ALERT), 7.00 m ≥ 7.00 m, since 2026-06-01 15:10Z", Assert.Single(unknown.Alerts).Text);
    }

    [Fact]
    public void Falling_has_a_rate_and_no_next_stage_and_at_the_top_there_is_none()
    {
        ThingDriver falling = Driven(Hanwella, 7.6, 7.4, 7.2);
        Assert.Equal(-20, Last(falling, Fields.RiseCmPer10Min)!.Value, 6);
        Assert.Null(Last(falling, Fields.NextStageMin));
        ThingDriver top = Driven(Hanwella, 10.0, 10.1, 10.2);
        Assert.Equal(10, Last(top, Fields.RiseCmPer10Min)!.Value, 6);
        Assert.Null(Last(top, Fields.NextStageMin));
    }

    [Fact]
    public void The_window_forgets_and_a_jump_or_a_long_gap_begins_anew()
    {
        ThingDriver driver = Driven(Hanwella, 1, 1, 1, 1, 1, 1, 2, 3, 4, 5, 6);
        Assert.Equal(100, Last(driver, Fields.RiseCmPer10Min)!.Value, 6);
        ThingDriver jump = new(Key, Registered(Hanwella) with { Water = null });
        foreach ((double minute, double level) in new[] { (0, 2.0), (10, 2.0), (20, 2.0), (30, 4.0), (40, 4.0) })
        {
            jump.Read(At(minute, level));
        }

        Assert.Null(Last(jump, Fields.RiseCmPer10Min));
        Assert.Contains(jump.Results[3].Texts, text => text == new ResultText(Fields.Doubt, "jump"));
        Assert.Equal(0, Field(jump.Read(At(50, 4.0)), Fields.RiseCmPer10Min));
        Assert.Null(Field(jump.Read(At(50 + 301, 4.0)), Fields.RiseCmPer10Min));
    }

    [Fact]
    public void A_corrected_reading_takes_its_place()
    {
        ThingDriver driver = Driven(Hanwella, 6.0, 6.2);
        driver.Read(At(20, 7.9));
        Assert.Equal(20, Field(driver.Read(At(20, 6.4)), Fields.RiseCmPer10Min)!.Value, 6);
    }

    [Fact]
    public void The_datum_stands_beside_the_level()
    {
        ThingDriver driver = new(Key, Registered(Hanwella) with { SensorType = SensorType.TideLevel, Water = new WaterSettings { Datum = "T.P." } });
        StepOutput output = driver.Read(At(0, 1.2));
        Assert.Contains(new ResultText(Fields.Datum, "T.P."), Assert.Single(output.Results).Texts);
    }

    private static double? Last(ThingDriver driver, string field) =>
        driver.Results[^1].Fields.Where(one => one.Name == field).Select(one => (double?)one.Value).FirstOrDefault();

    private static double? Field(StepOutput output, string field) =>
        output.Results[^1].Fields.Where(one => one.Name == field).Select(one => (double?)one.Value).FirstOrDefault();
}
