namespace Realtime.Domain;

/// <summary>A place, WGS84 degrees: latitude -90 to 90, longitude -180 to 180.</summary>
public readonly record struct GeoPoint(double LatitudeDeg, double LongitudeDeg);

/// <summary>
/// Distances on the ground in metres, on a sphere of the mean radius: off by at most 0.6 %, which is less than a receiver's own error
/// at the distances of zones and corridors. Source: GRS80 with the mean radius R1 = 6,371,008.8 m of the IUGG; the haversine formula.
/// </summary>
public static class Geo
{
    public const double EarthRadiusM = 6_371_008.8;

    /// <summary>Great-circle distance by the haversine formula, exact to the sphere also for close points.</summary>
    public static double Metres(GeoPoint one, GeoPoint other)
    {
        double halfLatitude = Radians(other.LatitudeDeg - one.LatitudeDeg) / 2;
        double halfLongitude = Radians(other.LongitudeDeg - one.LongitudeDeg) / 2;
        double h = Square(Math.Sin(halfLatitude))
            + Math.Cos(Radians(one.LatitudeDeg)) * Math.Cos(Radians(other.LatitudeDeg)) * Square(Math.Sin(halfLongitude));
        return 2 * EarthRadiusM * Math.Asin(Math.Min(1, Math.Sqrt(h)));
    }

    /// <summary>
    /// Shortest distance to a line of two or more points; <paramref name="closed"/> joins its ends. On a plane that touches the sphere at the
    /// place: good while the nearest part of the line is within some tens of kilometres.
    /// </summary>
    public static double MetresToLine(GeoPoint place, IReadOnlyList<GeoPoint> line, bool closed)
    {
        double nearest = double.MaxValue;
        (double X, double Y) before = OnPlane(place, line[closed ? line.Count - 1 : 0]);
        for (int i = closed ? 0 : 1; i < line.Count; i++)
        {
            (double X, double Y) next = OnPlane(place, line[i]);
            nearest = Math.Min(nearest, ToSegment(before, next));
            before = next;
        }

        return nearest;
    }

    /// <summary>Whether the place lies inside the polygon (even-odd rule; the last point is joined to the first).</summary>
    public static bool IsInside(GeoPoint place, IReadOnlyList<GeoPoint> polygon)
    {
        bool inside = false;
        (double X, double Y) before = OnPlane(place, polygon[^1]);
        foreach (GeoPoint corner in polygon)
        {
            (double X, double Y) next = OnPlane(place, corner);
            if ((before.Y > 0) != (next.Y > 0) && before.X - before.Y * (next.X - before.X) / (next.Y - before.Y) > 0)
            {
                inside = !inside;
            }

            before = next;
        }

        return inside;
    }

    /// <summary>Metres east and north of the place; across the antimeridian the short way.</summary>
    private static (double X, double Y) OnPlane(GeoPoint place, GeoPoint point)
    {
        double east = Math.IEEERemainder(point.LongitudeDeg - place.LongitudeDeg, 360);
        return (EarthRadiusM * Math.Cos(Radians(place.LatitudeDeg)) * Radians(east), EarthRadiusM * Radians(point.LatitudeDeg - place.LatitudeDeg));
    }

    /// <summary>Distance of the plane's origin from a segment.</summary>
    private static double ToSegment((double X, double Y) start, (double X, double Y) end)
    {
        double dx = end.X - start.X;
        double dy = end.Y - start.Y;
        double length = dx * dx + dy * dy;
        double along = length > 0 ? Math.Clamp(-(start.X * dx + start.Y * dy) / length, 0, 1) : 0;
        return Math.Sqrt(Square(start.X + along * dx) + Square(start.Y + along * dy));
    }

    private static double Radians(double degrees) => degrees * (Math.PI / 180);

    private static double Square(double value) => value * value;
}
