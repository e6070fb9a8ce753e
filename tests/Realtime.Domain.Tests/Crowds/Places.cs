using Realtime.Domain;

namespace Realtime.Domain.Tests.Crowds;

/// <summary>A place of the tests. Weeks begin on Monday, 1 June 2026, 00:00 JST.</summary>
internal static class Places
{
    public static readonly ThingKey Key = new(ThingKind.Sensor, "square");

    public static readonly DateTimeOffset Monday = new(2026, 6, 1, 0, 0, 0, TimeSpan.FromHours(9));

    public static Registration Registered(CrowdSettings? settings) => new()
    {
        Key = Key,
        Name = "Square",
        Source = "cameras",
        SensorType = SensorType.People,
        Crowd = settings,
        SilenceLimit = TimeSpan.FromHours(3),
    };

    public static SensorReading Count(DateTimeOffset time, double? persons, Quality quality = Quality.Good) => new()
    {
        ThingId = Key.Id,
        Type = SensorType.People,
        Time = time,
        Value = persons,
        Quality = quality,
        Source = "cameras",
    };

    /// <summary>Reads counts one interval apart; the first interval begins on Monday 00:00.</summary>
    public static ThingDriver Driven(CrowdSettings settings, params double[] counts)
    {
        ThingDriver driver = new(Key, Registered(settings));
        for (int i = 0; i < counts.Length; i++)
        {
            driver.Read(Count(Monday + (i + 1) * settings.Interval, counts[i]));
        }

        return driver;
    }

    /// <summary>A place that was counted hourly for some weeks: 100 persons by night, 900 by day, a little more each second hour.</summary>
    public static ThingDriver Learned(CrowdSettings settings, int weeks)
    {
        ThingDriver driver = new(Key, Registered(settings), storeEachStep: false);
        for (int hour = 0; hour < weeks * 168; hour++)
        {
            driver.Read(Count(Monday.AddHours(hour + 1), Usual(hour)));
        }

        return driver;
    }

    public static double Usual(int hour) => (hour % 24 is >= 8 and < 20 ? 900 : 100) + (hour / 168 % 2 * 20);

    public static double? Field(StepOutput output, string name, string measurement = Measurements.People)
    {
        foreach (ResultField field in output.Results.Where(point => point.Measurement == measurement).SelectMany(point => point.Fields))
        {
            if (field.Name == name)
            {
                return field.Value;
            }
        }

        return null;
    }
}
