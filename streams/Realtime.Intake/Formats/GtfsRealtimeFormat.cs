using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using ProtoBuf;
using Realtime.Domain;

namespace Realtime.Intake.Formats;

/// <summary>GTFS-Realtime feeds (protocol buffers): <c>header</c> and <c>entity</c>, names as in the specification.</summary>
internal sealed class GtfsRealtimeFormat : IDocumentFormat
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public string Name => "gtfs-rt";

    public JsonNode Read(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            GtfsRealtimeFeed feed = Serializer.Deserialize<GtfsRealtimeFeed>(bytes);
            return feed.Header is null
                ? throw new UnreadableException(RejectReason.MissingField, "the feed has no header")
                : JsonSerializer.SerializeToNode(feed, Options)!;
        }
        catch (Exception fault) when (fault is ProtoException or EndOfStreamException or OverflowException or InvalidOperationException)
        {
            throw new UnreadableException(RejectReason.BadValue, $"not a GTFS-Realtime feed ({fault.Message})", fault);
        }
    }
}
