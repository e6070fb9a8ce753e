using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Realtime.Intake;

/// <summary>
/// Paths in a document: names separated by points, a number for an element of a list, <c>$.</c> in front to start at the document
/// instead of the item. A name that holds points is found when it stands there as a whole.
/// </summary>
internal static class JsonPath
{
    public static JsonNode? Find(JsonNode item, JsonNode root, string path) =>
        path.StartsWith("$.", StringComparison.Ordinal) ? Walk(root, path[2..]) : Walk(item, path);

    /// <summary>A plain value as text; null for nothing, an object or a list.</summary>
    public static string? Text(JsonNode? node) => node is JsonValue value
        ? value.GetValueKind() switch
        {
            JsonValueKind.String => value.GetValue<string>(),
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            JsonValueKind.Number => value.ToJsonString(),
            _ => null,
        }
        : null;

    private static JsonNode? Walk(JsonNode? node, string path)
    {
        if (node is JsonObject whole && whole.TryGetPropertyValue(path, out JsonNode? found))
        {
            return found;
        }

        foreach (string step in path.Split('.'))
        {
            node = node switch
            {
                JsonObject branch => branch[step],
                JsonArray list when int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out int index) && index < list.Count => list[index],
                _ => null,
            };
        }

        return node;
    }
}
