using Realtime.Cluster.Geography;

namespace Realtime.Cluster.Settings;

/// <summary>The map.</summary>
public sealed record MapSettings
{
    /// <summary>
    /// <c>Map:GeometryFile</c>: a GeoJSON file with lines and polygons of your own, such as rivers, wards and roads, drawn below the things (<see cref="GeoJsonFile"/>). At most 32 MiB and
    /// a million points. Default empty = only the bundled land.
    /// </summary>
    public required string GeometryFile { get; init; }

    /// <summary>What the file holds.</summary>
    public required OwnGeometry Geometry { get; init; }

    public static MapSettings Read(SettingReader from)
    {
        string file = from.Text("Map:GeometryFile", "");
        try
        {
            return new MapSettings { GeometryFile = file, Geometry = file.Length == 0 ? OwnGeometry.None : GeoJsonFile.Load(file) };
        }
        catch (Exception fault) when (fault is FormatException or IOException or UnauthorizedAccessException)
        {
            throw from.Fault("Map:GeometryFile", $"a GeoJSON file that can be read ({fault.Message.TrimEnd('.')})");
        }
    }
}
