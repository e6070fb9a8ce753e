using System.Text.Json.Nodes;

namespace Realtime.Dashboards.Grafana;

/// <summary>Grafana's map. Field names as in the geomap panel of @grafana/schema 13.2 (Options, MapLayerOptions, FrameGeometrySource).</summary>
public static class GeomapPanel
{
    /// <summary>One marker per row, coloured by a column; the view follows the data.</summary>
    /// <param name="title">As for every panel.</param>
    /// <param name="description">As for every panel.</param>
    /// <param name="unit">Of the column that colours.</param>
    /// <param name="latitude">Name of the column, WGS84 degrees.</param>
    /// <param name="longitude">Name of the column, WGS84 degrees.</param>
    /// <param name="colour">Name of the column that colours a marker.</param>
    /// <param name="label">Name of the column that is written beside a marker.</param>
    /// <param name="targets">Give one table.</param>
    public static Panel Of(string title, string description, string unit, string latitude, string longitude, string colour, string label, params Target[] targets) => new()
    {
        Type = "geomap",
        Title = title,
        Description = description,
        Unit = unit,
        Targets = [.. targets.Select(target => target with { Table = true })],
        Width = 16,
        Height = 16,
        Options = new JsonObject
        {
            ["basemap"] = new JsonObject { ["config"] = new JsonObject(), ["name"] = "Base map", ["type"] = "default" },
            ["controls"] = new JsonObject { ["mouseWheelZoom"] = true, ["showAttribution"] = true, ["showScale"] = true, ["showZoom"] = true },
            ["layers"] = new JsonArray(Markers(latitude, longitude, colour, label)),
            ["tooltip"] = new JsonObject { ["mode"] = "details" },
            ["view"] = new JsonObject { ["allLayers"] = true, ["id"] = "fit", ["lat"] = 0, ["lon"] = 0, ["maxZoom"] = 15, ["padding"] = 10, ["zoom"] = 10 },
        },
    };

    private static JsonObject Markers(string latitude, string longitude, string colour, string label) => new()
    {
        ["config"] = new JsonObject
        {
            ["showLegend"] = true,
            ["style"] = new JsonObject
            {
                ["color"] = new JsonObject { ["field"] = colour, ["fixed"] = "blue" },
                ["opacity"] = 0.8,
                ["size"] = new JsonObject { ["fixed"] = 6, ["max"] = 15, ["min"] = 4 },
                ["text"] = new JsonObject { ["field"] = label, ["fixed"] = "", ["mode"] = "field" },
                ["textConfig"] = new JsonObject { ["fontSize"] = 11, ["offsetX"] = 8, ["offsetY"] = 0, ["textAlign"] = "left", ["textBaseline"] = "middle" },
            },
        },
        ["location"] = new JsonObject { ["latitude"] = latitude, ["longitude"] = longitude, ["mode"] = "coords" },
        ["name"] = "Vehicles",
        ["tooltip"] = true,
        ["type"] = "markers",
    };
}
