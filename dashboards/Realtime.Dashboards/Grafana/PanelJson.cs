using System.Text.Json.Nodes;

namespace Realtime.Dashboards.Grafana;

/// <summary>Panels as Grafana stores them.</summary>
internal static class PanelJson
{
    private const int GridWidth = 24;

    /// <summary>Places the panels left to right, row by row; a row is as high as its highest panel.</summary>
    public static JsonArray Flow(Dashboard board)
    {
        var list = new JsonArray();
        int x = 0, y = 0, rowHeight = 0;
        foreach (Panel panel in board.Panels)
        {
            if (x + panel.Width > GridWidth)
            {
                (x, y, rowHeight) = (0, y + rowHeight, 0);
            }

            JsonObject json = Of(panel, board.Source, id: list.Count + 1);
            json["gridPos"] = new JsonObject { ["h"] = panel.Height, ["w"] = panel.Width, ["x"] = x, ["y"] = y };
            list.Add(json);
            x += panel.Width;
            rowHeight = Math.Max(rowHeight, panel.Height);
        }

        return list;
    }

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
        if (panel.LinkUid is not null)
        {
            json["links"] = new JsonArray(new JsonObject { ["title"] = panel.LinkTitle, ["url"] = $"/d/{panel.LinkUid}?${{__url_time_range}}" });
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
