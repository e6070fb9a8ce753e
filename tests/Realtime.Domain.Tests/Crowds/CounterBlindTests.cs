using Realtime.Domain;
using static Realtime.Domain.Tests.Crowds.Places;

namespace Realtime.Domain.Tests.Crowds;

/// <summary>Zeros: an empty place or a blind counter.</summary>
public class CounterBlindTests
{
    private static readonly CrowdSettings Hourly = new() { LimitPersonsPerH = 800 };

    [Fact]
    public void A_zero_where_hundreds_should_be_is_a_fault_and_no_count()
    {
        ThingDriver driver = Driven(Hourly, 400);
        StepOutput output = driver.Read(Count(Monday.AddHours(2), 0));
        Assert.Equal(["Raised 0>1"], driver.Changes(Rules.CounterBlind));
        Assert.Equal(["people_count_doubted"], Assert.Single(output.Results).Fields.Select(field => field.Name));
        Assert.Equal("sensor fault", driver.View.Status);
        Assert.Equal("the counter sees nobody since 2026-05-31 16:00Z; this is not an empty place", driver.View.Detail);
        Assert.Empty(driver.View.Fields);
    }

    [Fact]
    public void A_place_that_empties_slowly_is_empty()
    {
        ThingDriver driver = Driven(Hourly, 400, 60, 0, 0, 0, 0, 0, 12);
        Assert.Empty(driver.Alerts);
        Assert.Equal(5, driver.Results.Count(point => point.Fields[0] is { Name: Fields.PeopleCount, Value: 0 }));
    }

    [Fact]
    public void Zeros_after_the_fault_are_doubted_too_until_somebody_is_counted()
    {
        ThingDriver driver = Driven(Hourly, 400, 0, 0, 0, 3);
        Assert.Equal(["Raised 0>1", "Resolved 1>0"], driver.Changes(Rules.CounterBlind));
        Assert.Equal(3, driver.Results.Count(point => point.Fields[0].Name == Fields.PeopleCountDoubted));
        Assert.Equal("normal", driver.View.Status);
    }

    /// <summary>Open from 8 h, closed at midnight on the stroke: reported in the first two nights, learned then.</summary>
    [Fact]
    public void A_learned_night_may_be_empty_and_a_learned_day_may_not()
    {
        ThingDriver driver = Repeated(6, hour => hour % 24 >= 8 ? 300 : 0);
        Assert.Equal([Monday.AddHours(25), Monday.AddHours(49)], Raised(driver));
        for (int hour = 0; hour < 9; hour++)
        {
            driver.Read(Count(Monday.AddHours(6 * 168 + hour + 1), 0));
        }

        Assert.Equal(Monday.AddHours(6 * 168 + 9), Raised(driver)[^1]);
        Assert.Equal(3, Raised(driver).Count);
    }

    /// <summary>No counter of an office is broken every Saturday: reported in the first weeks only.</summary>
    [Fact]
    public void A_closed_weekend_is_learned()
    {
        ThingDriver driver = Repeated(12, hour => hour % 168 < 120 && hour % 24 is >= 8 and < 20 ? 300 : 0);
        Assert.All(Raised(driver), time => Assert.True(time < Monday.AddDays(5 * 7)));
    }

    /// <summary>A place that closes on Mondays from the ninth week on is not called broken for ever.</summary>
    [Fact]
    public void A_new_closing_day_is_learned_too()
    {
        ThingDriver driver = Repeated(30, hour => hour / 168 >= 8 && hour % 168 < 24 ? 0 : 200 + (hour % 7 * 20));
        Assert.Contains(Monday.AddHours(8 * 168 + 1), Raised(driver));
        Assert.All(Raised(driver), time => Assert.True(time < Monday.AddDays(26 * 7), $"{time}"));
    }

    [Fact]
    public void An_open_crowd_alert_outlives_the_outage()
    {
        ThingDriver driver = Driven(Hourly, 900, 0, 0, 850, 100);
        Assert.Equal(["Raised 0>1", "Unobservable 1>1", "Observable 1>1", "Resolved 1>0"], driver.Changes(Rules.CrowdFlow));
        Assert.Equal(Monday.AddHours(5), driver.Alerts.Last(change => change.Rule == Rules.CrowdFlow).Time);
    }

    [Fact]
    public void A_counter_that_never_counted_says_nothing_and_is_reported_after_twelve_hours()
    {
        ThingDriver driver = Driven(Hourly, [.. new double[11]]);
        Assert.Empty(driver.Alerts);
        Assert.All(driver.Results, point => Assert.Equal(Fields.PeopleCountDoubted, point.Fields[0].Name));
        driver.Read(Count(Monday.AddHours(12), 0));
        Assert.Contains("never counted anybody", Assert.Single(driver.Alerts).Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_late_zero_is_stored_as_doubtful()
    {
        ThingDriver driver = Driven(Hourly, 400, 410);
        StepOutput output = driver.Read(Count(Monday.AddHours(1.5), 0));
        Assert.Equal([Fields.PeopleCountDoubted], Assert.Single(output.Results).Fields.Select(field => field.Name));
        Assert.Empty(driver.Alerts);
    }

    [Fact]
    public void A_repeated_zero_is_counted_once()
    {
        ThingDriver driver = Driven(Hourly, 70);
        for (int i = 0; i < 5; i++)
        {
            driver.Read(Count(Monday.AddHours(2), 0));
        }

        Assert.Equal(17.5, ((SensorState)driver.State).Crowd!.Zeros!.Missed);
        Assert.Empty(driver.Alerts);
    }

    [Fact]
    public void An_outage_hardly_moves_what_is_usual()
    {
        ThingDriver driver = Learned(Hourly, 5);
        ProfileSlot before = ((SensorState)driver.State).Crowd!.Profile![0];
        driver.Read(Count(Monday.AddHours(5 * 168 + 1), 0));
        ProfileSlot after = ((SensorState)driver.State).Crowd!.Profile![0];
        Assert.InRange(after.Mean, before.Mean - before.Spread, before.Mean);
        Assert.Null(Field(driver.Read(Count(Monday.AddHours(5 * 168 + 2), 0)), Fields.ForecastPersons, Measurements.PeopleForecast));
    }

    private static List<DateTimeOffset> Raised(ThingDriver driver) =>
        [.. driver.Alerts.Where(change => change is { Rule: Rules.CounterBlind, Kind: AlertChangeKind.Raised }).Select(change => change.Time)];

    private static ThingDriver Repeated(int weeks, Func<int, double> persons)
    {
        ThingDriver driver = new(Key, Registered(Hourly), storeEachStep: false);
        for (int hour = 0; hour < weeks * 168; hour++)
        {
            driver.Read(Count(Monday.AddHours(hour + 1), persons(hour)));
        }

        return driver;
    }
}
