using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Realtime.Domain;

/// <summary>Stored form of a state: one byte of format version, then UTF-8 JSON.</summary>
public static class ThingStateJson
{
    /// <summary>Version written now. A change that old readers or old bytes cannot survive takes the next number and a branch in <see cref="Read"/>.</summary>
    public const byte Version = 1;

    /// <summary>Bytes of a state of this kind.</summary>
    public static byte[] Write(ThingKind kind, IThingState state)
    {
        using MemoryStream bytes = new();
        bytes.WriteByte(Version);
        JsonSerializer.Serialize(bytes, state, Info(kind));
        return bytes.ToArray();
    }

    /// <summary>The same bytes, into a buffer and with a writer that serve many states.</summary>
    public static void Write(ThingKind kind, IThingState state, IBufferWriter<byte> into, Utf8JsonWriter json)
    {
        into.Write([Version]);
        json.Reset(into);
        JsonSerializer.Serialize(json, state, Info(kind));
        json.Flush();
    }

    /// <summary>The state in the bytes.</summary>
    /// <exception cref="InvalidDataException">Empty, of an unknown version, or not the JSON of such a state.</exception>
    public static IThingState Read(ThingKind kind, ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            throw new InvalidDataException($"the stored state of a {ThingKey.Name(kind)} is empty");
        }

        if (bytes[0] != Version)
        {
            throw new InvalidDataException(
                $"the stored state of a {ThingKey.Name(kind)} has format {bytes[0]}, this program knows format {Version}: run the version that wrote it, or start over");
        }

        try
        {
            return (IThingState?)JsonSerializer.Deserialize(bytes[1..], Info(kind))
                ?? throw new InvalidDataException($"the stored state of a {ThingKey.Name(kind)} is null");
        }
        catch (JsonException fault)
        {
            throw new InvalidDataException($"the stored state of a {ThingKey.Name(kind)} cannot be read: {fault.Message}", fault);
        }
    }

    private static JsonTypeInfo Info(ThingKind kind) => kind switch
    {
        ThingKind.Sensor => DomainJson.Default.SensorState,
        ThingKind.Shelter => DomainJson.Default.ShelterState,
        ThingKind.Vehicle => DomainJson.Default.VehicleState,
        ThingKind.Household => DomainJson.Default.HouseholdState,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "a channel is stored as ChannelEntry"),
    };
}
