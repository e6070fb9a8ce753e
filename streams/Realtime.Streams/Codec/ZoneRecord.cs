using System.Text.Json;
using Realtime.Domain;

namespace Realtime.Streams.Codec;

/// <summary>
/// Zones of a vehicle: <c>{"line": [[lat, lon], ...], "width_m": 60}</c> for a corridor, <c>{"circle": {"latitude_deg", "longitude_deg",
/// "radius_m"}}</c> or <c>{"polygon": [[lat, lon], ...]}</c> for other zones; <c>dwell_s</c> and <c>hysteresis_m</c> for all.
/// </summary>
internal static class ZoneRecord
{
    /// <summary>No zone of a vehicle is wider than this; a larger number is another unit.</summary>
    private const double MetresMax = 1_000_000;

    public static Zone? ReadCorridor(Settings settings)
    {
        IReadOnlyList<GeoPoint> line = settings.Points("line", 2);
        return settings.Number("width_m", 0.1, MetresMax) is { } width
            ? WithEdge(new Zone("", ZoneShape.Corridor, line, width, ZoneSide.Inside), settings)
            : Missing(settings, "width_m", "is missing");
    }

    public static Zone? ReadDepot(Settings settings) => ReadShape(settings, "depot", ZoneSide.Inside);

    public static Zone? ReadGeofence(Settings settings)
    {
        if (settings.Text("name") is not { Length: > 0 } name)
        {
            return Missing(settings, "name", "is missing");
        }

        return settings.Text("alert_on") switch
        {
            "enter" => ReadShape(settings, name, ZoneSide.Outside),
            "leave" => ReadShape(settings, name, ZoneSide.Inside),
            _ => Missing(settings, "alert_on", "has to be enter or leave"),
        };
    }

    public static void Write(Utf8JsonWriter json, Zone zone, string? property)
    {
        if (property is null)
        {
            json.WriteStartObject();
            json.WriteString("name"u8, zone.Name);
            json.WriteString("alert_on"u8, zone.Stay == ZoneSide.Inside ? "leave"u8 : "enter"u8);
        }
        else
        {
            json.WriteStartObject(property);
        }

        WriteShape(json, zone);
        if (zone.Dwell > TimeSpan.Zero)
        {
            json.WriteNumber("dwell_s"u8, zone.Dwell.TotalSeconds);
        }

        if (zone.HysteresisM > 0)
        {
            json.WriteNumber("hysteresis_m"u8, zone.HysteresisM);
        }

        json.WriteEndObject();
    }

    private static void WriteShape(Utf8JsonWriter json, Zone zone)
    {
        if (zone.Shape == ZoneShape.Circle)
        {
            json.WriteStartObject("circle"u8);
            json.WriteNumber("latitude_deg"u8, zone.Points[0].LatitudeDeg);
            json.WriteNumber("longitude_deg"u8, zone.Points[0].LongitudeDeg);
            json.WriteNumber("radius_m"u8, zone.SizeM);
            json.WriteEndObject();
            return;
        }

        json.WriteStartArray(zone.Shape == ZoneShape.Corridor ? "line"u8 : "polygon"u8);
        foreach (GeoPoint point in zone.Points)
        {
            json.WriteStartArray();
            json.WriteNumberValue(point.LatitudeDeg);
            json.WriteNumberValue(point.LongitudeDeg);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        if (zone.Shape == ZoneShape.Corridor)
        {
            json.WriteNumber("width_m"u8, zone.SizeM);
        }
    }

    private static Zone? ReadShape(Settings settings, string name, ZoneSide stay)
    {
        if (settings.Has("circle") == settings.Has("polygon"))
        {
            return Missing(settings, "circle", "or polygon is needed, and only one of them");
        }

        if (settings.Has("polygon"))
        {
            return WithEdge(new Zone(name, ZoneShape.Polygon, settings.Points("polygon", 3), 0, stay), settings);
        }

        return settings.Object("circle", circle =>
        {
            double? latitude = circle.Number("latitude_deg", -90, 90);
            double? longitude = circle.Number("longitude_deg", -180, 180);
            return latitude is { } lat && longitude is { } lon && circle.Number("radius_m", 0.1, MetresMax) is { } radius
                ? WithEdge(new Zone(name, ZoneShape.Circle, [new GeoPoint(lat, lon)], radius, stay), settings)
                : Missing(circle, "radius_m", "is needed with latitude_deg and longitude_deg");
        });
    }

    private static Zone WithEdge(Zone zone, Settings settings) => zone with
    {
        Dwell = settings.Seconds("dwell_s", zero: true) ?? TimeSpan.Zero,
        HysteresisM = settings.Number("hysteresis_m", 0, MetresMax) ?? 0,
    };

    private static Zone? Missing(Settings settings, string name, string fault)
    {
        settings.Fail(name, fault);
        return null;
    }
}
