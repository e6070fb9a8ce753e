namespace Realtime.Cluster.Geography;

/// <summary>Cuts rings and lines off at a box, so that a drawing holds what its window shows and nothing else.</summary>
public static class Clip
{
    /// <summary>
    /// The part of a ring's area inside of a box, as one ring; where the area leaves the box, the ring follows the box's sides.
    /// Source: I. Sutherland, G. Hodgman, Reentrant polygon clipping, Communications of the ACM 17 (1974): side by side.
    /// </summary>
    public static IReadOnlyList<(double X, double Y)> Ring(IEnumerable<(double X, double Y)> ring, Box box)
    {
        List<(double X, double Y)> rest = [.. ring];
        rest = Side(rest, point => point.X - box.Left);
        rest = Side(rest, point => box.Right - point.X);
        rest = Side(rest, point => point.Y - box.Top);
        return Side(rest, point => box.Bottom - point.Y);
    }

    /// <summary>
    /// The parts of a line inside of a box. Source: Y. Liang, B. Barsky, A new concept and method for line clipping, ACM Transactions on Graphics 3 (1984).
    /// </summary>
    public static IReadOnlyList<IReadOnlyList<(double X, double Y)>> Line(IEnumerable<(double X, double Y)> line, Box box)
    {
        List<List<(double X, double Y)>> parts = [];
        (double X, double Y)? last = null;
        foreach ((double X, double Y) point in line)
        {
            if (last is { } from && Inside(from, point, box) is { } piece)
            {
                if (parts.Count == 0 || parts[^1][^1] != piece.From)
                {
                    parts.Add([piece.From]);
                }

                parts[^1].Add(piece.To);
            }

            last = point;
        }

        return parts;
    }

    /// <param name="ring">Corners in order.</param>
    /// <param name="depth">How far a point lies on the side that stays; negative = it goes.</param>
    private static List<(double X, double Y)> Side(List<(double X, double Y)> ring, Func<(double X, double Y), double> depth)
    {
        List<(double X, double Y)> stays = new(ring.Count);
        for (int i = 0; i < ring.Count; i++)
        {
            ((double X, double Y) from, (double X, double Y) to) = (ring[i == 0 ? ring.Count - 1 : i - 1], ring[i]);
            (double before, double now) = (depth(from), depth(to));
            if (before < 0 != now < 0)
            {
                stays.Add(Between(from, to, before / (before - now)));
            }

            if (now >= 0)
            {
                stays.Add(to);
            }
        }

        return stays;
    }

    private static ((double X, double Y) From, (double X, double Y) To)? Inside((double X, double Y) from, (double X, double Y) to, Box box)
    {
        (double enters, double leaves) = (0, 1);
        foreach ((double step, double room) in new[] { (from.X - to.X, from.X - box.Left), (to.X - from.X, box.Right - from.X), (from.Y - to.Y, from.Y - box.Top), (to.Y - from.Y, box.Bottom - from.Y) })
        {
            if (step == 0)
            {
                if (room < 0)
                {
                    return null;
                }

                continue;
            }

            (enters, leaves) = step < 0 ? (Math.Max(enters, room / step), leaves) : (enters, Math.Min(leaves, room / step));
        }

        return enters < leaves ? (enters == 0 ? from : Between(from, to, enters), leaves == 1 ? to : Between(from, to, leaves)) : null;
    }

    private static (double X, double Y) Between((double X, double Y) from, (double X, double Y) to, double share) =>
        (from.X + ((to.X - from.X) * share), from.Y + ((to.Y - from.Y) * share));
}
