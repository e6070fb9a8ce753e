using System.Globalization;
using Realtime.Cluster.Geography;
using Realtime.Domain;

namespace Realtime.Cluster.Page;

/// <summary>
/// The part of the world that a map shows: its middle, a zoom at which the whole world is 256·2^zoom units wide, and a size in units.
/// Projection: spherical Mercator (EPSG:3857), the one of nearly every map on a screen; it keeps angles, so shapes of towns stay true.
/// </summary>
/// <param name="Latitude">Middle, degrees.</param>
/// <param name="Longitude">Middle, degrees.</param>
/// <param name="Zoom">3 (a continent) to 18 (a street).</param>
/// <param name="Width">Units; a unit is a pixel where the map is not scaled.</param>
/// <param name="Height">Units.</param>
public sealed record MapWindow(double Latitude, double Longitude, int Zoom, int Width, int Height)
{
    public const int ZoomMin = 3;
    public const int ZoomMax = 18;
    private const double LatitudeMax = 85;
    private const double EarthCircumferenceM = 40_075_016.686;

    private double WorldUnits => 256 * Math.Pow(2, Zoom);

    /// <summary>Metres that a unit stands for in the middle.</summary>
    public double MetresPerUnit => EarthCircumferenceM * Math.Cos(Latitude * Math.PI / 180) / WorldUnits;

    /// <summary>Place in the drawing, from its upper left corner.</summary>
    public (double X, double Y) Place(double latitude, double longitude) => Unit(WorldX(longitude), WorldY(latitude));

    /// <summary>Place in the drawing of a point in shares of the world.</summary>
    public (double X, double Y) Unit(double worldX, double worldY) =>
        (((worldX - WorldX(Longitude)) * WorldUnits) + (Width / 2.0), ((worldY - WorldY(Latitude)) * WorldUnits) + (Height / 2.0));

    /// <summary>A box of the drawing in shares of the world.</summary>
    public Box World(Box drawing) => new(
        WorldX(Longitude) + ((drawing.Left - (Width / 2.0)) / WorldUnits), WorldY(Latitude) + ((drawing.Top - (Height / 2.0)) / WorldUnits),
        WorldX(Longitude) + ((drawing.Right - (Width / 2.0)) / WorldUnits), WorldY(Latitude) + ((drawing.Bottom - (Height / 2.0)) / WorldUnits));

    /// <summary>The point of the world at a place in the drawing.</summary>
    public GeoPoint At(double x, double y)
    {
        double east = WorldX(Longitude) + ((x - (Width / 2.0)) / WorldUnits);
        double south = WorldY(Latitude) + ((y - (Height / 2.0)) / WorldUnits);
        return new GeoPoint(Math.Atan(Math.Sinh(Math.PI * (1 - (2 * south)))) * 180 / Math.PI, (east * 360) - 180);
    }

    public bool Holds(double x, double y, double margin = 0) => x >= -margin && y >= -margin && x <= Width + margin && y <= Height + margin;

    /// <summary>Another middle, by a share of the size.</summary>
    public MapWindow Moved(double right, double down)
    {
        GeoPoint middle = At((Width / 2.0) + (right * Width), (Height / 2.0) + (down * Height));
        return this with { Latitude = Math.Clamp(middle.LatitudeDeg, -LatitudeMax, LatitudeMax), Longitude = Math.Clamp(middle.LongitudeDeg, -180, 180) };
    }

    public MapWindow Zoomed(int steps) => this with { Zoom = Math.Clamp(Zoom + steps, ZoomMin, ZoomMax) };

    /// <summary>The closest window that holds all points with some room around them.</summary>
    public static MapWindow Around(IReadOnlyCollection<GeoPoint> points, int width, int height, int zoomMax = 14)
    {
        if (points.Count == 0)
        {
            return new MapWindow(36, 138, 5, width, height); // Japan.
        }

        double north = points.Max(point => point.LatitudeDeg);
        double south = points.Min(point => point.LatitudeDeg);
        double east = points.Max(point => point.LongitudeDeg);
        double west = points.Min(point => point.LongitudeDeg);
        double middle = Math.Atan(Math.Sinh(Math.PI * (1 - WorldY(north) - WorldY(south)))) * 180 / Math.PI;
        double share = Math.Max((WorldX(east) - WorldX(west)) / (width * 0.84), (WorldY(south) - WorldY(north)) / (height * 0.8));
        int zoom = share <= 0 ? zoomMax : (int)Math.Floor(Math.Log2(1 / (256 * share)));
        return new MapWindow(middle, (east + west) / 2, Math.Clamp(zoom, ZoomMin, zoomMax), width, height);
    }

    /// <summary>As it stands in an address.</summary>
    public string Address => string.Create(CultureInfo.InvariantCulture, $"lat={Latitude:0.#####}&lon={Longitude:0.#####}&z={Zoom}");

    /// <summary>Share of the world's width from its western edge.</summary>
    public static double WorldX(double longitude) => (longitude + 180) / 360;

    /// <summary>Share of the world's height from its northern edge.</summary>
    public static double WorldY(double latitude)
    {
        double sine = Math.Sin(Math.Clamp(latitude, -LatitudeMax, LatitudeMax) * Math.PI / 180);
        return 0.5 - (Math.Log((1 + sine) / (1 - sine)) / (4 * Math.PI));
    }
}
