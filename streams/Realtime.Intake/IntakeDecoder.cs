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

        return candidates.FirstOrDefault(mapping => mapping.List is not null && Fills(mapping, root, found)) is { List: { } list } whole
            ? EndList(whole.Name, list, found, root, now)
            : found;
    }

    /// <summary>
    /// Whether the document is a list of this mapping, and whole: an item that had to be refused may be anybody's, so such a list leaves nobody out.
    /// </summary>
    private static bool Fills(Mapping mapping, JsonNode root, List<IntakeItem> found) =>
        found.All(item => item.Item.Rejection is null && item.Mapping == mapping.Name)
        && (found.Count > 0 || (mapping.Items.Length > 0 && JsonPath.Find(root, root, mapping.Items) is JsonArray));

    /// <summary>Binds the readings to the list's channel and puts the heartbeat behind them.</summary>
    private static List<IntakeItem> EndList(string mapping, MappingList list, List<IntakeItem> found, JsonNode root, DateTimeOffset now)
    {
        LogItem end = Taken(mapping, () => list.Write(root), Topics.Inputs.ToList().IndexOf(Topics.Sensor), root, now);
        if (end.Beat is not { } beat)
        {
            return [.. found, new IntakeItem(mapping, end)];
        }

        return
        [
            .. found.Select(item => item.Item.Reading is SensorReading reading
                ? item with { Item = new LogItem { Reading = reading with { Source = reading.Source ?? beat.ChannelId, ReportedTime = reading.ReportedTime ?? beat.Time } } }
                : item),
            new IntakeItem(mapping, end),
        ];
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

    private static IntakeItem Write(Mapping mapping, MappingOutput output, JsonNode item, JsonNode root, DateTimeOffset now) => new(
        mapping.Name,
        Taken(
            mapping.Name,
            () =>
            {
                mapping.Check(item, root);
                return output.Write(item, root);
            },
            TopicNumber(output.To),
            item,
            now));

    /// <summary>A record of ours as the codec takes it, or why it does not; <paramref name="original"/> is what is kept then.</summary>
    private static LogItem Taken(string mapping, Func<JsonObject> write, int topic, JsonNode original, DateTimeOffset now)
    {
        try
        {
            byte[] bytes = JsonSerializer.SerializeToUtf8Bytes(write());
            List<LogEntry> entries = [];
            TelemetryCodec.Decode(topic, 0, OnePartition, default, bytes, 0, now, entries);
            LogItem written = entries.Count == 1 ? entries[0].Item : throw new UnreadableException(RejectReason.BadValue, "it writes a frame");
            return written.Rejection is { } rejection ? throw new UnreadableException(rejection.Reason, rejection.Detail) : written;
        }
        catch (UnreadableException fault)
        {
            return new LogItem { Rejection = Refuse(new UnreadableException(fault.Reason, $"{fault.Message} (mapping {mapping})"), Bytes(original)) };
        }
    }

    private static int TopicNumber(string to) => to == Topics.Registry ? 0 : Topics.Inputs.ToList().FindIndex(topic => topic.EndsWith("." + to, StringComparison.Ordinal));

    private static byte[] Bytes(JsonNode item) => Encoding.UTF8.GetBytes(item.ToJsonString(Readable));

    private static Rejection Refuse(UnreadableException fault, byte[] original) =>
        new(fault.Reason, fault.Message, original.Length <= Limits.DeadLetterBytesMax ? original : original[..Limits.DeadLetterBytesMax], null);
}

/// <summary>One item of a document: a reading, a registration or a refusal; or the heartbeat behind a whole list.</summary>
/// <param name="Mapping">The mapping that was used; empty when none fits.</param>
/// <param name="Item">What it became.</param>
public sealed record IntakeItem(string Mapping, LogItem Item);
