using System.Text.Json.Nodes;

namespace Realtime.Dashboards.Grafana;

/// <summary>Units, colours and words of a panel's values.</summary>
internal static class FieldConfigJson
{
    public static JsonObject Of(Panel panel)
    {
        var defaults = new JsonObject
        {
            ["color"] = new JsonObject { ["mode"] = panel.Type == "timeseries" ? "palette-classic" : "thresholds" },
            ["mappings"] = Mappings(panel.Words),
            ["thresholds"] = new JsonObject { ["mode"] = "absolute", ["steps"] = Steps(panel.Steps) },
        };
        if (panel.Unit.Length > 0)
        {
            defaults["unit"] = panel.Unit;
        }

        if (panel.Decimals is not null)
        {
            defaults["decimals"] = panel.Decimals;
        }

        if (panel.NoValue is not null)
        {
            defaults["noValue"] = panel.NoValue;
        }

        if (panel.Custom is not null)
        {
            defaults["custom"] = panel.Custom.DeepClone();
        }

        if (panel.Link is not null)
        {
            defaults["links"] = Links(panel.Link);
        }

        return new JsonObject
        {
            ["defaults"] = defaults,
            ["overrides"] = new JsonArray([.. panel.Columns.Select(Override), .. panel.Looks.Select(Override)]),
        };
    }

    private static JsonArray Steps(IReadOnlyList<ColourStep> steps) =>
        new([.. steps.Select((step, index) => new JsonObject
        {
            ["color"] = step.Colour,
            ["value"] = index == 0 ? null : JsonValue.Create(step.From),
        })]);

    private static JsonArray Mappings(IReadOnlyList<ValueWord> words)
    {
        if (words.Count == 0)
        {
            return [];
        }

        var options = new JsonObject();
        foreach (ValueWord word in words)
        {
            options[$"{word.Value}"] = new JsonObject { ["color"] = word.Colour, ["index"] = options.Count, ["text"] = word.Word };
        }

        return [new JsonObject { ["options"] = options, ["type"] = "value" }];
    }

    private static JsonObject Override(Column column)
    {
        var properties = new JsonArray(Property("displayName", column.Heading), Property("unit", column.Unit));
        if (column.Decimals is int decimals)
        {
            properties.Add(Property("decimals", decimals));
        }

        if (column.Words is not null)
        {
            properties.Add(Property("mappings", Mappings(column.Words)));
            properties.Add(Property("custom.cellOptions", Background()));
        }

        if (column.Steps is not null)
        {
            properties.Add(Property("thresholds", new JsonObject { ["mode"] = "absolute", ["steps"] = Steps(column.Steps) }));
            properties.Add(Property("custom.cellOptions", Background()));
        }

        if (column.Link is not null)
        {
            properties.Add(Property("links", Links(column.Link)));
        }

        return Override("byName", column.Field, properties);
    }

    private static JsonObject Override(SeriesLook look)
    {
        var properties = new JsonArray(Property("color", new JsonObject { ["fixedColor"] = look.Colour, ["mode"] = "fixed" }));
        if (look.Dashed)
        {
            properties.Add(Property("custom.lineStyle", new JsonObject { ["dash"] = new JsonArray(8, 6), ["fill"] = "dash" }));
            properties.Add(Property("custom.showPoints", "never"));
        }

        return Override("byRegexp", look.NamePattern, properties);
    }

    private static JsonObject Override(string matcher, string what, JsonArray properties) => new()
    {
        ["matcher"] = new JsonObject { ["id"] = matcher, ["options"] = what },
        ["properties"] = properties,
    };

    private static JsonObject Background() => new() { ["mode"] = "basic", ["type"] = "color-background" };

    private static JsonArray Links(Link link) => [new JsonObject { ["targetBlank"] = false, ["title"] = link.Title, ["url"] = link.Url }];

    private static JsonObject Property(string id, JsonNode value) => new JsonObject { ["id"] = id, ["value"] = value };
}
