namespace Realtime.Cluster.Geography;

/// <summary>Leaves points out that a screen cannot show.</summary>
public static class Thinning
{
    /// <summary>The ends, and between them each point that is at least so far from the last one that stays: nothing moves by more than that.</summary>
    public static IReadOnlyList<(double X, double Y)> Apart(IReadOnlyList<(double X, double Y)> points, double distance) =>
        points.Count < 3 ? points : [.. Staying(points.Count, i => points[i], distance).Select(i => points[i])];

    /// <summary>Numbers of the points that stay by the same rule, for points that are kept in another form.</summary>
    public static List<int> Staying(int count, Func<int, (double X, double Y)> at, double distance)
    {
        List<int> stay = new(count) { 0 };
        (double X, double Y) last = at(0);
        for (int i = 1; i < count - 1; i++)
        {
            (double X, double Y) point = at(i);
            (double x, double y) = (point.X - last.X, point.Y - last.Y);
            if ((x * x) + (y * y) >= distance * distance)
            {
                stay.Add(i);
                last = point;
            }
        }

        stay.Add(count - 1);
        return stay;
    }
}
