using System.Collections.Immutable;
using System.Text.Json;
using Realtime.Actors.Epochs;
using Realtime.Domain;

namespace Realtime.Actors.Things;

/// <summary>
/// Bytes of a stored thing: version, registration (JSON), position, origins, state (the kind's own versioned JSON), and what its device
/// said about messages and when a list named it last, if anything. The version is the first byte; an unknown one is an error, never a guess. Written by <see cref="ThingWriter"/>.
/// </summary>
public static class ThingFormat
{
    internal const byte Version = 1;

    /// <summary>Writes a thing for an epoch. For many things take a <see cref="ThingWriter"/>.</summary>
    public static StoredThing Write(Thing thing, int logNumber)
    {
        using ThingWriter writer = new();
        return writer.Write(thing, logNumber, before: null);
    }

    /// <summary>
    /// Reads a stored thing. When its position belongs to another log than <paramref name="currentLog"/>, the position means nothing
    /// any more and starts anew; repeats are then recognised by origin.
    /// </summary>
    /// <exception cref="InvalidDataException">The bytes are of a version this program does not know.</exception>
    public static Thing Read(StoredThing stored, int currentLog)
    {
        StoreReader reader = Begin(stored);
        ReadOnlySpan<byte> registration = reader.Block().Span;
        var position = new Position(reader.Fixed(), reader.Small());
        var registryPosition = new Position(reader.Fixed(), 0);
        var origins = new Origin[reader.Small()];
        for (int i = 0; i < origins.Length; i++)
        {
            origins[i] = new Origin(reader.Text(), reader.Number(), reader.Small());
        }

        ReadOnlySpan<byte> state = reader.Block().Span;
        var thing = new Thing(
            stored.Key,
            registration.Length > 0 ? JsonSerializer.Deserialize(registration, DomainJson.Default.Registration) : null,
#if MUTANT_ForgetEpisodeOnHandOver
            ThingMachines.For(stored.Key.Kind).Initial,
#else
            ThingStateJson.Read(stored.Key.Kind, state),
#endif
            stored.LogNumber == currentLog ? position : Position.None,
            stored.LogNumber == currentLog ? registryPosition : Position.None,
            ImmutableArray.Create(origins),
            stored.Source,
            stored.Due);
        ReadOnlySpan<byte> deliveries = reader.AtEnd ? [] : reader.Block().Span;
        thing = reader.AtEnd ? thing : thing with { Listed = new DateTimeOffset(reader.Fixed(), TimeSpan.Zero) };
        return deliveries.Length == 0 ? thing : thing with { Deliveries = [.. JsonSerializer.Deserialize(deliveries, DomainJson.Default.DeliveryArray) ?? []] };
    }

    /// <summary>The registration's bytes in a stored thing; empty = not registered.</summary>
    internal static ReadOnlySpan<byte> RegistrationIn(StoredThing stored) => Begin(stored).Block().Span;

    private static StoreReader Begin(StoredThing stored)
    {
        StoreReader reader = new(stored.Body);
        byte version = reader.Byte();
        return version == Version
            ? reader
            : throw new InvalidDataException($"{stored.Key} is stored in format {version}; this program reads format {Version}");
    }
}
