using System.Text.Json.Nodes;

namespace Realtime.Dashboards.Grafana;

/// <summary>
/// Grafana's classic dashboard JSON, schema version 42 (the default of @grafana/schema 13.2; Grafana 13 migrates it on load).
/// Classic is the form that the widest range of Grafana versions can read.
/// </summary>
public static class DashboardJson
{
    public const int SchemaVersion = 42;

    /// <summary>Every dashboard of the product has this tag; the link list at the top follows it.</summary>
    public const string Tag = "realtime";

    public static JsonObject Of(Dashboard board) => new()
    {
        ["annotations"] = new JsonObject { ["list"] = new JsonArray() },
        ["description"] = board.Description,
        ["editable"] = false,
        ["fiscalYearStartMonth"] = 0,
        ["graphTooltip"] = 1,
        ["id"] = null,
        ["links"] = new JsonArray(OtherBoards()),
        ["panels"] = PanelJson.Placed(board),
        ["refresh"] = board.Refresh,
        ["schemaVersion"] = SchemaVersion,
        ["tags"] = new JsonArray(Tag),
        ["templating"] = new JsonObject { ["list"] = VariableJson.Of(board) },
        ["time"] = new JsonObject { ["from"] = board.From, ["to"] = "now" },
        ["timepicker"] = new JsonObject(),
        ["timezone"] = "browser",
        ["title"] = board.Title,
        ["uid"] = board.Uid,
        ["version"] = 1,
        ["weekStart"] = "",
    };

    private static JsonObject OtherBoards() => new()
    {
        ["asDropdown"] = false,
        ["icon"] = "external link",
        ["includeVars"] = false,
        ["keepTime"] = true,
        ["tags"] = new JsonArray(Tag),
        ["targetBlank"] = false,
        ["title"] = "",
        ["tooltip"] = "",
        ["type"] = "dashboards",
        ["url"] = "",
    };
}
