using static Realtime.Domain.Tests.Stations;

namespace Realtime.Domain.Tests.Water;

/// <summary>Sums and classes of rain, by hand.</summary>
public sealed class RainTests
{
    private static readonly Registration Gauge = new() { Key = Key, Name = "小本", SensorType = SensorType.Rain };

    [Fact]
    public void Ten_minute_amounts_make_hours_days_and_the_sum_since_the_rain_began()
    {
        ThingDriver driver = new(Key, Gauge);
        for (int i = 1; i <= 8; i++)
        {
            driver.Read(Ten(i * 10, i));
        }

        // Of 1..8 mm the last six make the hour: 3 + 4 + 5 + 6 + 7 + 8.
        Assert.Equal([33, 8, 36, 36, 3], Numbers(driver, Fields.RainMmPerH, Fields.Rain10MinMm, Fields.RainTotalMm, Fields.Rain24HMm, Fields.RainClass));
        driver.Read(Ten(80 + 6 * 60, 0));
        Assert.Equal([0, 0, 36, 36, 0], Numbers(driver, Fields.RainMmPerH, Fields.Rain10MinMm, Fields.RainTotalMm, Fields.Rain24HMm, Fields.RainClass));
        driver.Read(Ten(80 + 6 * 60 + 10, 2.5));
        Assert.Equal([2.5, 2.5, 2.5, 38.5, 0], Numbers(driver, Fields.RainMmPerH, Fields.Rain10MinMm, Fields.RainTotalMm, Fields.Rain24HMm, Fields.RainClass));
        driver.Read(Ten(10 + 24 * 60 + 10, 0.5));
        Assert.Equal(37.5 - 2 + 0.5, Numbers(driver, Fields.Rain24HMm)[0], 9);
    }

    [Fact]
    public void A_corrected_amount_takes_its_place_in_every_sum()
    {
        ThingDriver driver = new(Key, Gauge);
        driver.Read(Ten(10, 5));
        driver.Read(Ten(20, 90));
        driver.Read(Ten(20, 9));
        Assert.Equal([14, 14, 14], Numbers(driver, Fields.RainMmPerH, Fields.RainTotalMm, Fields.Rain24HMm));
    }

    [Fact]
    public void Running_hourly_sums_are_counted_an_hour_apart()
    {
        ThingDriver driver = new(Key, Gauge);
        foreach ((double minute, double mm) in new[] { (0, 10.0), (10, 12), (50, 20), (60, 30), (70, 40), (120, 5) })
        {
            driver.Read(At(minute, mm));
        }

        Assert.Equal([45, 45], Numbers(driver, Fields.RainTotalMm, Fields.Rain24HMm));
    }

    [Theory]
    [InlineData(9.9, 0, null)]
    [InlineData(10, 1, "やや強い雨")]
    [InlineData(20, 2, "強い雨")]
    [InlineData(30, 3, "激しい雨")]
    [InlineData(50, 4, "非常に激しい雨")]
    [InlineData(79.5, 4, "非常に激しい雨")]
    [InlineData(80, 5, "猛烈な雨")]
    public void Classes_of_the_JMA(double mm, int number, string? name)
    {
        ThingDriver driver = new(Key, Gauge);
        driver.Read(At(0, mm));
        Assert.Equal(number, Numbers(driver, Fields.RainClass)[0]);
        Assert.Equal(name is null ? [] : [new ResultText(Fields.RainClassName, name)], driver.Results[0].Texts);
    }

    [Fact]
    public void The_class_is_an_alert_without_a_level()
    {
        ThingDriver driver = new(Key, Gauge);
        foreach ((double minute, double mm) in new[] { (0, 49.5), (60, 58), (120, 123.5), (180, 60), (240, 45), (300, 44.5) })
        {
            driver.Read(At(minute, mm));
        }

        Assert.Equal(["Raised 0>1", "SteppedUp 1>1", "Resolved 1>0"], driver.Changes(Rules.HeavyRain));
        Assert.Equal("小本: 猛烈な雨, 123.50 mm/h ≥ 50.00 mm/h, 231.00 mm since the rain began, 231.00 mm in 24 h", driver.Alerts[1].Text);
        Assert.DoesNotContain("レベル", string.Concat(driver.Alerts.Select(change => change.Text)), StringComparison.Ordinal);
    }

    [Fact]
    public void Thresholds_of_its_own_and_ten_minute_amounts_raise_stages_instead()
    {
        ThingDriver driver = new(Key, Gauge with { Thresholds = new([new(3, 50, "基準")], 5) });
        driver.Read(Ten(10, 30));
        driver.Read(Ten(20, 25));
        Assert.Equal(["Raised 0>3"], driver.Changes());
        Assert.Equal(Rules.Stage, driver.Alerts[0].Rule);
    }

    private static SensorReading Ten(double minute, double mm) => At(minute, null) with { Type = SensorType.Rain, Rain10MinMm = mm };

    private static double[] Numbers(ThingDriver driver, params string[] fields) =>
        [.. fields.Select(name => driver.Results[^1].Fields.Single(field => field.Name == name).Value)];
}
