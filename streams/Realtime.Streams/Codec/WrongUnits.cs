using System.Text;

namespace Realtime.Streams.Codec;

/// <summary>
/// Names under which senders are known to give a value of ours in another unit. Only these are refused;
/// any other unknown field is ignored, so that senders may add what they like.
/// </summary>
internal static class WrongUnits
{
    private static readonly (string Stem, Field Expected, string[] Units)[] Families =
    [
        ("level_", Field.LevelM, ["cm", "mm", "km", "ft", "in", "inch", "feet", "yd"]),
        ("rain_", Field.RainMmPerH, ["mm", "cm", "in", "cm_per_h", "in_per_h", "mm_per_min", "mm_per_10min", "mm_per_d"]),
        ("speed_", Field.SpeedMps, ["kmh", "kmph", "km_per_h", "kph", "mph", "kn", "knots"]),
        ("heading_", Field.HeadingDeg, ["rad", "mil"]),
        ("latitude_", Field.LatitudeDeg, ["rad", "e7", "dms"]),
        ("longitude_", Field.LongitudeDeg, ["rad", "e7", "dms"]),
        ("power_", Field.PowerW, ["kw", "mw", "va", "wh", "kwh"]),
        ("altitude_", Field.AltitudeM, ["ft", "feet", "km", "cm"]),
        ("battery_", Field.BatteryPercent, ["v", "mv", "ratio", "wh"]),
        ("occupancy_", Field.OccupancyPercent, ["ratio", "share"]),
    ];

    private static readonly Dictionary<string, Field> Names = Families
        .SelectMany(f => f.Units.Select(u => (Name: f.Stem + u, f.Expected)))
        .ToDictionary(p => p.Name, p => p.Expected, StringComparer.Ordinal);

    private static readonly HashSet<byte> FirstBytes = [.. Families.Select(f => (byte)f.Stem[0])];

    /// <summary>Whether the name is one of the known wrong ones; cheap for every other name.</summary>
    public static bool IsOne(ReadOnlySpan<byte> name) =>
        !name.IsEmpty && FirstBytes.Contains(name[0]) && name.Contains((byte)'_') && Names.ContainsKey(Encoding.UTF8.GetString(name));

    /// <summary>The field that should have been sent instead of <paramref name="name"/>.</summary>
    public static Field Expected(string name) => Names[name];
}
