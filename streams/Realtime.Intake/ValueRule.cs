using System.Globalization;
using System.Text.Json.Nodes;
using Realtime.Domain;

namespace Realtime.Intake;

/// <summary>
/// Where the value of one field comes from: the first path that holds something, or a constant, and what is done with it on the way.
/// Everything is optional; no value means that the field is left out, and the record's own rules say whether that will do.
/// </summary>
internal sealed record ValueRule
{
    /// <summary>Paths, the first one that holds a value wins.</summary>
    public IReadOnlyList<string> From { get; init; } = [];

    /// <summary>The value when no path holds one.</summary>
    public JsonNode? Constant { get; init; }

    /// <summary>Put before a text.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>Path of a number that is taken away from the value.</summary>
    public string? Minus { get; init; }

    /// <summary>Factor of a number.</summary>
    public double? Scale { get; init; }

    /// <summary>Factor by unit code (UN/CEFACT, as in <c>unitCode</c>); a stated unit that is not in it is refused.</summary>
    public IReadOnlyDictionary<string, double>? Units { get; init; }

    /// <summary>A text that is a number.</summary>
    public bool Number { get; init; }

    /// <summary>Texts to values; a text that is not in it gives no value.</summary>
    public IReadOnlyDictionary<string, JsonNode?>? Map { get; init; }

    /// <summary>Times; null = the value is no time.</summary>
    public TimeRule? Time { get; init; }

    /// <summary>A nested object.</summary>
    public IReadOnlyList<KeyValuePair<string, ValueRule>>? Object { get; init; }

    /// <summary>A list; an element whose <c>value</c> is missing is left out.</summary>
    public IReadOnlyList<ValueRule>? List { get; init; }

    /// <exception cref="UnreadableException">The item has something at the path that cannot be used.</exception>
    public JsonNode? Evaluate(JsonNode item, JsonNode root)
    {
        if (Object is not null || List is not null)
        {
            return Nested(item, root);
        }

        foreach (string path in From)
        {
            if (JsonPath.Find(item, root, path) is { } found)
            {
                return Convert(found, path, item, root);
            }
        }

        return Constant?.DeepClone();
    }

    private JsonNode? Nested(JsonNode item, JsonNode root)
    {
        if (List is not null)
        {
            JsonNode[] elements = [.. List.Select(rule => rule.Evaluate(item, root)).OfType<JsonNode>().Where(element => element is not JsonObject found || found.ContainsKey("value"))];
            return elements.Length == 0 ? null : new JsonArray(elements);
        }

        var written = new JsonObject();
        bool complete = true;
        foreach ((string name, ValueRule rule) in Object!)
        {
            JsonNode? value = rule.Evaluate(item, root);
            complete &= value is not null || rule.List is null;
            written[name] = value;
        }

        return complete && written.Any(field => field.Value is not null) ? Without(written) : null;
    }

    private static JsonObject Without(JsonObject written)
    {
        foreach (string name in written.Where(field => field.Value is null).Select(field => field.Key).ToArray())
        {
            written.Remove(name);
        }

        return written;
    }

    private JsonNode? Convert(JsonNode found, string path, JsonNode item, JsonNode root)
    {
        if (Map is not null)
        {
            return JsonPath.Text(found) is { } text && Map.TryGetValue(text, out JsonNode? mapped) ? mapped?.DeepClone() : null;
        }

        if (Time is not null)
        {
            return Time.Convert(found, path);
        }

        if (Scale is null && Units is null && Minus is null && !Number)
        {
            return Prefix.Length == 0 ? found.DeepClone() : Prefix + JsonPath.Text(found);
        }

        double number = NumberAt(found, path);
        if (Minus is not null && JsonPath.Find(item, root, Minus) is { } less)
        {
            number -= NumberAt(less, Minus);
        }

        double factor = (Scale ?? 1) * UnitFactor(path, item, root);
        double value = factor == 1 ? number : number * factor;
        return value == Math.Floor(value) && Math.Abs(value) < 1e15 ? JsonValue.Create((long)value) : JsonValue.Create(value);
    }

    private double UnitFactor(string path, JsonNode item, JsonNode root)
    {
        if (Units is null || JsonPath.Text(JsonPath.Find(item, root, path + "@unit")) is not { } unit)
        {
            return 1;
        }

        return Units.TryGetValue(unit, out double factor)
            ? factor
            : throw new UnreadableException(RejectReason.WrongUnit, $"{path} is given in {unit}; known are {string.Join(", ", Units.Keys)}");
    }

    private static double NumberAt(JsonNode node, string path) =>
        double.TryParse(JsonPath.Text(node), NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            ? number
            : throw new UnreadableException(RejectReason.BadValue, $"{path} is {node.ToJsonString()}, but a number is expected");
}
