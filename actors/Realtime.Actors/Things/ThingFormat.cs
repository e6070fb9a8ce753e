using System.Collections.Immutable;
using System.Text.Json;
using Realtime.Actors.Epochs;
using Realtime.Domain;

namespace Realtime.Actors.Things;

/// <summary>
/// Bytes of a stored thing: version, position, origins, what its device said about messages and when a list named it last, if anything,
/// and the state up to the end. The registration (JSON) stands beside them. The version is the first byte; an unknown one is an error,
/// never a guess. Written by <see cref="ThingWriter"/>; bodies of version 1 are read by <see cref="OldThingFormat"/>.
/// </summary>
public static class ThingFormat
{
    internal const byte Version = 2;

    /// <summary>Bits of the byte that says what a body holds beside the state.</summary>
    internal const byte HasDeliveries = 1, IsListed = 2;

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
        StoreReader reader = new(stored.Body);
        byte version = reader.Byte();
        return version switch
        {
            Version => Read(stored, ref reader, stored.LogNumber == currentLog),
            OldThingFormat.Version => OldThingFormat.Read(stored, ref reader, stored.LogNumber == currentLog),
            _ => throw new InvalidDataException($"{stored.Key} is stored in format {version}; this program reads formats up to {Version}"),
        };
    }

    /// <summary>The registration's bytes of a stored thing; empty = not registered.</summary>
    internal static ReadOnlyMemory<byte> RegistrationIn(StoredThing stored) =>
        stored.Registration.IsEmpty && OldThingFormat.Is(stored) ? OldThingFormat.RegistrationIn(stored) : stored.Registration;

    private static Thing Read(StoredThing stored, ref StoreReader reader, bool sameLog)
    {
        byte has = reader.Byte();
        var position = new Position(reader.Number() - 1, reader.Small());
        var registryPosition = new Position(reader.Number() - 1, 0);
        ImmutableArray<Origin> origins = ReadOrigins(ref reader);
        ReadOnlySpan<byte> deliveries = (has & HasDeliveries) != 0 ? reader.Block().Span : [];
        DateTimeOffset? listed = (has & IsListed) != 0 ? new DateTimeOffset(reader.Fixed(), TimeSpan.Zero) : null;
        var thing = new Thing(
            stored.Key,
            ReadRegistration(stored),
            ReadState(stored.Key.Kind, reader.Rest().Span),
            sameLog ? position : Position.None,
            sameLog ? registryPosition : Position.None,
            origins,
            stored.Source,
            stored.Due);
        thing = listed is null ? thing : thing with { Listed = listed };
        return deliveries.IsEmpty ? thing : thing with { Deliveries = ReadDeliveries(deliveries) };
    }

    internal static ImmutableArray<Origin> ReadOrigins(ref StoreReader reader)
    {
        int count = reader.Small();
        if (count == 0)
        {
            return [];
        }

        var origins = new Origin[count];
        for (int i = 0; i < origins.Length; i++)
        {
            origins[i] = new Origin(reader.Text(), reader.Number(), reader.Small());
        }

        return ImmutableArray.Create(origins);
    }

    internal static ImmutableArray<Delivery> ReadDeliveries(ReadOnlySpan<byte> json) => [.. JsonSerializer.Deserialize(json, DomainJson.Default.DeliveryArray) ?? []];

    internal static IThingState ReadState(ThingKind kind, ReadOnlySpan<byte> bytes) =>
#if MUTANT_ForgetEpisodeOnHandOver
        ThingMachines.For(kind).Initial;
#else
        ThingStateBytes.Read(kind, bytes);
#endif

    private static Registration? ReadRegistration(StoredThing stored) => stored switch
    {
        { Registered: false } => null,
        { Registration.IsEmpty: false } => JsonSerializer.Deserialize(stored.Registration.Span, DomainJson.Default.Registration),
        _ => throw new InvalidDataException($"the registration of {stored.Key} is missing"),
    };
}
