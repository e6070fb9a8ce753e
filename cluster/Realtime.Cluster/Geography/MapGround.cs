using System.Globalization;
using Realtime.Cluster.Page;

namespace Realtime.Cluster.Geography;

/// <summary>What lies below the things of a window, as SVG.</summary>
/// <param name="Key">Names the drawing: who has one with the same key need not be sent it again.</param>
/// <param name="Drawing">Paths.</param>
public sealed record Ground(string Key, Markup Drawing);

/// <summary>
/// Draws the ground of map windows: the bundled land, and the operator's own geometry over it. Each window is cut out, thinned to what a screen can show,
/// and kept for whoever looks at the same one. The land is read, and the own geometry prepared for each zoom, when somebody first looks at a map.
/// </summary>
public sealed class MapGround(OwnGeometry own)
{
    /// <summary>Closer than this the land is not drawn: the band in which its coast may lie would fill a screen.</summary>
    public const int LandZoomMax = 14;

    /// <summary>Points of one drawing: some 200 KB. Where a window holds more, they are thinned further.</summary>
    public const int PointsMax = 20_000;

    private const int KeptMax = 32;
    private const double ApartUnits = 0.9;
    private const double ApartMaxUnits = 50;
    private const double RoomUnits = 12;

    private readonly Lazy<Shape> _land = new(LandFile.Bundled);
    private readonly Lazy<ShapeDetails> _own = new(() => new ShapeDetails(own.Shapes));
    private readonly Lock _lock = new();
    private readonly Dictionary<MapWindow, (Lazy<Ground> Ground, long Asked)> _kept = [];
    private long _asked;

    /// <summary>The ground of a window. Who asks while it is being drawn waits for that drawing.</summary>
    public Ground Of(MapWindow window)
    {
        Lazy<Ground> ground;
        lock (_lock)
        {
            ground = _kept.TryGetValue(window, out (Lazy<Ground> Ground, long Asked) known) ? known.Ground : new Lazy<Ground>(() => New(window));
            _kept[window] = (ground, ++_asked);
            if (_kept.Count > KeptMax)
            {
                // Nobody has asked for it for the longest time; what others look at stays.
                _kept.Remove(_kept.MinBy(one => one.Value.Asked).Key);
            }
        }

        return ground.Value;
    }

    private Ground New(MapWindow window) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{window.Address}&w={window.Width}&h={window.Height}&own={own.Key}"), Draw(window));

    /// <summary>Whether the bundled land is drawn.</summary>
    public static bool ShowsLand(MapWindow window) => window.Zoom <= LandZoomMax;

    /// <summary>How wide the band is in which the coast may lie, in units of a window.</summary>
    public static double BandUnits(MapWindow window) => LandFile.ErrorM / window.MetresPerUnit;

    private Markup Draw(MapWindow window)
    {
        Shape[] land = ShowsLand(window) ? [_land.Value] : [];
        int zoom = window.Zoom;
        for (double apart = ApartUnits; ; apart *= 2, zoom--)
        {
            GroundPath[] paths = [.. land.Concat(_own.Value.At(zoom)).Select(shape => GroundPath.Of(shape, window, BandUnits(window) + RoomUnits, apart))];
            if (paths.Sum(path => path.Points) <= PointsMax || apart > ApartMaxUnits)
            {
                return Markup.Each(paths.Where(path => path.Points > 0), path => Path(path, window));
            }
        }
    }

    private static Markup Path(GroundPath path, MapWindow window) => path.Kind == ShapeKind.Land && BandUnits(window) > 1.5
        ? Markup.Of($"<path class=\"land wide\" d=\"{path.Data}\"/><path class=\"coast\" stroke-width=\"{Svg.N(BandUnits(window))}\" d=\"{path.Data}\"/>")
        : Markup.Of($"<path class=\"{path.Kind.ToString().ToLowerInvariant()}{(path.Filled ? "" : " line")}\" d=\"{path.Data}\"/>");
}
