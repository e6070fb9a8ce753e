using System.Buffers;
using System.Text.Json;

namespace Realtime.Domain;

/// <summary>
/// Stored form of a state. The first byte is its version: 1 = JSON (<see cref="ThingStateJson"/>), 2 = a sensor whose usual fields are
/// binary (<see cref="SensorStateBytes"/>). Both are read for ever.
/// </summary>
public static class ThingStateBytes
{
    /// <summary>Bytes of a state of this kind, into a buffer and with a writer that serve many states.</summary>
    public static void Write(ThingKind kind, IThingState state, IBufferWriter<byte> into, Utf8JsonWriter json)
    {
        if (kind == ThingKind.Sensor)
        {
            SensorStateBytes.Write((SensorState)state, into, json);
        }
        else
        {
            ThingStateJson.Write(kind, state, into, json);
        }
    }

    /// <summary>The same bytes, of one state.</summary>
    public static byte[] Write(ThingKind kind, IThingState state)
    {
        ArrayBufferWriter<byte> bytes = new();
        using Utf8JsonWriter json = new(bytes, new JsonWriterOptions { SkipValidation = true });
        Write(kind, state, bytes, json);
        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>The state in the bytes.</summary>
    /// <exception cref="InvalidDataException">Empty, of an unknown version, or not such a state.</exception>
    public static IThingState Read(ThingKind kind, ReadOnlySpan<byte> bytes) =>
        kind == ThingKind.Sensor && bytes.Length > 0 && bytes[0] == SensorStateBytes.Version
            ? SensorStateBytes.Read(bytes[1..])
            : ThingStateJson.Read(kind, bytes);
}
