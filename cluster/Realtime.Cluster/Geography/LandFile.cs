using System.IO.Compression;
using System.Text.Json;
using Realtime.Domain;

namespace Realtime.Cluster.Geography;

/// <summary>
/// The land of the earth as it is bundled: <c>land-10m.json</c> of world-atlas 2.0.2, made from Natural Earth 1:10,000,000, compressed and else unchanged (THIRD-PARTY-NOTICES.md).
/// Format: TopoJSON (https://github.com/topojson/topojson-specification): rings are chains of arcs, arcs are steps on a grid, here of 0.0036° by 0.0017°.
/// </summary>
public static class LandFile
{
    /// <summary>
    /// How far the coast may be off, metres: on a map of 1:10,000,000 a line of 0.1 mm is a kilometre wide.
    /// </summary>
    public const double ErrorM = 1_000;

    /// <summary>The bundled land.</summary>
    public static Shape Bundled()
    {
        using Stream packed = typeof(LandFile).Assembly.GetManifestResourceStream("Realtime.Cluster.Geography.land-10m.json.gz")
            ?? throw new InvalidOperationException("land-10m.json.gz is missing in the program");
        using GZipStream plain = new(packed, CompressionMode.Decompress);
        return Read(plain);
    }

    /// <summary>All polygons of the object <c>land</c>.</summary>
    public static Shape Read(Stream topology)
    {
        using JsonDocument json = JsonDocument.Parse(topology);
        GeoPoint[][] arcs = Arcs(json.RootElement);
        JsonElement land = json.RootElement.GetProperty("objects").GetProperty("land");
        IEnumerable<JsonElement> polygons = land.GetProperty("geometries").EnumerateArray().SelectMany(one => one.GetProperty("arcs").EnumerateArray());
        return new Shape(ShapeKind.Land, [.. polygons.SelectMany(polygon => polygon.EnumerateArray()).Select(ring => Outline.Of(Chain(ring, arcs), closed: true))]);
    }

    private static GeoPoint[][] Arcs(JsonElement topology)
    {
        JsonElement transform = topology.GetProperty("transform");
        (double east, double north) = Pair(transform.GetProperty("scale"));
        (double west, double south) = Pair(transform.GetProperty("translate"));
        return [.. topology.GetProperty("arcs").EnumerateArray().Select(arc => Points(arc, x => west + (x * east), y => south + (y * north)))];
    }

    private static GeoPoint[] Points(JsonElement arc, Func<int, double> longitude, Func<int, double> latitude)
    {
        GeoPoint[] points = new GeoPoint[arc.GetArrayLength()];
        (int x, int y, int i) = (0, 0, 0);
        foreach (JsonElement step in arc.EnumerateArray())
        {
            x += step[0].GetInt32();
            y += step[1].GetInt32();
            points[i++] = new GeoPoint(latitude(y), longitude(x));
        }

        return points;
    }

    /// <summary>An arc with a negative number is gone backwards; each begins where the one before it ends.</summary>
    private static List<GeoPoint> Chain(JsonElement ring, GeoPoint[][] arcs)
    {
        List<GeoPoint> points = [];
        foreach (int number in ring.EnumerateArray().Select(arc => arc.GetInt32()))
        {
            IEnumerable<GeoPoint> arc = number >= 0 ? arcs[number] : arcs[~number].Reverse();
            points.AddRange(points.Count == 0 ? arc : arc.Skip(1));
        }

        return points;
    }

    private static (double X, double Y) Pair(JsonElement pair) => (pair[0].GetDouble(), pair[1].GetDouble());
}
