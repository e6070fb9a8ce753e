using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Realtime.Domain;

namespace Realtime.Streams.Codec;

/// <summary>
/// Records of the input topics to log items. Never throws: whatever cannot be taken becomes one <see cref="Rejection"/>,
/// so that a single broken sender never stops a partition. The format is documented in <c>docs/records.md</c>.
/// </summary>
public static class TelemetryCodec
{
    private static readonly byte[] Utf8Bom = [0xEF, 0xBB, 0xBF];

    private static ReadOnlySpan<byte> FrameStart => "{\"readings\":["u8;

    private static ReadOnlySpan<byte> FrameEnd => "]}"u8;

    /// <summary>Decodes one record and appends what it holds: one item, or one per reading of a frame (none for an empty frame).</summary>
    /// <param name="topicNumber">Index in <see cref="Topics.Inputs"/>.</param>
    /// <param name="partition">Where the record stands.</param>
    /// <param name="partitions">Partition count of the topic.</param>
    /// <param name="key">The record's key; empty when it had none.</param>
    /// <param name="value">The record's value; empty for a tombstone.</param>
    /// <param name="offset">The record's offset.</param>
    /// <param name="now">Receiving clock, for readings from the future.</param>
    /// <param name="into">Gets the items, in order.</param>
    public static void Decode(
        int topicNumber, int partition, int partitions, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, long offset, DateTimeOffset now, List<LogEntry> into) =>
        Decode(topicNumber, partition, partitions, key, value, offset, now, into, quick: true);

    /// <summary>The same, with or without the short way through flat objects: both give the same items.</summary>
    internal static void Decode(
        int topicNumber, int partition, int partitions, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, long offset, DateTimeOffset now, List<LogEntry> into, bool quick)
    {
        var place = new Place(topicNumber, partition, partitions, offset, now, quick);
        int before = into.Count;
        try
        {
            Decode(place, key, value, into);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The reader throws on malformed JSON and on text that is not Unicode. Nothing of such a record is taken.
            into.RemoveRange(before, into.Count - before);
            Reject(place, 0, RejectReason.NotJson, $"not valid JSON ({e.Message})", key, value, into);
        }
    }

    private static void Decode(in Place place, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, List<LogEntry> into)
    {
        if (value.Length > Limits.RecordBytesMax)
        {
            Reject(place, 0, RejectReason.TooLarge, $"the record has {value.Length} bytes; at most {Limits.RecordBytesMax} are taken", key, value, into);
            return;
        }

        if (place.IsRegistry && value.IsEmpty)
        {
            Retire(place, key, into);
            return;
        }

        ReadOnlySpan<byte> json = value.StartsWith(Utf8Bom) ? value[Utf8Bom.Length..] : value;
        if (place.Quick && !place.IsRegistry && json.StartsWith(FrameStart) && TryDecodeFlatFrame(place, key, json, into))
        {
            return;
        }

        FieldBag bag = FieldBag.Scan(json, place.Quick);
        if (bag.Fault is null && !place.IsRegistry && bag.Has(Field.Readings))
        {
            DecodeFrame(place, key, value, ref bag, into);
            return;
        }

        LogItem item = bag.Fault is null ? DecodeOne(place, key, ref bag) : default;
        Add(place, 0, item, bag, key, value, into);
    }

    private static LogItem DecodeOne(in Place place, ReadOnlySpan<byte> key, ref FieldBag bag)
    {
        if (place.IsRegistry)
        {
            return new LogItem { Registration = RegistryRecord.Read(ref bag, key, place.Partition, place.Partitions) };
        }

        return bag.Has(Field.Channel)
            ? new LogItem { Beat = ChannelRecord.Read(ref bag, key, place.Now) }
            : bag.Has(Field.Canary) ? new LogItem { Canary = CanaryRecord.Read(ref bag, key) }
            : new LogItem { Reading = DecodeReading(place, key, ref bag) };
    }

    private static Reading? DecodeReading(in Place place, ReadOnlySpan<byte> key, ref FieldBag bag)
    {
        ThingKind kind = place.Kind;
        ReadingHead head = ReadingHead.Read(ref bag, kind, key, place.Now);
        return bag.Fault is not null ? null : bag.Has(Field.MessageId) ? DeliveryRecord.Read(ref bag, head, kind) : kind switch
        {
            ThingKind.Sensor => SensorRecord.Read(ref bag, head),
            ThingKind.Shelter => ShelterRecord.Read(ref bag, head),
            ThingKind.Vehicle => VehicleRecord.Read(ref bag, head),
            _ => HouseholdRecord.Read(ref bag, head),
        };
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void DecodeFrame(in Place place, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, ref FieldBag frame, List<LogEntry> into)
    {
        if (!frame.Is(Field.Readings, JsonTokenType.StartArray, "a list of readings"))
        {
            Add(place, 0, default, frame, key, value, into);
            return;
        }

        int before = into.Count;
        int index = 0;
        var elements = new ArrayElements(frame.Raw(Field.Readings));
        while (elements.MoveNext())
        {
            if (index == Limits.FrameReadingsMax)
            {
                into.RemoveRange(before, into.Count - before);
                Reject(place, 0, RejectReason.FrameTooLong, $"the frame carries more than {Limits.FrameReadingsMax} readings; nothing of it was taken", key, value, into);
                return;
            }

            // The frame's key is the gateway's business; each reading has its own id.
            FieldBag bag = FieldBag.Scan(elements.Current, place.Quick);
            LogItem item = bag.Fault is null ? new LogItem { Reading = DecodeReading(place, default, ref bag) } : default;
            Add(place, index, item, bag, key, elements.Current, into);
            index++;
        }
    }

    /// <summary>
    /// A frame of flat readings and nothing else, in one pass. False: nothing was taken, and the whole record is read the long way, so that
    /// a fault anywhere in it means the same as ever.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)] // Its bag is cleared for frames only.
    private static bool TryDecodeFlatFrame(in Place place, ReadOnlySpan<byte> key, ReadOnlySpan<byte> json, List<LogEntry> into)
    {
        int before = into.Count;
        int index = 0;
        ReadOnlySpan<byte> rest = json[FrameStart.Length..];
        while (index < Limits.FrameReadingsMax && rest.StartsWith((byte)'{'))
        {
            FieldBag bag = FieldBag.ScanFlat(rest, out int length);
            if (length == 0)
            {
                break;
            }

            LogItem item = new() { Reading = DecodeReading(place, default, ref bag) };
            Add(place, index++, item, bag, key, rest[..length], into);
            rest = rest[length..];
            if (rest.SequenceEqual(FrameEnd))
            {
                return true;
            }

            rest = rest.StartsWith((byte)',') ? rest[1..] : default;
        }

        into.RemoveRange(before, into.Count - before);
        return false;
    }

    private static void Retire(in Place place, ReadOnlySpan<byte> key, List<LogEntry> into)
    {
        if (RegistryRecord.Retire(key) is not { } registration)
        {
            Reject(
                place, 0, RejectReason.MissingField,
                "an empty value retires a thing only under the key kind/id; under the id alone send {\"kind\": ..., \"id\": ..., \"retired\": true}", key, default, into);
        }
        else if (Partitioning.PartitionOf(registration.Key.Id, place.Partitions) is int home && home != place.Partition)
        {
            Reject(place, 0, RejectReason.KeyMismatch, $"{registration.Key.Id} belongs to partition {home} of {place.Partitions}, the record stands in {place.Partition}", key, default, into);
        }
        else
        {
            into.Add(new LogEntry(place.Offset, 0, new LogItem { Registration = registration }));
        }
    }

    private static void Add(in Place place, int index, in LogItem item, in FieldBag bag, ReadOnlySpan<byte> key, ReadOnlySpan<byte> original, List<LogEntry> into)
    {
        if (bag.Fault is { } reason)
        {
            Reject(place, index, reason, bag.Detail, key, original, into);
        }
        else
        {
            into.Add(new LogEntry(place.Offset, index, item));
        }
    }

    private static void Reject(
        in Place place, int index, RejectReason reason, string detail, ReadOnlySpan<byte> key, ReadOnlySpan<byte> original, List<LogEntry> into)
    {
        byte[] kept = original[..Math.Min(original.Length, Limits.DeadLetterBytesMax)].ToArray();
        string? name = key.IsEmpty ? null : Encoding.UTF8.GetString(key[..Math.Min(key.Length, Limits.ThingIdLengthMax * 4)]);
        into.Add(new LogEntry(place.Offset, index, new LogItem { Rejection = new Rejection(reason, detail, kept, name) }));
    }

    private readonly record struct Place(int TopicNumber, int Partition, int Partitions, long Offset, DateTimeOffset Now, bool Quick)
    {
        public bool IsRegistry => TopicNumber == 0;

        /// <summary>The kind whose readings the topic carries; the order is that of <see cref="Topics.Inputs"/>.</summary>
        public ThingKind Kind => (ThingKind)(TopicNumber - 1);
    }
}
