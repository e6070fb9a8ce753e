using System.Globalization;
using Realtime.Domain;

namespace Realtime.Cluster.Page;

/// <summary>What of the city a map shows: a window, or none yet, and a kind.</summary>
public sealed record MapQuery(double? Latitude, double? Longitude, int? Zoom, int Width, int Height, ThingKind? Kind)
{
    private const int WidthDefault = 1180;
    private const int HeightDefault = 560;

    /// <summary>Key of the ground that the page has already; null = none.</summary>
    public string? Kept { get; init; }

    /// <summary>Wider than this, a region is shown by what is in alert: whole countries at once help nobody.</summary>
    private const double RegionDegrees = 3;

    /// <summary>Reads an address; what makes no sense is left out, because people type it.</summary>
    public static MapQuery Read(IQueryCollection from) => new(
        Number(from, "lat", -85, 85), Number(from, "lon", -180, 180), (int?)Number(from, "z", MapWindow.ZoomMin, MapWindow.ZoomMax),
        (int?)Number(from, "w", 200, 3_000) ?? WidthDefault, (int?)Number(from, "h", 200, 2_000) ?? HeightDefault,
        ThingKey.TryParseKind(from["kind"], out ThingKind kind) && kind is ThingKind.Sensor or ThingKind.Shelter or ThingKind.Vehicle ? kind : null)
    {
        Kept = from["kept"],
    };

    /// <summary>The things of the kind that is wanted.</summary>
    public IReadOnlyList<ThingView> Of(IReadOnlyList<ThingView> things) => Kind is { } kind ? [.. things.Where(thing => thing.Key.Kind == kind)] : things;

    /// <summary>The window of the address, or one around everything, or around what is in alert.</summary>
    public MapWindow Window(IReadOnlyList<ThingView> things) => this is { Latitude: { } latitude, Longitude: { } longitude, Zoom: { } zoom }
        ? new MapWindow(latitude, longitude, zoom, Width, Height)
        : Whole(things);

    /// <summary>The window when none is asked for.</summary>
    public MapWindow Whole(IReadOnlyList<ThingView> things)
    {
        GeoPoint[] all = Places(things);
        GeoPoint[] alerts = Places(things.Where(thing => thing.Level > 0));
        bool wide = all.Length > 0 && (all.Max(point => point.LongitudeDeg) - all.Min(point => point.LongitudeDeg) > RegionDegrees || all.Max(point => point.LatitudeDeg) - all.Min(point => point.LatitudeDeg) > RegionDegrees);
        return wide && alerts.Length > 0 ? MapWindow.Around(alerts, Width, Height, zoomMax: 12) : MapWindow.Around(all, Width, Height);
    }

    /// <summary>The address of a window with everything else as it is.</summary>
    public string Address(MapWindow window, bool live = false) => $"/map{(live ? "/live" : "")}?{window.Address}{Suffix}";

    private string Suffix => Kind is { } kind ? "&kind=" + ThingKey.Name(kind) : "";

    private static GeoPoint[] Places(IEnumerable<ThingView> things) =>
        [.. things.Where(thing => thing is { Latitude: not null, Longitude: not null }).Select(thing => new GeoPoint(thing.Latitude!.Value, thing.Longitude!.Value))];

    private static double? Number(IQueryCollection from, string name, double least, double most) =>
        double.TryParse(from[name], NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && number >= least && number <= most ? number : null;
}
