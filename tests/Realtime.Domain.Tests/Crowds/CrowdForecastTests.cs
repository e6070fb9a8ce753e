using Realtime.Domain;
using static Realtime.Domain.Tests.Crowds.Places;

namespace Realtime.Domain.Tests.Crowds;

/// <summary>Forecast, its horizon, and its error beside persistence.</summary>
public class CrowdForecastTests
{
    private static readonly CrowdSettings Hourly = new();

    [Fact]
    public void Without_a_profile_it_is_persistence()
    {
        StepOutput output = new ThingDriver(Key, Registered(Hourly)).Read(Count(Monday, 42));
        ResultPoint forecast = output.Results.Single(point => point.Measurement == Measurements.PeopleForecast);
        Assert.Equal(Monday.AddHours(1), forecast.Time);
        Assert.Equal([("forecast_persons", 42), ("persistence_persons", 42)], forecast.Fields.Select(field => (field.Name, field.Value)));
    }

    /// <summary>Usual at 08 h is about 910, and nothing deviates at 07 h: persistence says 100.</summary>
    [Fact]
    public void A_learned_morning_is_foreseen()
    {
        ThingDriver driver = Learned(Hourly, 5);
        StepOutput output = new();
        for (int hour = 0; hour < 8; hour++)
        {
            output = driver.Read(Count(Monday.AddHours(5 * 168 + hour + 1), Usual(hour)));
        }

        Assert.InRange(Field(output, Fields.ForecastPersons, Measurements.PeopleForecast)!.Value, 880, 930);
        Assert.Equal(100, Field(output, Fields.PersistencePersons, Measurements.PeopleForecast));
    }

    /// <summary>Counts 10, 20, 40 and no profile yet: errors of 10 and 20, for both the same.</summary>
    [Fact]
    public void Both_errors_are_kept_on_the_same_counts()
    {
        ThingDriver driver = Driven(Hourly, 10, 20);
        StepOutput output = driver.Read(Count(Monday.AddHours(3), 40));
        double keep = 1 - (1.0 / 168);
        Assert.Equal((10 * keep + 20) / (1 + keep), Field(output, Fields.PersistenceErrorPersons)!.Value, 9);
        Assert.NotNull(Field(output, Fields.ForecastErrorPersons));
        Assert.Contains(driver.View.Fields, field => field.Name == Fields.ForecastPersons);
    }

    [Theory]
    [InlineData(5, 30)]
    [InlineData(20, 40)]
    [InlineData(30, 30)]
    [InlineData(60, 60)]
    public void It_reaches_half_an_hour_or_one_interval(int interval, int horizon) =>
        Assert.Equal(TimeSpan.FromMinutes(horizon), CrowdForecast.Horizon(TimeSpan.FromMinutes(interval)));

    [Theory]
    [InlineData(1, 5)]
    [InlineData(5, 5)]
    [InlineData(15, 15)]
    public void Few_forecasts_wait_however_often_people_are_counted(int interval, int apart)
    {
        ThingDriver driver = Driven(Hourly with { Interval = TimeSpan.FromMinutes(interval) }, [.. Enumerable.Repeat(7.0, 120)]);
        List<DateTimeOffset> targets = [.. driver.Results.Where(point => point.Measurement == Measurements.PeopleForecast).Select(point => point.Time)];
        Assert.All(targets.Zip(targets.Skip(1)), pair => Assert.Equal(TimeSpan.FromMinutes(apart), pair.Second - pair.First));
        Assert.InRange(((SensorState)driver.State).Crowd!.Forecast!.Pending.Count, 1, Limits.ForecastsWaitingPerPlaceMax);
        Assert.InRange(((SensorState)driver.State).Crowd!.Forecast!.MeanError!.Value, 0, 0.01);
    }

    [Fact]
    public void A_count_that_never_came_is_not_scored()
    {
        ThingDriver driver = Driven(Hourly, 10);
        StepOutput output = driver.Read(Count(Monday.AddHours(5), 500));
        Assert.Null(Field(output, Fields.ForecastErrorPersons));
        Assert.Single(((SensorState)driver.State).Crowd!.Forecast!.Pending);
    }

    [Fact]
    public void A_corrected_count_is_learned_once()
    {
        ThingDriver once = Driven(Hourly, 10, 20);
        ThingDriver twice = Driven(Hourly, 10, 20);
        StepOutput output = twice.Read(Count(Monday.AddHours(2), 25));
        Assert.DoesNotContain(output.Results, point => point.Measurement == Measurements.PeopleForecast);
        Assert.Equal(((SensorState)once.State).Crowd!.Profile, ((SensorState)twice.State).Crowd!.Profile);
        Assert.Equal(25, ((SensorState)twice.State).Crowd!.Persons);
    }
}
