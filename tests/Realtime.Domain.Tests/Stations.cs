using Realtime.Domain;

namespace Realtime.Domain.Tests;

/// <summary>A station of the tests and its readings, minutes counted from <see cref="ThingDriver.T0"/>.</summary>
internal static class Stations
{
    public static readonly ThingKey Key = new(ThingKind.Sensor, "station");

    /// <summary>Kamogawa-shinbashi on the Aya river, Kagawa: 2.75 / 3.95 / 4.00 / 4.45 m. The 5 cm between two stages halve a dead-band of 10 cm to 2.5 cm.</summary>
    public static readonly StageThresholds Kamogawa = new(
        [new(1, 2.75, "水防団待機水位"), new(2, 3.95, "氾濫注意水位"), new(3, 4.00, "避難判断水位"), new(4, 4.45, "氾濫危険水位")], 0.10);

    /// <summary>Hanwella on the Kelani river, Sri Lanka: alert 7, minor flood 8, major flood 10 m.</summary>
    public static readonly StageThresholds Hanwella = new([new(2, 7, "ALERT"), new(3, 8, "MINOR_FLOOD"), new(4, 10, "MAJOR_FLOOD")], 0.10);

    /// <summary>Believes everything at once: for tables about another rule than the second reading.</summary>
    public static readonly WaterSettings Credulous = new() { Confirm = false, RiseMaxM = 1000 };

    public static Registration Registered(StageThresholds? thresholds = null, TimeSpan? silence = null) => new()
    {
        Key = Key,
        Name = "Hanwella",
        Municipality = "372030",
        Source = "channel",
        Thresholds = thresholds,
        SilenceLimit = silence,
        Water = Credulous,
    };

    public static SensorReading At(double minutes, double? value, Quality quality = Quality.Good) => new()
    {
        ThingId = Key.Id,
        Time = ThingDriver.T0.AddMinutes(minutes),
        Value = value,
        Quality = quality,
        Source = "channel",
    };

    /// <summary>Reads the values ten minutes apart.</summary>
    public static ThingDriver Driven(StageThresholds thresholds, params double[] values)
    {
        ThingDriver driver = new(Key, Registered(thresholds));
        for (int i = 0; i < values.Length; i++)
        {
            driver.Read(At(i * 10, values[i]));
        }

        return driver;
    }
}
