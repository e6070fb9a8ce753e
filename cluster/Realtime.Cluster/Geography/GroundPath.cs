using System.Globalization;
using System.Text;
using Realtime.Cluster.Page;

namespace Realtime.Cluster.Geography;

/// <summary>One shape as a window shows it.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Filled">It is an area.</param>
/// <param name="Points">How many points it has there; 0 = the window shows nothing of it.</param>
/// <param name="Data">The path, in units of the window: absolute beginnings, then steps in whole tenths.</param>
public sealed record GroundPath(ShapeKind Kind, bool Filled, int Points, string Data)
{
    /// <param name="shape">What.</param>
    /// <param name="window">Where.</param>
    /// <param name="room">How far around the window it goes on, so that sides along the cut are not seen.</param>
    /// <param name="apart">How far points are apart at least, in units.</param>
    public static GroundPath Of(Shape shape, MapWindow window, double room, double apart)
    {
        Box frame = new(-room, -room, window.Width + room, window.Height + room);
        Box world = window.World(frame);
        StringBuilder data = new();
        int points = 0;
        foreach (Outline outline in shape.Outlines.Where(outline => !outline.Bounds.IsAside(world) && !IsSpeck(outline, window, apart)))
        {
            foreach (IReadOnlyList<(double X, double Y)> part in Inside(outline, outline.Near(world).Select(point => window.Unit(point.X, point.Y)), frame))
            {
                points += Append(data, Thinning.Apart(part, apart), outline.Closed);
            }
        }

        return new GroundPath(shape.Kind, shape.Outlines.Any(outline => outline.Closed), points, data.ToString());
    }

    private static IReadOnlyList<IReadOnlyList<(double X, double Y)>> Inside(Outline outline, IEnumerable<(double X, double Y)> near, Box frame) =>
        outline.Closed ? [Clip.Ring(near, frame)] : Clip.Line(near, frame);

    /// <summary>Too small to be seen as more than a point.</summary>
    private static bool IsSpeck(Outline outline, MapWindow window, double apart)
    {
        ((double left, double top), (double right, double bottom)) = (window.Unit(outline.Bounds.Left, outline.Bounds.Top), window.Unit(outline.Bounds.Right, outline.Bounds.Bottom));
        return right - left < apart && bottom - top < apart;
    }

    /// <summary>Whole tenths of a unit, so that rounded steps never add up to an error.</summary>
    private static int Append(StringBuilder data, IReadOnlyList<(double X, double Y)> points, bool closed)
    {
        if (points.Count < (closed ? 3 : 2))
        {
            return 0;
        }

        (long x, long y) = (0, 0);
        for (int i = 0; i < points.Count; i++)
        {
            (long nextX, long nextY) = ((long)Math.Round(points[i].X * 10), (long)Math.Round(points[i].Y * 10));
            data.Append(i == 0 ? "M" : i == 1 ? "l" : " ").Append(Tenths(nextX - x)).Append(' ').Append(Tenths(nextY - y));
            (x, y) = (nextX, nextY);
        }

        data.Append(closed ? "z" : "");
        return points.Count;
    }

    private static string Tenths(long tenths) => (tenths / 10m).ToString("0.#", CultureInfo.InvariantCulture);
}
