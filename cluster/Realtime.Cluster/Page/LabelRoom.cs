namespace Realtime.Cluster.Page;

/// <summary>Finds room for names on the map: the worst come first, and a name that would cover a sign or another name is left out.</summary>
public sealed class LabelRoom(MapWindow window, IReadOnlyList<MapMark> marks)
{
    private const double Height = 16;
    private const double Sign = 11;

    private readonly List<(double Left, double Top, double Right, double Bottom)> _taken =
        [.. marks.Select(mark => (mark.X - Sign, mark.Y - Sign, mark.X + Sign, mark.Y + Sign))];

    public IReadOnlyList<MapMark> Label() => [.. marks.Select(Place)];

    /// <summary>Text of a name on the map; long ones are cut.</summary>
    public static string Cut(string name) => name.Length <= 24 ? name : name[..23] + "…";

    private MapMark Place(MapMark mark)
    {
        double width = Cut(mark.Thing.Name).Sum(sign => sign > '\u2e80' ? 13.5 : 8.2);
        foreach ((double x, double y, string anchor) in new[] { (mark.X + 14, mark.Y + 4, "start"), (mark.X - 14, mark.Y + 4, "end"), (mark.X, mark.Y - 15, "middle"), (mark.X, mark.Y + 24, "middle") })
        {
            double left = anchor == "start" ? x : anchor == "end" ? x - width : x - (width / 2);
            (double Left, double Top, double Right, double Bottom) box = (left, y - 12, left + width, y - 12 + Height);
            if (window.Holds(box.Left, box.Top) && window.Holds(box.Right, box.Bottom) && !_taken.Any(other => Overlap(box, other)))
            {
                _taken.Add(box);
                return mark with { Label = (x, y, anchor) };
            }
        }

        return mark;
    }

    private static bool Overlap((double Left, double Top, double Right, double Bottom) one, (double Left, double Top, double Right, double Bottom) other) =>
        one.Left < other.Right && other.Left < one.Right && one.Top < other.Bottom && other.Top < one.Bottom;
}
