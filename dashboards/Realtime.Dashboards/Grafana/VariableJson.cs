using System.Text.Json.Nodes;

namespace Realtime.Dashboards.Grafana;

/// <summary>Template variables as Grafana stores them; the data source comes first, named as dashboard-linter wants it.</summary>
internal static class VariableJson
{
    public static JsonArray Of(Dashboard board) => new([DataSourceOf(board.Source), .. board.Variables.Select(variable => Of(variable, board.Source))]);

    private static JsonObject DataSourceOf(DataSource source)
    {
        JsonObject json = Base("datasource", "Data source", "datasource", source.Type);
        json["current"] = Choice(source.Name, source.Uid);
        json["includeAll"] = false;
        json["multi"] = false;
        json["options"] = new JsonArray();
        json["refresh"] = 1;
        json["regex"] = "";
        return json;
    }

    private static JsonObject Of(Variable variable, DataSource source)
    {
        if (variable is CustomVariable custom)
        {
            return Custom(custom);
        }

        JsonObject json = Base(variable.Name, variable.Label, "query", variable.Query);
        bool many = variable is QueryVariable;
        if (variable is QueryVariable query)
        {
            json["allValue"] = query.AllValue;
        }

        json["current"] = many ? Choice("All", "$__all") : [];
        json["datasource"] = new JsonObject { ["type"] = source.Type, ["uid"] = "${datasource}" };
        json["definition"] = variable.Query;
        json["includeAll"] = many;
        json["multi"] = many;
        json["options"] = new JsonArray();
        json["refresh"] = 2;
        json["regex"] = "";
        json["sort"] = 1;
        return json;
    }

    private static JsonObject Custom(CustomVariable variable)
    {
        JsonObject json = Base(variable.Name, variable.Label, "custom", variable.Query);
        var options = new JsonArray();
        foreach (string choice in variable.Query.Split(','))
        {
            string[] parts = choice.Split(" : ", 2);
            JsonObject option = Choice(parts[0].Trim(), parts[^1].Trim());
            option["selected"] = options.Count == 0;
            options.Add(option);
        }

        json["current"] = options[0]!.DeepClone();
        json["includeAll"] = false;
        json["multi"] = false;
        json["options"] = options;
        return json;
    }

    private static JsonObject Base(string name, string label, string type, string query) => new()
    {
        ["hide"] = 0,
        ["label"] = label,
        ["name"] = name,
        ["query"] = query,
        ["skipUrlSync"] = false,
        ["type"] = type,
    };

    private static JsonObject Choice(string text, string value) => new() { ["text"] = text, ["value"] = value };
}
