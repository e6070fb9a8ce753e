using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Realtime.Domain;

namespace Realtime.Streams.Codec;

/// <summary>
/// Changes registrations in the form of their records (<c>docs/records.md</c>): what is checked when a record is read from Kafka is checked here,
/// by the same code, before it is sent.
/// </summary>
public static class RegistryPatch
{
    private static readonly string[] Fixed = ["kind", "id"];

    /// <summary>The record of a registration, as it would be sent.</summary>
    public static JsonObject Record(Registration registration) => JsonNode.Parse(TelemetryEncoder.Encode(registration))!.AsObject();

    /// <summary>Names the content: two registrations have the same revision exactly when they say the same.</summary>
    public static string RevisionOf(Registration registration) => Convert.ToHexStringLower(SHA256.HashData(TelemetryEncoder.Encode(registration)).AsSpan(0, 16));

    /// <summary>Applies a JSON merge patch (RFC 7396) to the top-level fields: a field that is null goes, an object is merged, anything else is replaced.</summary>
    /// <returns>The registration, or one sentence on what is wrong.</returns>
    public static (Registration? Registration, string Fault) Apply(Registration registration, JsonObject patch)
    {
        if (patch.FirstOrDefault(field => Fixed.Contains(field.Key)) is { Key: { } name })
        {
            return (null, $"{name} stands in the address and cannot be changed");
        }

        JsonObject record = Record(registration);
        Merge(record, patch);
        return Read(registration.Key, record);
    }

    /// <summary>Reads a whole record as it would be read from Kafka.</summary>
    public static (Registration? Registration, string Fault) Read(ThingKey key, JsonObject record)
    {
        record["kind"] = ThingKey.Name(key.Kind);
        record["id"] = key.Id;
        List<LogEntry> entries = [];
        TelemetryCodec.Decode(0, 0, 1, Encoding.UTF8.GetBytes(key.Id), JsonSerializer.SerializeToUtf8Bytes(record), 0, DateTimeOffset.UnixEpoch, entries);
        return entries is [{ Item.Registration: { } read }] ? (read, "") : (null, entries is [{ Item.Rejection: { } refused }] ? refused.Detail : "it is no registration");
    }

    private static void Merge(JsonObject target, JsonObject patch)
    {
        foreach ((string name, JsonNode? value) in patch)
        {
            if (value is null)
            {
                target.Remove(name);
            }
            else if (value is JsonObject inner && target[name] is JsonObject known)
            {
                Merge(known, inner);
            }
            else
            {
                target[name] = value.DeepClone();
            }
        }
    }
}
