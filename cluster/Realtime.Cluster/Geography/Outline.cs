using Realtime.Cluster.Page;
using Realtime.Domain;

namespace Realtime.Cluster.Geography;

/// <summary>
/// A line on the earth in shares of the Mercator world (<see cref="MapWindow"/>), 2^30 to its width: 4 cm at the equator. Points stand in pieces that know
/// their box, so that a small window of a long coast is found without looking at each of its points.
/// </summary>
public sealed class Outline
{
    private const int PiecePoints = 64;
    private const double World = 1 << 30;

    private readonly int[] _x;
    private readonly int[] _y;
    private readonly Box[] _pieces;

    private Outline(int[] x, int[] y, bool closed)
    {
        (_x, _y, Closed) = (x, y, closed);
        _pieces = [.. Enumerable.Range(0, (x.Length + PiecePoints - 1) / PiecePoints).Select(piece => BoxOf(piece))];
        Bounds = _pieces.Aggregate(Box.Nothing, (all, one) => all.With(one));
    }

    /// <summary>Points of a ring follow each other around; its first is not repeated at its end.</summary>
    public bool Closed { get; }

    /// <summary>Points.</summary>
    public int Count => _x.Length;

    /// <summary>What it lies in, in shares of the world.</summary>
    public Box Bounds { get; }

    /// <summary>Whether it is smaller than so many shares of the world, both ways.</summary>
    public bool IsWithin(double size) => Bounds.Right - Bounds.Left < size && Bounds.Bottom - Bounds.Top < size;

    /// <summary>A line through points; a ring may repeat its first point at its end.</summary>
    public static Outline Of(IReadOnlyList<GeoPoint> points, bool closed)
    {
        int count = closed && points.Count > 1 && points[0] == points[^1] ? points.Count - 1 : points.Count;
        (int[] x, int[] y) = (new int[count], new int[count]);
        for (int i = 0; i < count; i++)
        {
            x[i] = (int)Math.Round(MapWindow.WorldX(points[i].LongitudeDeg) * World);
            y[i] = (int)Math.Round(MapWindow.WorldY(points[i].LatitudeDeg) * World);
        }

        return new Outline(x, y, closed);
    }

    /// <summary>The same with fewer points: none moves by more than a distance in shares of the world. Itself when nothing can be left out.</summary>
    public Outline Thinned(double distance)
    {
        if (Count < 3)
        {
            return this;
        }

        List<int> stay = Thinning.Staying(Count, i => (_x[i], _y[i]), distance * World);
        return stay.Count >= Count ? this : new Outline([.. stay.Select(i => _x[i])], [.. stay.Select(i => _y[i])], Closed);
    }

    /// <summary>
    /// The points around a box, in shares of the world, in order. A piece that lies wholly on one side of the box is given by its two ends: the way
    /// between them stays on that side, so nothing inside of the box changes by it.
    /// </summary>
    public IEnumerable<(double X, double Y)> Near(Box box)
    {
        for (int piece = 0; piece < _pieces.Length; piece++)
        {
            (int from, int to) = Span(piece);
            bool aside = _pieces[piece].IsAside(box);
            for (int i = from; i < to; i = aside && i < to - 1 ? to - 1 : i + 1)
            {
                yield return (_x[i] / World, _y[i] / World);
            }
        }
    }

    private Box BoxOf(int piece)
    {
        (int from, int to) = Span(piece);
        return new Box(_x[from..to].Min() / World, _y[from..to].Min() / World, _x[from..to].Max() / World, _y[from..to].Max() / World);
    }

    private (int From, int To) Span(int piece) => (piece * PiecePoints, Math.Min(_x.Length, (piece + 1) * PiecePoints));
}
