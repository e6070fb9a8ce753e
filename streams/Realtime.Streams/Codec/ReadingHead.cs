using System.Text;
using System.Text.Json;
using Realtime.Domain;

namespace Realtime.Streams.Codec;

/// <summary>What every reading carries, whatever its kind (the fields of <see cref="Reading"/>).</summary>
internal readonly record struct ReadingHead(
    string Id,
    string Municipality,
    DateTimeOffset Time,
    DateTimeOffset? OriginalTime,
    Quality Quality,
    bool Drill,
    string? Source,
    Origin? Origin)
{
    /// <summary>Reads the head; faults are noted in the bag and leave harmless values.</summary>
    /// <param name="bag">The scanned object.</param>
    /// <param name="kind">The kind that the topic carries.</param>
    /// <param name="key">The record's key; empty when it had none or when the reading stands in a frame.</param>
    /// <param name="now">Receiving clock.</param>
    public static ReadingHead Read(ref FieldBag bag, ThingKind kind, ReadOnlySpan<byte> key, DateTimeOffset now)
    {
        string id = ReadId(ref bag, Field.Id, key);
        CheckKind(ref bag, kind);
        DateTimeOffset time = ReadTime(ref bag);
        DateTimeOffset? original = bag.Time(Field.OriginalTime);
        if (original is null)
        {
            CheckFuture(ref bag, time, now);
        }

        return new ReadingHead(
            id,
            bag.Name(Field.Municipality) ?? "",
            time,
            original,
            ReadQuality(ref bag, kind),
            bag.Flag(Field.Drill) ?? false,
            bag.Name(Field.Source),
            ReadOrigin(ref bag));
    }

    /// <summary>Reads an id and compares it with the record's key.</summary>
    public static string ReadId(ref FieldBag bag, Field field, ReadOnlySpan<byte> key)
    {
        string? id = bag.Name(field);
        if (id is null)
        {
            bag.Fail(RejectReason.EmptyId, $"{FieldNames.Text(field)} is missing or empty");
            return "";
        }

        if (!key.IsEmpty && !MatchesKey(id, key))
        {
            bag.Fail(RejectReason.KeyMismatch, $"the record's key is not its {FieldNames.Text(field)} ({id}); the key decides the partition, so both have to agree");
        }

        return id;
    }

    /// <summary>The required event time.</summary>
    public static DateTimeOffset ReadTime(ref FieldBag bag)
    {
        DateTimeOffset? time = bag.Time(Field.Time);
        if (time is null)
        {
            bag.Fail(RejectReason.MissingField, "time is missing");
        }

        return time ?? default;
    }

    /// <summary>Notes a fault when the time is too far ahead of the receiving clock.</summary>
    public static void CheckFuture(ref FieldBag bag, DateTimeOffset time, DateTimeOffset now)
    {
        if (time - now > Limits.FutureSkewMax)
        {
            bag.Fail(RejectReason.TooFarInFuture, $"time is {(time - now).TotalMinutes:F0} minutes ahead of the receiving clock; at most {Limits.FutureSkewMax.TotalMinutes:F0} are taken");
        }
    }

    /// <summary>Writes the head, without its id.</summary>
    public static void Write(Utf8JsonWriter json, Reading reading)
    {
        json.WriteText(Field.Municipality, reading.Municipality);
        json.WriteTime(Field.Time, reading.Time);
        json.WriteTime(Field.OriginalTime, reading.OriginalTime);
        if (reading.Quality != Quality.Good)
        {
            json.WriteText(Field.Quality, EnumNames<Quality>.Of(reading.Quality));
        }

        json.WriteTrue(Field.Drill, reading.Drill);
        json.WriteText(Field.Source, reading.Source);
        if (reading.Origin is { } origin)
        {
            json.WriteStartObject(FieldNames.Of(Field.Origin));
            json.WriteText(Field.Source, origin.Source);
            json.WriteNumber(FieldNames.Of(Field.Sequence), origin.Sequence);
            json.WriteNumber(FieldNames.Of(Field.Index), origin.Index);
            json.WriteEndObject();
        }
    }

    private static bool MatchesKey(string id, ReadOnlySpan<byte> key)
    {
        Span<byte> utf8 = stackalloc byte[Limits.ThingIdLengthMax * 3];
        return key.SequenceEqual(utf8[..Encoding.UTF8.GetBytes(id, utf8)]);
    }

    private static void CheckKind(ref FieldBag bag, ThingKind kind)
    {
        if (bag.Text(Field.Kind) is { } told && !string.Equals(told, ThingKey.Name(kind), StringComparison.Ordinal))
        {
            bag.Fail(RejectReason.KindMismatch, $"kind is {told}, but this topic carries readings of kind {ThingKey.Name(kind)}");
        }
    }

    private static Quality ReadQuality(ref FieldBag bag, ThingKind kind)
    {
        switch (bag.Text(Field.Quality))
        {
            case null or "good":
                return Quality.Good;
            case "suspect":
                return Quality.Suspect;
            case "missing":
                return Quality.Missing;
            case "absent" when kind == ThingKind.Sensor:
                return Quality.Absent;
            default:
                bag.Fail(RejectReason.BadValue, "quality has to be good, suspect or missing" + (kind == ThingKind.Sensor ? ", or absent (from a list of the source)" : ""));
                return Quality.Good;
        }
    }

    private static Origin? ReadOrigin(ref FieldBag bag)
    {
        if (!bag.Is(Field.Origin, JsonTokenType.StartObject, "an object with source, sequence and index"))
        {
            return null;
        }

        FieldBag inner = FieldBag.Scan(bag.Raw(Field.Origin));
        string? source = inner.Name(Field.Source);
        long? sequence = inner.Integer(Field.Sequence);
        int index = inner.Count(Field.Index) ?? 0;
        if (inner.Fault is { } reason)
        {
            bag.Fail(reason, "origin: " + inner.Detail);
        }
        else if (source is null || sequence is null)
        {
            bag.Fail(RejectReason.MissingField, "origin needs source and sequence");
        }

        return bag.Fault is null ? new Origin(source!, sequence!.Value, index) : null;
    }
}
