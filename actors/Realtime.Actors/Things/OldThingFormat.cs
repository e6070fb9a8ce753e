using System.Text.Json;
using Realtime.Actors.Epochs;
using Realtime.Domain;

namespace Realtime.Actors.Things;

/// <summary>
/// Bodies of version 1: the registration within the body, the state as JSON. Read wherever they stand in a journal; written only while
/// a city stores in format 1, because its oldest node knows no other.
/// </summary>
internal static class OldThingFormat
{
    public const byte Version = 1;

    public static bool Is(StoredThing stored) => stored.Body.Length > 0 && stored.Body.Span[0] == Version;

    /// <summary>Behind the version's byte.</summary>
    public static Thing Read(StoredThing stored, ref StoreReader reader, bool sameLog)
    {
        ReadOnlySpan<byte> registration = reader.Block().Span;
        var position = new Position(reader.Fixed(), reader.Small());
        var registryPosition = new Position(reader.Fixed(), 0);
        var origins = ThingFormat.ReadOrigins(ref reader);
        var thing = new Thing(
            stored.Key,
            registration.Length > 0 ? JsonSerializer.Deserialize(registration, DomainJson.Default.Registration) : null,
            ThingFormat.ReadState(stored.Key.Kind, reader.Block().Span),
            sameLog ? position : Position.None,
            sameLog ? registryPosition : Position.None,
            origins,
            stored.Source,
            stored.Due);
        ReadOnlySpan<byte> deliveries = reader.AtEnd ? [] : reader.Block().Span;
        thing = reader.AtEnd ? thing : thing with { Listed = new DateTimeOffset(reader.Fixed(), TimeSpan.Zero) };
        return deliveries.Length == 0 ? thing : thing with { Deliveries = ThingFormat.ReadDeliveries(deliveries) };
    }

    public static ReadOnlyMemory<byte> RegistrationIn(StoredThing stored)
    {
        StoreReader reader = new(stored.Body);
        reader.Byte();
        return reader.Block();
    }

    /// <summary>The body for a node that knows only this version.</summary>
    public static ReadOnlyMemory<byte> BodyOf(StoredThing stored)
    {
        if (stored.Body.IsEmpty || Is(stored))
        {
            return stored.Body;
        }

        Thing thing = ThingFormat.Read(stored, stored.LogNumber);
        using StoreWriter body = new(1024);
        body.Byte(Version);
        body.Block(stored.Registration.Span);
        body.Fixed(thing.Position.Offset);
        body.Number(thing.Position.Index);
        body.Fixed(thing.RegistryPosition.Offset);
        ThingWriter.Origins(thing, body);
        body.Block(ThingStateJson.Write(thing.Key.Kind, thing.State));
        if (!thing.Deliveries.IsDefaultOrEmpty || thing.Listed is not null)
        {
            // Behind everything else and only when there is something: things of before messages existed have no such block.
            body.Block(thing.Deliveries.IsDefaultOrEmpty ? [] : ThingWriter.Deliveries(thing));
        }

        if (thing.Listed is { } listed)
        {
            body.Fixed(listed.UtcTicks);
        }

        return body.ToArray();
    }
}
