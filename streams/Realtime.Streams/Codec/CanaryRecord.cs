using System.Text.Json;
using Realtime.Domain;

namespace Realtime.Streams.Codec;

/// <summary>A canary, on its way in (<see cref="Topics.Sensor"/>) and at the far end (<see cref="Topics.Canary"/>): <c>canary</c>, <c>time</c>.</summary>
public static class CanaryRecord
{
    public static byte[] Encode(Canary canary) => JsonOut.Bytes(canary, static (json, value) =>
    {
        json.WriteStartObject();
        json.WriteText(Field.Canary, value.Id);
        json.WriteTime(Field.Time, value.SentAt);
        json.WriteEndObject();
    });

    /// <summary>A canary from the far end; null when it is none.</summary>
    public static Canary? Decode(ReadOnlySpan<byte> value)
    {
        try
        {
            FieldBag bag = FieldBag.Scan(value);
            return bag.Fault is null ? Read(ref bag, default) : null;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    internal static Canary? Read(ref FieldBag bag, ReadOnlySpan<byte> key)
    {
        string id = ReadingHead.ReadId(ref bag, Field.Canary, key);
        DateTimeOffset time = ReadingHead.ReadTime(ref bag);
        return bag.Fault is null ? new Canary(id, time) : null;
    }
}
