using System.Text.Json;
using System.Text.Json.Nodes;
using Realtime.Actors.Epochs;
using Realtime.Actors.Things;

namespace Realtime.Tests.Formats;

/// <summary>Compares what a program understands of old bytes with what was meant: later fields may come on top, nothing may be missing or other.</summary>
internal static class Subset
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Everything in the object, things opened.</summary>
    public static string Describe(object read) => (read switch
    {
        EpochCommitted epoch => Epoch(epoch),
        PartitionSnapshot snapshot => new JsonObject { ["lastAlertNumber"] = snapshot.LastAlertNumber, ["epoch"] = Epoch(snapshot.Epoch) },
        _ => JsonSerializer.SerializeToNode(read, read.GetType(), Web)!,
    }).ToJsonString(Web);

    /// <summary>Where the second differs from the first, apart from what it has more; empty = nowhere.</summary>
    public static IReadOnlyList<string> Missing(string meant, string understood)
    {
        List<string> differences = [];
        Compare("$", JsonNode.Parse(meant), JsonNode.Parse(understood), differences);
        return differences;
    }

    private static JsonObject Epoch(EpochCommitted epoch)
    {
        JsonObject json = JsonSerializer.SerializeToNode(epoch with { Things = [] }, Web)!.AsObject();
        json["things"] = new JsonArray([.. epoch.Things.Select(Open)]);
        return json;
    }

    private static JsonObject Open(StoredThing stored)
    {
        Domain.Thing thing = ThingFormat.Read(stored, stored.LogNumber);
        return new JsonObject
        {
            ["key"] = $"{thing.Key}",
            ["registration"] = JsonSerializer.SerializeToNode(thing.Registration, Web),
            ["state"] = JsonSerializer.SerializeToNode(thing.State, thing.State.GetType(), Web),
            ["position"] = $"{thing.Position}",
            ["registryPosition"] = $"{thing.RegistryPosition}",
            ["origins"] = JsonSerializer.SerializeToNode(thing.Origins.ToArray(), Web),
            ["source"] = thing.Source,
            ["due"] = $"{stored.Due:O}",
            ["registered"] = stored.Registered,
        };
    }

    private static void Compare(string at, JsonNode? meant, JsonNode? understood, List<string> differences)
    {
        switch (meant)
        {
            case JsonObject fields when understood is JsonObject have:
                foreach ((string name, JsonNode? value) in fields)
                {
                    Compare($"{at}.{name}", value, have[name], differences);
                }

                break;
            case JsonArray items when understood is JsonArray have && have.Count == items.Count:
                for (int i = 0; i < items.Count; i++)
                {
                    Compare($"{at}[{i}]", items[i], have[i], differences);
                }

                break;
            default:
                if (!JsonNode.DeepEquals(meant, understood))
                {
                    differences.Add($"{at}: {meant?.ToJsonString() ?? "null"} was meant, {understood?.ToJsonString() ?? "null"} is understood");
                }

                break;
        }
    }
}
