using System.Globalization;
using System.Text.Json.Nodes;
using Realtime.Domain;

namespace Realtime.Cluster.Ngsi;

/// <summary>Entities in the words of NGSI-LD (ETSI GS CIM 009): normalised, or as plain key and value.</summary>
public static class NgsiText
{
    private const string IdPrefix = "urn:ngsi-ld:";

    /// <summary>The core context, and the models' names.</summary>
    public static readonly IReadOnlyList<string> Context =
        ["https://raw.githubusercontent.com/smart-data-models/data-models/master/context/context.jsonld", "https://uri.etsi.org/ngsi-ld/v1/ngsi-ld-core-context-v1.6.jsonld"];

    /// <summary>The entity of a thing; null = it has no type.</summary>
    public static JsonObject? Entity(ThingView thing, bool plain, bool withContext)
    {
        if (NgsiModels.TypeOf(thing) is not { } type)
        {
            return null;
        }

        JsonObject entity = new() { ["id"] = IdOf(type, thing.Key.Id), ["type"] = type };
        foreach (NgsiAttribute attribute in NgsiModels.AttributesOf(thing))
        {
            entity[attribute.Name] = plain ? attribute.Value.DeepClone() : Whole(attribute);
        }

        if (withContext)
        {
            entity["@context"] = new JsonArray([.. Context.Select(address => JsonValue.Create(address))]);
        }

        return entity;
    }

    /// <summary>For example <c>urn:ngsi-ld:FloodMonitoring:lk-hanwella</c>; what no URN may hold is escaped.</summary>
    public static string IdOf(string type, string id) => $"{IdPrefix}{type}:{Uri.EscapeDataString(id)}";

    /// <summary>The thing behind an entity's id; false when it is none of ours.</summary>
    public static bool TryParseId(string text, out ThingKey key)
    {
        key = default;
        string[] parts = text.StartsWith(IdPrefix, StringComparison.Ordinal) ? text[IdPrefix.Length..].Split(':', 2) : [];
        if (parts is not [var type, { Length: > 0 } id] || NgsiModels.Types.FirstOrDefault(known => known.Type == type) is not { Type: not null } found)
        {
            return false;
        }

        key = new ThingKey(found.Kind, Uri.UnescapeDataString(id));
        return true;
    }

    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static JsonObject Whole(NgsiAttribute attribute)
    {
        JsonObject whole = new() { ["type"] = attribute.Name == "location" ? "GeoProperty" : "Property", ["value"] = attribute.Value.DeepClone() };
        if (attribute.Unit.Length > 0)
        {
            whole["unitCode"] = attribute.Unit;
        }

        if (attribute.At is { } at)
        {
            whole["observedAt"] = Time(at);
        }

        return whole;
    }
}
