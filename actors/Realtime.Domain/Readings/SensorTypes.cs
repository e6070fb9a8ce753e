namespace Realtime.Domain;

/// <summary>The names of <see cref="SensorType"/> as they stand in records, addresses and settings.</summary>
public static class SensorTypes
{
    public static string Name(SensorType type) => type switch
    {
        SensorType.RiverLevel => "river_level",
        SensorType.TideLevel => "tide_level",
        SensorType.Rain => "rain",
        SensorType.People => "people",
        SensorType.Scalar => "scalar",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "unknown type of sensor"),
    };
}
