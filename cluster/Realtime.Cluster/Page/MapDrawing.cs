using System.Globalization;
using Realtime.Cluster.Geography;
using Realtime.Domain;

namespace Realtime.Cluster.Page;

/// <summary>The map as SVG: ground, grid of degrees, outlines of municipalities, gathered things, things in alert. All but the ground comes from the registry.</summary>
public static class MapDrawing
{
    private static readonly double[] _degrees = [30, 20, 10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001];

    /// <param name="window">Which part of the world.</param>
    /// <param name="marks">Its things.</param>
    /// <param name="hulls">Outlines of the municipalities.</param>
    /// <param name="ground">What lies below.</param>
    /// <param name="kept">The page has the ground of this key already.</param>
    public static Markup Render(MapWindow window, MapMarks marks, IReadOnlyList<Hull> hulls, Ground ground, string? kept) => Markup.Of($"""
        <svg id="map-svg" viewBox="0 0 {Svg.N(window.Width)} {Svg.N(window.Height)}" role="group" aria-label="Map: {marks.Alerts.Count} in alert, {marks.Others.Count + marks.Clusters.Sum(cluster => cluster.Count)} without an alert">
        <rect class="ground" width="{Svg.N(window.Width)}" height="{Svg.N(window.Height)}"/>
        <g id="map-move">
        <g id="map-ground" data-kept="{ground.Key}">{Markup.If(ground.Key != kept, () => ground.Drawing)}</g>
        {Grid(window)}
        {Markup.Each(hulls, hull => Outline(window, hull))}
        {Markup.Each(marks.Clusters, Cluster)}
        {Markup.Each(marks.Others, Calm)}
        {Markup.Each(marks.Alerts.Reverse(), Alert)}
        </g>
        {Scale(window)}
        </svg>
        """);

    /// <summary>A map with something else on it than things.</summary>
    public static Markup Frame(MapWindow window, string words, Ground ground, Markup inside) => Markup.Of($"""
        <svg viewBox="0 0 {Svg.N(window.Width)} {Svg.N(window.Height)}" role="img" aria-label="{words}"><rect class="ground" width="{Svg.N(window.Width)}" height="{Svg.N(window.Height)}"/>{ground.Drawing}{Grid(window)}{inside}{Scale(window)}</svg>
        """);

    /// <summary>The sign of a level as a path around a point: the same shapes as on badges.</summary>
    public static string Sign(int level, double x, double y) => level switch
    {
        <= 1 => $"M{Svg.N(x - 7)} {Svg.N(y)}a7 7 0 1 0 14 0a7 7 0 1 0 -14 0z",
        2 => $"M{Svg.N(x)} {Svg.N(y - 10)}l10 18h-20z",
        3 => $"M{Svg.N(x)} {Svg.N(y - 11)}l11 11l-11 11l-11 -11z",
        4 => $"M{Svg.N(x - 9)} {Svg.N(y - 9)}h18v18h-18z",
        _ => $"M{Svg.N(x - 10)} {Svg.N(y - 6)}l4 -4l6 6l6 -6l4 4l-6 6l6 6l-4 4l-6 -6l-6 6l-4 -4l6 -6z",
    };

    private static Markup Alert(MapMark mark) => Markup.Of($"""
        <a id="{Id(mark)}" href="/things/{SeriesPart.Address(mark.Thing.Key)}" class="mark m{Math.Clamp(mark.Thing.Level, 0, 5)}" aria-label="{Words(mark.Thing)}"><title>{Words(mark.Thing)}</title><path d="{Sign(mark.Thing.Level, mark.X, mark.Y)}"/>{Name(mark)}</a>
        """);

    private static Markup Name(MapMark mark) => mark.Label is not { } label ? Markup.Empty
        : Markup.Of($"<text x=\"{Svg.N(label.X)}\" y=\"{Svg.N(label.Y)}\" text-anchor=\"{label.Anchor}\">{LabelRoom.Cut(mark.Thing.Name)}</text>");

    /// <summary>Level, name and state of a thing in one line.</summary>
    public static string Words(ThingView thing) =>
        $"{Levels.Word(thing.Level)}{(thing.Level > 1 ? $" (レベル{thing.Level}相当)" : "")}: {thing.Name}, {thing.Status}";

    private static Markup Calm(MapMark mark)
    {
        string shape = mark.Thing.Key.Kind switch
        {
            ThingKind.Shelter => $"M{Svg.N(mark.X)} {Svg.N(mark.Y - 5)}l5 4v6h-10v-6z",
            ThingKind.Vehicle => $"M{Svg.N(mark.X - 4)} {Svg.N(mark.Y - 5)}l9 5l-9 5z",
            _ => $"M{Svg.N(mark.X - 4)} {Svg.N(mark.Y)}a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z",
        };
        return Markup.Of($"<a id=\"{Id(mark)}\" class=\"mark m0\" tabindex=\"-1\" href=\"/things/{SeriesPart.Address(mark.Thing.Key)}\" aria-label=\"{Words(mark.Thing)}\"><title>{Words(mark.Thing)}</title><path d=\"{shape}\"/></a>");
    }

    /// <summary>One thing has one element, in alert or not: who stands on it stays there.</summary>
    private static string Id(MapMark mark) => $"m-{ThingKey.Name(mark.Thing.Key.Kind)}-{mark.Thing.Key.Id}";

    private static Markup Cluster(MapCluster cluster) => Markup.Of(
        $"<g class=\"cluster\"><circle cx=\"{Svg.N(cluster.X)}\" cy=\"{Svg.N(cluster.Y)}\" r=\"{Svg.N(9 + (3 * Math.Log10(cluster.Count)))}\"/><text x=\"{Svg.N(cluster.X)}\" y=\"{Svg.N(cluster.Y + 4)}\" text-anchor=\"middle\">{Brief(cluster.Count)}</text></g>");

    private static Markup Outline(MapWindow window, Hull hull)
    {
        (double X, double Y)[] corners = [.. hull.Corners.Select(corner => window.Place(corner.LatitudeDeg, corner.LongitudeDeg))];
        if (corners.Max(corner => corner.X) < 0 || corners.Min(corner => corner.X) > window.Width || corners.Max(corner => corner.Y) < 0 || corners.Min(corner => corner.Y) > window.Height)
        {
            return Markup.Empty;
        }

        (double x, double y) = window.Place(hull.Middle.LatitudeDeg, hull.Middle.LongitudeDeg);
        string path = string.Join('L', corners.Select(corner => $"{Svg.N(corner.X)} {Svg.N(corner.Y)}"));
        bool roomy = corners.Max(corner => corner.X) - corners.Min(corner => corner.X) > 60 || window.Zoom >= 9;
        return Markup.Of($"<path class=\"town\" d=\"M{new Markup(path)}z\"/>{Markup.If(roomy, () => Markup.Of($"<text class=\"town\" x=\"{Svg.N(x)}\" y=\"{Svg.N(y)}\" text-anchor=\"middle\">{hull.Name}</text>"))}");
    }

    private static Markup Grid(MapWindow window)
    {
        GeoPoint northWest = window.At(0, 0);
        GeoPoint southEast = window.At(window.Width, window.Height);
        double span = southEast.LongitudeDeg - northWest.LongitudeDeg;
        double step = _degrees.FirstOrDefault(step => span / step >= Math.Min(4, window.Width / 120.0), _degrees[^1]); // Labels need room on a phone, too.
        return Markup.Of($"{Markup.Each(Steps(northWest.LongitudeDeg, southEast.LongitudeDeg, step), east => Meridian(window, east))}{Markup.Each(Steps(southEast.LatitudeDeg, northWest.LatitudeDeg, step), north => Parallel(window, north))}");
    }

    private static Markup Meridian(MapWindow window, double east)
    {
        double x = window.Place(window.Latitude, east).X;
        return Markup.Of($"<line class=\"grid\" x1=\"{Svg.N(x)}\" x2=\"{Svg.N(x)}\" y1=\"0\" y2=\"{Svg.N(window.Height)}\"/><text class=\"grid\" x=\"{Svg.N(x + 3)}\" y=\"{Svg.N(window.Height - 5)}\">{Degrees(east, 'E', 'W')}</text>");
    }

    private static Markup Parallel(MapWindow window, double north)
    {
        double y = window.Place(north, window.Longitude).Y;
        return Markup.Of($"<line class=\"grid\" x1=\"0\" x2=\"{Svg.N(window.Width)}\" y1=\"{Svg.N(y)}\" y2=\"{Svg.N(y)}\"/><text class=\"grid\" x=\"{Svg.N(window.Width - 4)}\" y=\"{Svg.N(y - 3)}\" text-anchor=\"end\">{Degrees(north, 'N', 'S')}</text>");
    }

    /// <summary>A bar of a round length, true in the middle of the map.</summary>
    private static Markup Scale(MapWindow window)
    {
        double most = window.MetresPerUnit * 160;
        double power = Math.Pow(10, Math.Floor(Math.Log10(most)));
        double length = power * (most / power >= 5 ? 5 : most / power >= 2 ? 2 : 1);
        double units = length / window.MetresPerUnit;
        string text = length >= 1000 ? $"{Svg.N(length / 1000)} km" : $"{Svg.N(length)} m";
        return Markup.Of($"<g class=\"scale\"><path d=\"M12 22v6h{Svg.N(units)}v-6\"/><text x=\"{Svg.N(18)}\" y=\"22\">{text}</text></g>");
    }

    private static IEnumerable<double> Steps(double from, double to, double step)
    {
        for (double at = Math.Ceiling(from / step) * step; at <= to; at += step)
        {
            yield return Math.Round(at, 6);
        }
    }

    private static string Degrees(double value, char positive, char negative) =>
        string.Create(CultureInfo.InvariantCulture, $"{Math.Abs(value):0.###}° {(value < 0 ? negative : positive)}");

    private static string Brief(int count) => count < 1000 ? count.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{count / 1000.0:0.#}k");
}
