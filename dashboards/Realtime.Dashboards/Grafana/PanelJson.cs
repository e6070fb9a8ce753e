using System.Text.Json.Nodes;

namespace Realtime.Dashboards.Grafana;

/// <summary>Panels as Grafana stores them.</summary>
internal static class PanelJson
{
    public static JsonArray Placed(Dashboard board) => new([.. Grid.Place(board.Panels).Select((placed, index) =>
    {
        JsonObject json = Of(placed.Panel, board.Source, id: index + 1);
        json["gridPos"] = new JsonObject { ["h"] = placed.Panel.Height, ["w"] = placed.Panel.Width, ["x"] = placed.X, ["y"] = placed.Y };
        return json;
    })]);

    private static JsonObject Of(Panel panel, DataSource source, int id)
    {
        var json = new JsonObject
        {
            ["description"] = panel.Description,
            ["fieldConfig"] = FieldConfigJson.Of(panel),
            ["id"] = id,
            ["options"] = panel.Options.DeepClone(),
            ["title"] = panel.Title,
            ["type"] = panel.Type,
        };
        if (panel.SortedBy is not null)
        {
            json["options"]!["sortBy"] = new JsonArray(new JsonObject { ["desc"] = true, ["displayName"] = panel.SortedBy });
        }

        if (panel.Targets.Count > 0)
        {
            json["datasource"] = Reference(source);
            json["targets"] = new JsonArray([.. panel.Targets.Select((target, index) => Of(target, source, (char)('A' + index)))]);
        }

        if (panel.IntervalMin is not null)
        {
            json["interval"] = panel.IntervalMin;
        }

        return json;
    }

    private static JsonObject Of(Target target, DataSource source, char refId)
    {
        var json = new JsonObject { ["datasource"] = Reference(source), ["refId"] = refId.ToString() };
        if (source == DataSource.Influx)
        {
            json["alias"] = target.Legend;
            json["query"] = target.Query;
            json["rawQuery"] = true;
            json["resultFormat"] = target.Table ? "table" : "time_series";
            return json;
        }

        json["editorMode"] = "code";
        json["expr"] = target.Query;
        json["format"] = target.Table ? "table" : "time_series";
        json["instant"] = target.Instant;
        json["legendFormat"] = target.Legend;
        json["range"] = !target.Instant;
        return json;
    }

    private static JsonObject Reference(DataSource source) => new() { ["type"] = source.Type, ["uid"] = "${datasource}" };
}
