using System.Text.Json.Nodes;
using Realtime.Domain;

namespace Realtime.Intake.Formats;

/// <summary>
/// NGSI v2 and NGSI-LD entities (ETSI GS CIM 009; FIWARE NGSI v2): key-values, normalized, a GeoJSON Feature, a list of them, or a
/// subscription's notification. All become one shape: a list of plain objects with the attribute's value under its name, its
/// <c>unitCode</c> under <c>name@unit</c> and its <c>observedAt</c> or <c>timestamp</c> under <c>name@time</c>.
/// </summary>
internal sealed class NgsiFormat : IDocumentFormat
{
    public string Name => "ngsi";

    public JsonNode Read(ReadOnlyMemory<byte> bytes)
    {
        JsonNode root = JsonFormat.Parse(bytes);
        JsonNode entities = root is JsonObject notification && notification["data"] is JsonArray data ? data : root;
        var flat = new JsonArray();
        foreach (JsonNode? entity in entities is JsonArray list ? [.. list] : new JsonNode?[] { entities })
        {
            flat.Add(entity is JsonObject found
                ? Flatten(found)
                : throw new UnreadableException(RejectReason.BadValue, "an entity is expected where the list holds something else"));
        }

        return flat;
    }

    private static JsonObject Flatten(JsonObject entity)
    {
        bool feature = Text(entity["type"]) == "Feature";
        JsonObject attributes = feature && entity["properties"] is JsonObject properties ? properties : entity;
        var flat = new JsonObject { ["id"] = entity["id"]?.DeepClone(), ["type"] = ShortType(Text(attributes["type"])) };
        foreach ((string name, JsonNode? attribute) in attributes)
        {
            if (name is not ("id" or "type" or "@context"))
            {
                Add(flat, name, attribute);
            }
        }

        return flat;
    }

    private static void Add(JsonObject flat, string name, JsonNode? attribute)
    {
        if (attribute is not JsonObject property || !IsProperty(property))
        {
            flat[name] = attribute?.DeepClone();
            return;
        }

        JsonNode? value = property["value"] ?? property["object"];
        // An NGSI-LD date-time: {"@type": "DateTime", "@value": "..."}.
        flat[name] = (value is JsonObject typed && typed["@value"] is { } inner ? inner : value)?.DeepClone();
        JsonNode? metadata = property["metadata"];
        AddAside(flat, name + "@unit", property["unitCode"] ?? metadata?["unitCode"]?["value"]);
        AddAside(flat, name + "@time", property["observedAt"] ?? metadata?["timestamp"]?["value"]);
    }

    private static void AddAside(JsonObject flat, string name, JsonNode? value)
    {
        if (value is not null)
        {
            flat[name] = value.DeepClone();
        }
    }

    /// <summary>A normalized attribute rather than a value that happens to be an object (an address, a geometry).</summary>
    private static bool IsProperty(JsonObject value) => value.ContainsKey("type") && (value.ContainsKey("value") || value.ContainsKey("object"));

    /// <summary>Expanded type names are addresses; models are known by the last part.</summary>
    private static string? ShortType(string? type) => type?[(type.AsSpan().LastIndexOfAny('/', '#') + 1)..];

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;
}
