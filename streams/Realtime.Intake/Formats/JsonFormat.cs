using System.Text.Json;
using System.Text.Json.Nodes;
using Realtime.Domain;

namespace Realtime.Intake.Formats;

/// <summary>
/// Any JSON: the mapping says where the items are. Serves LoRaWAN uplinks of ChirpStack v4 (its JSON "up" event) and gauge snapshots.
/// </summary>
internal sealed class JsonFormat : IDocumentFormat
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 32, AllowTrailingCommas = false };

    public string Name => "json";

    public JsonNode Read(ReadOnlyMemory<byte> bytes) => Parse(bytes);

    /// <exception cref="UnreadableException">It is not a JSON object or list.</exception>
    public static JsonNode Parse(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            return JsonNode.Parse(bytes.Span, documentOptions: Options) is { } node and (JsonObject or JsonArray)
                ? node
                : throw new UnreadableException(RejectReason.NotJson, "the document is neither a JSON object nor a list");
        }
        catch (Exception fault) when (fault is JsonException or ArgumentException)
        {
            // ArgumentException: a name that stands twice in an object.
            throw new UnreadableException(RejectReason.NotJson, $"not valid JSON ({fault.Message})", fault);
        }
    }
}
