using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Realtime.Domain;

/// <summary>
/// A profile as one base64 text: version (1 byte), interval (seconds, 4 bytes), last slot (2 bytes), then the slots; little-endian.
/// 168 slots are 1.1 KB of text.
/// </summary>
public sealed class WeeklyProfileJson : JsonConverter<WeeklyProfile>
{
    private const byte Version = 1;
    private const int HeadBytes = 7;

    public override WeeklyProfile Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        byte[] bytes = reader.GetBytesFromBase64();
        if (bytes.Length < HeadBytes || bytes[0] != Version)
        {
            throw new JsonException($"a weekly profile of {bytes.Length} bytes is not of format {Version}");
        }

        TimeSpan interval = TimeSpan.FromSeconds(BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(1)));
        byte[] slots = bytes[HeadBytes..];
        int expected = WeeklyProfile.SlotsPerWeek(interval) * WeeklyProfile.SlotBytes;
        return slots.Length == expected
            ? new WeeklyProfile(interval, BinaryPrimitives.ReadInt16LittleEndian(bytes.AsSpan(5)), slots)
            : throw new JsonException($"a weekly profile has {slots.Length} bytes of slots instead of {expected}");
    }

    public override void Write(Utf8JsonWriter writer, WeeklyProfile value, JsonSerializerOptions options)
    {
        byte[] bytes = new byte[HeadBytes + value.Bytes.Length];
        bytes[0] = Version;
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(1), (int)(value.Interval.Ticks / TimeSpan.TicksPerSecond));
        BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(5), (short)value.LastSlot);
        value.Bytes.CopyTo(bytes.AsSpan(HeadBytes));
        writer.WriteBase64StringValue(bytes);
    }
}
