using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Realtime.Domain;
using Realtime.Intake.Formats;
using Realtime.Streams.Codec;

namespace Realtime.Intake;

/// <summary>
/// A foreign document to log items of ours. The mapping writes a record in our own format, and the codec every device's record goes
/// through reads it: limits, units and reasons of refusal are the same for everybody. Never throws.
/// </summary>
public sealed class IntakeDecoder(MappingCatalog mappings)
{
    /// <summary>Items of one document that are looked at; a longer one is refused as a whole.</summary>
    public const int ItemsMax = 10_000;

    // What a mapping writes is looked at once more by its own partition; here one partition holds everything.
    private const int OnePartition = 1;

    private static readonly JsonSerializerOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Names of the mappings it uses.</summary>
    public IReadOnlyCollection<string> Mappings => mappings.Names;

    /// <summary>Decodes one document. Every item of it becomes at least one element of the answer.</summary>
    /// <param name="format">Name of the format, as the sender states it.</param>
    /// <param name="document">Its bytes.</param>
    /// <param name="now">Receiving clock.</param>
    public IReadOnlyList<IntakeItem> Decode(string format, ReadOnlyMemory<byte> document, DateTimeOffset now)
    {
        try
        {
            IDocumentFormat reader = DocumentFormats.Find(format)
                ?? throw new UnreadableException(RejectReason.NoMapping, $"the format \"{format}\" is not known; there are {DocumentFormats.Names}");
            return Decode(format, reader.Read(document), now);
        }
        catch (UnreadableException fault)
        {
            return [new IntakeItem("", new LogItem { Rejection = Refuse(fault, document.ToArray()) })];
        }
    }

    private List<IntakeItem> Decode(string format, JsonNode root, DateTimeOffset now)
    {
        List<IntakeItem> found = [];
        Mapping[] candidates = [.. mappings.Of(format)];
        foreach (JsonNode item in Items(root, candidates))
        {
            if (candidates.FirstOrDefault(mapping => mapping.Fits(item, root)) is { } mapping)
            {
                foreach (MappingOutput output in mapping.Outputs)
                {
                    found.Add(Write(mapping, output, item, root, now));
                }
            }
            else
            {
                string type = JsonPath.Text(JsonPath.Find(item, root, "type")) is { } name ? $" of type {name}" : "";
                found.Add(new IntakeItem("", new LogItem { Rejection = Refuse(new UnreadableException(RejectReason.NoMapping, $"no mapping of format {format} fits an item{type}"), Bytes(item)) }));
            }
        }

        return found;
    }

    /// <summary>The list a mapping points at, when the document has one; else the document or its elements.</summary>
    private static List<JsonNode> Items(JsonNode root, Mapping[] candidates)
    {
        JsonNode holder = candidates.Where(mapping => mapping.Items.Length > 0)
            .Select(mapping => JsonPath.Find(root, root, mapping.Items)).OfType<JsonArray>().FirstOrDefault() ?? root;
        List<JsonNode> items = holder is JsonArray list ? [.. list.OfType<JsonNode>()] : [holder];
        return items.Count <= ItemsMax
            ? items
            : throw new UnreadableException(RejectReason.FrameTooLong, string.Create(CultureInfo.InvariantCulture, $"the document holds {items.Count} items; at most {ItemsMax} are taken"));
    }

    private static IntakeItem Write(Mapping mapping, MappingOutput output, JsonNode item, JsonNode root, DateTimeOffset now)
    {
        try
        {
            mapping.Check(item, root);
            byte[] bytes = JsonSerializer.SerializeToUtf8Bytes(output.Write(item, root));
            List<LogEntry> entries = [];
            TelemetryCodec.Decode(TopicNumber(output.To), 0, OnePartition, default, bytes, 0, now, entries);
            LogItem written = entries.Count == 1 ? entries[0].Item : throw new UnreadableException(RejectReason.BadValue, $"the mapping {mapping.Name} writes a frame");
            return written.Rejection is { } rejection
                ? new IntakeItem(mapping.Name, new LogItem { Rejection = Refuse(new UnreadableException(rejection.Reason, $"{rejection.Detail} (mapping {mapping.Name})"), Bytes(item)) })
                : new IntakeItem(mapping.Name, written);
        }
        catch (UnreadableException fault)
        {
            return new IntakeItem(mapping.Name, new LogItem { Rejection = Refuse(new UnreadableException(fault.Reason, $"{fault.Message} (mapping {mapping.Name})"), Bytes(item)) });
        }
    }

    private static int TopicNumber(string to) => to == Topics.Registry ? 0 : Topics.Inputs.ToList().FindIndex(topic => topic.EndsWith("." + to, StringComparison.Ordinal));

    private static byte[] Bytes(JsonNode item) => Encoding.UTF8.GetBytes(item.ToJsonString(Readable));

    private static Rejection Refuse(UnreadableException fault, byte[] original) =>
        new(fault.Reason, fault.Message, original.Length <= Limits.DeadLetterBytesMax ? original : original[..Limits.DeadLetterBytesMax], null);
}

/// <summary>One item of a document: a reading, a registration or a refusal.</summary>
/// <param name="Mapping">The mapping that was used; empty when none fits.</param>
/// <param name="Item">What it became.</param>
public sealed record IntakeItem(string Mapping, LogItem Item);
