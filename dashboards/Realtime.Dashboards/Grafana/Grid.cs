namespace Realtime.Dashboards.Grafana;

/// <summary>A panel with its upper left corner in units of the grid.</summary>
public sealed record PlacedPanel(Panel Panel, int X, int Y);

/// <summary>Grafana's grid, 24 units wide.</summary>
public static class Grid
{
    public const int Width = 24;

    /// <summary>Puts each panel, in reading order, as high as it goes and there as far to the left as it goes; nothing overlaps.</summary>
    public static IReadOnlyList<PlacedPanel> Place(IEnumerable<Panel> panels)
    {
        int[] filled = new int[Width];
        List<PlacedPanel> placed = [];
        foreach (Panel panel in panels)
        {
            (int x, int y) = Enumerable.Range(0, Width - panel.Width + 1)
                .Select(left => (left, top: filled.AsSpan(left, panel.Width).ToArray().Max()))
                .MinBy(place => (place.top, place.left));
            placed.Add(new PlacedPanel(panel, x, y));
            filled.AsSpan(x, panel.Width).Fill(y + panel.Height);
        }

        return placed;
    }
}
