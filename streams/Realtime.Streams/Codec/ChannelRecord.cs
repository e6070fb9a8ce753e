using System.Text.Json;
using Realtime.Domain;

namespace Realtime.Streams.Codec;

/// <summary>Heartbeats of channels; they stand in the telemetry topics, behind the readings they vouch for.</summary>
internal static class ChannelRecord
{
    public static ChannelBeat? Read(ref FieldBag bag, ReadOnlySpan<byte> key, DateTimeOffset now)
    {
        string id = ReadingHead.ReadId(ref bag, Field.Channel, key);
        DateTimeOffset time = ReadingHead.ReadTime(ref bag);
        TimeSpan? expected = bag.Seconds(Field.ExpectedIntervalS);
        if (expected is null)
        {
            bag.Fail(RejectReason.MissingField, "expected_interval_s is missing");
        }

        TimeSpan arrival = bag.Seconds(Field.ArrivalIntervalS) ?? expected ?? default;
        long? position = bag.Integer(Field.SourcePosition);

        // A recording may run ahead of the clock; a live channel that does so would declare everything silent.
        if (position is null && arrival == expected)
        {
            ReadingHead.CheckFuture(ref bag, time, now);
        }

        var beat = new ChannelBeat
        {
            ChannelId = id,
            Municipality = bag.Name(Field.Municipality) ?? "",
            Time = time,
            ExpectedInterval = expected ?? default,
            ArrivalInterval = arrival,
            Covers = bag.Text(Field.Covers) ?? "",
            Closed = bag.Flag(Field.Closed) ?? false,
            List = bag.Flag(Field.List) ?? false,
            SourcePosition = position,
            Drill = bag.Flag(Field.Drill) ?? false,
        };
        return bag.Fault is null ? beat : null;
    }

    public static void Write(Utf8JsonWriter json, ChannelBeat beat)
    {
        json.WriteStartObject();
        json.WriteText(Field.Channel, beat.ChannelId);
        json.WriteText(Field.Municipality, beat.Municipality);
        json.WriteTime(Field.Time, beat.Time);
        json.WriteSeconds(Field.ExpectedIntervalS, beat.ExpectedInterval);
        json.WriteSeconds(Field.ArrivalIntervalS, beat.ArrivalInterval > TimeSpan.Zero ? beat.ArrivalInterval : null);
        json.WriteText(Field.Covers, beat.Covers);
        json.WriteTrue(Field.Closed, beat.Closed);
        json.WriteTrue(Field.List, beat.List);
        if (beat.SourcePosition is { } position)
        {
            json.WriteNumber(FieldNames.Of(Field.SourcePosition), position);
        }

        json.WriteTrue(Field.Drill, beat.Drill);
        json.WriteEndObject();
    }
}
