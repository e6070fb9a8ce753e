namespace Realtime.Cluster.Geography;

/// <summary>Leaves points out that a screen cannot show.</summary>
public static class Thinning
{
    /// <summary>The ends, and between them each point that is at least so far from the last one that stays: nothing moves by more than that.</summary>
    public static IReadOnlyList<(double X, double Y)> Apart(IReadOnlyList<(double X, double Y)> points, double distance)
    {
        if (points.Count < 3)
        {
            return points;
        }

        List<(double X, double Y)> stay = [points[0]];
        for (int i = 1; i < points.Count - 1; i++)
        {
            (double x, double y) = (points[i].X - stay[^1].X, points[i].Y - stay[^1].Y);
            if ((x * x) + (y * y) >= distance * distance)
            {
                stay.Add(points[i]);
            }
        }

        stay.Add(points[^1]);
        return stay;
    }
}
