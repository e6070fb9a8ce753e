using System.Text.Json.Nodes;

namespace Realtime.Dashboards.Grafana;

/// <summary>The panel types we use, each with one look. No stacking anywhere: stacked areas hide the shape of all but the lowest.</summary>
public static class Panels
{
    /// <summary>A line is broken where a series is silent for longer than this: a gap is information.</summary>
    private const long GapMs = 6 * 60 * 60 * 1000;

    /// <summary>What the dashboard is for and how to read it, in Markdown; it stands last, because at night the numbers come first.</summary>
    public static Panel Text(string title, string markdown, int height = 4) => new()
    {
        Type = "text",
        Title = title,
        Description = "What this dashboard is for, how to read it, and where to go from here.",
        Width = 24,
        Height = height,
        Options = new JsonObject { ["mode"] = "markdown", ["content"] = markdown },
    };

    /// <summary>One number per series.</summary>
    public static Panel Stat(string title, string description, string unit, params Target[] targets) => new()
    {
        Type = "stat",
        Title = title,
        Description = description,
        Unit = unit,
        Targets = targets,
        Width = 6,
        Height = 5,
        Options = new JsonObject
        {
            ["colorMode"] = "value",
            ["graphMode"] = "none",
            ["justifyMode"] = "auto",
            ["orientation"] = "auto",
            ["reduceOptions"] = LastValue(),
            ["textMode"] = "auto",
        },
    };

    /// <summary>One bar per series, now.</summary>
    public static Panel BarGauge(string title, string description, string unit, params Target[] targets) => new()
    {
        Type = "bargauge",
        Title = title,
        Description = description,
        Unit = unit,
        Targets = targets,
        Options = new JsonObject
        {
            ["displayMode"] = "basic",
            ["orientation"] = "horizontal",
            ["reduceOptions"] = LastValue(),
            ["showUnfilled"] = true,
            ["valueMode"] = "color",
        },
    };

    /// <summary>Lines over time.</summary>
    public static Panel TimeSeries(string title, string description, string unit, params Target[] targets) => new()
    {
        Type = "timeseries",
        Title = title,
        Description = description,
        Unit = unit,
        Targets = targets,
        Options = new JsonObject { ["legend"] = Legend(), ["tooltip"] = new JsonObject { ["mode"] = "multi", ["sort"] = "desc" } },
        Custom = new JsonObject
        {
            ["drawStyle"] = "line",
            ["fillOpacity"] = 0,
            ["insertNulls"] = GapMs,
            ["lineInterpolation"] = "linear",
            ["lineWidth"] = 1,
            ["showPoints"] = "auto",
            ["spanNulls"] = false,
            ["stacking"] = new JsonObject { ["group"] = "A", ["mode"] = "none" },
        },
    };

    /// <summary>Lines that keep their value until the next point, for counts.</summary>
    public static Panel Steps(string title, string description, string unit, params Target[] targets)
    {
        Panel panel = TimeSeries(title, description, unit, targets);
        panel.Custom!["lineInterpolation"] = "stepAfter";
        panel.Custom["insertNulls"] = false;
        return panel;
    }

    /// <summary>Bands of states over time, one per series. A band ends where its series is silent for six hours.</summary>
    public static Panel StateTimeline(string title, string description, string unit, params Target[] targets) => new()
    {
        Type = "state-timeline",
        Title = title,
        Description = description,
        Unit = unit,
        Targets = targets,
        Options = new JsonObject
        {
            ["alignValue"] = "left",
            ["legend"] = new JsonObject { ["calcs"] = new JsonArray(), ["displayMode"] = "list", ["placement"] = "bottom", ["showLegend"] = false },
            ["mergeValues"] = true,
            ["rowHeight"] = 0.9,
            ["showValue"] = "never",
            ["tooltip"] = new JsonObject { ["mode"] = "single", ["sort"] = "none" },
        },
        Custom = new JsonObject { ["fillOpacity"] = 80, ["lineWidth"] = 0, ["spanNulls"] = GapMs },
    };

    /// <summary>Rows and columns, now.</summary>
    public static Panel Table(string title, string description, string unit, params Target[] targets) => new()
    {
        Type = "table",
        Title = title,
        Description = description,
        Unit = unit,
        Targets = [.. targets.Select(target => target with { Table = true })],
        Width = 24,
        Options = new JsonObject { ["cellHeight"] = "sm", ["showHeader"] = true },
        Custom = new JsonObject { ["align"] = "auto", ["cellOptions"] = new JsonObject { ["type"] = "auto" }, ["filterable"] = true },
    };

    private static JsonObject LastValue() => new() { ["calcs"] = new JsonArray("lastNotNull"), ["fields"] = "", ["values"] = false };

    private static JsonObject Legend() => new()
    {
        ["calcs"] = new JsonArray("lastNotNull"),
        ["displayMode"] = "list",
        ["placement"] = "bottom",
        ["showLegend"] = true,
    };
}
