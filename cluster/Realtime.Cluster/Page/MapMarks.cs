using Realtime.Domain;

namespace Realtime.Cluster.Page;

/// <summary>One thing on the map.</summary>
public sealed record MapMark(ThingView Thing, double X, double Y)
{
    /// <summary>Where its name stands; null = there is no room for it, the list beside the map has it.</summary>
    public (double X, double Y, string Anchor)? Label { get; init; }
}

/// <summary>Several things without an alert that lie too close to be told apart.</summary>
public sealed record MapCluster(int Count, double X, double Y);

/// <summary>
/// What a map window shows: things in alert one by one, worst first; others one by one while they are few, else gathered per cell. So the
/// drawing has a bounded number of parts, whatever the city's size.
/// </summary>
/// <param name="Alerts">In alert.</param>
/// <param name="Others">Without an alert and alone in their cell.</param>
/// <param name="Clusters">Without an alert, gathered.</param>
/// <param name="AlertsLeftOut">In alert, but beyond the bound.</param>
/// <param name="Elsewhere">In alert outside of the window.</param>
/// <param name="Nowhere">Things without a known place.</param>
public sealed record MapMarks(
    IReadOnlyList<MapMark> Alerts, IReadOnlyList<MapMark> Others, IReadOnlyList<MapCluster> Clusters, int AlertsLeftOut, int Elsewhere, int Nowhere)
{
    private const int AlertsMax = 400;
    private const int AloneMax = 250;
    private const double CellUnits = 44;

    public static MapMarks Of(IReadOnlyList<ThingView> things, MapWindow window)
    {
        List<MapMark> alerts = [];
        List<MapMark> calm = [];
        (int elsewhere, int nowhere) = (0, 0);
        foreach (ThingView thing in things)
        {
            if (thing is not { Latitude: { } latitude, Longitude: { } longitude })
            {
                nowhere++;
                continue;
            }

            (double x, double y) = window.Place(latitude, longitude);
            if (window.Holds(x, y))
            {
                (thing.Level > 0 ? alerts : calm).Add(new MapMark(thing, x, y));
            }
            else if (thing.Level > 0)
            {
                elsewhere++;
            }
        }

        MapMark[] worst = [.. alerts.OrderByDescending(mark => mark.Thing.Level).ThenBy(mark => mark.Thing.Key).Take(AlertsMax)];
        (IReadOnlyList<MapMark> others, IReadOnlyList<MapCluster> clusters) = Gather(calm);
        return new MapMarks(new LabelRoom(window, worst).Label(), others, clusters, alerts.Count - worst.Length, elsewhere, nowhere);
    }

    private static (IReadOnlyList<MapMark> Alone, IReadOnlyList<MapCluster> Clusters) Gather(List<MapMark> calm)
    {
        if (calm.Count <= AloneMax)
        {
            return (calm, []);
        }

        IGrouping<(int, int), MapMark>[] cells = [.. calm.GroupBy(mark => ((int)(mark.X / CellUnits), (int)(mark.Y / CellUnits)))];
        return (
            [.. cells.Where(cell => cell.Count() == 1).Select(cell => cell.First())],
            [.. cells.Where(cell => cell.Count() > 1).Select(cell => new MapCluster(cell.Count(), cell.Average(mark => mark.X), cell.Average(mark => mark.Y)))]);
    }
}
