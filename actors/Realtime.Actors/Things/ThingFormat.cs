using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Realtime.Domain;

namespace Realtime.Actors.Things;

/// <summary>
/// Bytes of a stored thing: version, registration (JSON), position, origins, state (the kind's own versioned JSON).
/// The version is the first byte; an unknown one is an error, never a guess.
/// </summary>
public static class ThingFormat
{
    private const byte Version = 1;

    /// <summary>Writes a thing for an epoch.</summary>
    public static StoredThing Write(Thing thing, int logNumber)
    {
        using var bytes = new MemoryStream(256);
        using var writer = new BinaryWriter(bytes, Encoding.UTF8);
        writer.Write(Version);
        WriteBlock(writer, thing.Registration is { } registration ? JsonSerializer.SerializeToUtf8Bytes(registration, DomainJson.Default.Registration) : []);
        writer.Write(thing.Position.Offset);
        writer.Write7BitEncodedInt(thing.Position.Index);
        writer.Write(thing.RegistryPosition.Offset);
        writer.Write7BitEncodedInt(thing.Origins.Length);
        foreach (Origin origin in thing.Origins)
        {
            writer.Write(origin.Source);
            writer.Write7BitEncodedInt64(origin.Sequence);
            writer.Write7BitEncodedInt(origin.Index);
        }

        WriteBlock(writer, ThingStateJson.Write(thing.Key.Kind, thing.State));
        if (!thing.Deliveries.IsDefaultOrEmpty || thing.Listed is not null)
        {
            // Behind everything else and only when there is something: things of before messages existed have no such block.
            WriteBlock(writer, thing.Deliveries.IsDefaultOrEmpty ? [] : JsonSerializer.SerializeToUtf8Bytes([.. thing.Deliveries], DomainJson.Default.DeliveryArray));
        }

        if (thing.Listed is { } listed)
        {
            writer.Write(listed.UtcTicks);
        }

        writer.Flush();
        return new StoredThing(thing.Key, logNumber, thing.Due, thing.Source, thing.Registration is not null, bytes.ToArray());
    }

    /// <summary>
    /// Reads a stored thing. When its position belongs to another log than <paramref name="currentLog"/>, the position means nothing
    /// any more and starts anew; repeats are then recognised by origin.
    /// </summary>
    /// <exception cref="InvalidDataException">The bytes are of a version this program does not know.</exception>
    public static Thing Read(StoredThing stored, int currentLog)
    {
        using var reader = new BinaryReader(new MemoryStream(stored.Body), Encoding.UTF8);
        byte version = reader.ReadByte();
        if (version != Version)
        {
            throw new InvalidDataException($"{stored.Key} is stored in format {version}; this program reads format {Version}");
        }

        byte[] registration = ReadBlock(reader);
        var position = new Position(reader.ReadInt64(), reader.Read7BitEncodedInt());
        var registryPosition = new Position(reader.ReadInt64(), 0);
        var origins = new Origin[reader.Read7BitEncodedInt()];
        for (int i = 0; i < origins.Length; i++)
        {
            origins[i] = new Origin(reader.ReadString(), reader.Read7BitEncodedInt64(), reader.Read7BitEncodedInt());
        }

        var thing = new Thing(
            stored.Key,
            registration.Length > 0 ? JsonSerializer.Deserialize(registration, DomainJson.Default.Registration) : null,
#if MUTANT_ForgetEpisodeOnHandOver
            ThingMachines.For(stored.Key.Kind).Initial,
#else
            ThingStateJson.Read(stored.Key.Kind, ReadBlock(reader)),
#endif
            stored.LogNumber == currentLog ? position : Position.None,
            stored.LogNumber == currentLog ? registryPosition : Position.None,
            ImmutableArray.Create(origins),
            stored.Source,
            stored.Due);
        byte[] deliveries = reader.BaseStream.Position < reader.BaseStream.Length ? ReadBlock(reader) : [];
        thing = reader.BaseStream.Position < reader.BaseStream.Length ? thing with { Listed = new DateTimeOffset(reader.ReadInt64(), TimeSpan.Zero) } : thing;
        return deliveries.Length == 0 ? thing : thing with { Deliveries = [.. JsonSerializer.Deserialize(deliveries, DomainJson.Default.DeliveryArray) ?? []] };
    }

    private static void WriteBlock(BinaryWriter writer, byte[] block)
    {
        writer.Write7BitEncodedInt(block.Length);
        writer.Write(block);
    }

    private static byte[] ReadBlock(BinaryReader reader) => reader.ReadBytes(reader.Read7BitEncodedInt());
}
