using Realtime.Domain;

namespace Realtime.Cluster.Page;

/// <summary>
/// The outline of a municipality as its own fixed things draw it: their convex hull. It needs no map data and fits every city; it is where the
/// municipality measures, not its legal border, and the map says so.
/// </summary>
/// <param name="Name">Code of the municipality.</param>
/// <param name="Corners">Counter-clockwise; one or two where there are no more things.</param>
/// <param name="Things">How many things it is drawn around.</param>
public sealed record Hull(string Name, IReadOnlyList<GeoPoint> Corners, int Things)
{
    /// <summary>One per municipality, by name. Vehicles do not count: they drive elsewhere.</summary>
    public static IReadOnlyList<Hull> Of(IEnumerable<ThingView> things) =>
        [.. things.Where(thing => thing.Municipality.Length > 0 && thing.Key.Kind is ThingKind.Sensor or ThingKind.Shelter && thing is { Latitude: not null, Longitude: not null })
            .GroupBy(thing => thing.Municipality, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new Hull(group.Key, Around([.. group.Select(thing => new GeoPoint(thing.Latitude!.Value, thing.Longitude!.Value))]), group.Count()))];

    /// <summary>Middle of the corners.</summary>
    public GeoPoint Middle => new(Corners.Average(corner => corner.LatitudeDeg), Corners.Average(corner => corner.LongitudeDeg));

    /// <summary>Source: A. M. Andrew, Another efficient algorithm for convex hulls in two dimensions (1979): lower and upper chain of the sorted points.</summary>
    public static IReadOnlyList<GeoPoint> Around(IReadOnlyCollection<GeoPoint> points)
    {
        GeoPoint[] sorted = [.. points.Distinct().OrderBy(point => point.LongitudeDeg).ThenBy(point => point.LatitudeDeg)];
        return sorted.Length < 3 ? sorted : [.. Chain(sorted).SkipLast(1), .. Chain(sorted.Reverse()).SkipLast(1)];
    }

    private static List<GeoPoint> Chain(IEnumerable<GeoPoint> points)
    {
        List<GeoPoint> chain = [];
        foreach (GeoPoint point in points)
        {
            while (chain.Count > 1 && Turn(chain[^2], chain[^1], point) <= 0)
            {
                chain.RemoveAt(chain.Count - 1);
            }

            chain.Add(point);
        }

        return chain;
    }

    /// <summary>Positive when the way from a over b to c turns left.</summary>
    private static double Turn(GeoPoint a, GeoPoint b, GeoPoint c) =>
        ((b.LongitudeDeg - a.LongitudeDeg) * (c.LatitudeDeg - a.LatitudeDeg)) - ((b.LatitudeDeg - a.LatitudeDeg) * (c.LongitudeDeg - a.LongitudeDeg));
}
