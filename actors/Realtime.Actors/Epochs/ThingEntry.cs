using Realtime.Actors.Things;
using Realtime.Domain;

namespace Realtime.Actors.Epochs;

/// <summary>
/// A thing among the others of an epoch: what it has in one byte (the kind in the low three bits), id, log, then what that byte names,
/// and its body. A registration stands there only when it changed, in a snapshot always. Format 1 names everything of every thing.
/// </summary>
internal static class ThingEntry
{
    private const byte KindMask = 7;
    private const byte IsRegistered = 8;
    private const byte HoldsRegistration = 16;
    private const byte HasDue = 32;
    private const byte HasSource = 64;

    public static void Write(StoreWriter writer, StoredThing thing) => Write(writer, thing, whole: false);

    public static void WriteWhole(StoreWriter writer, StoredThing thing) => Write(writer, thing, whole: true);

    public static StoredThing Read(ref StoreReader reader)
    {
        byte has = reader.Byte();
        var key = new ThingKey((ThingKind)(has & KindMask), reader.Text());
        int logNumber = reader.Small();
        DateTimeOffset? due = (has & HasDue) != 0 ? new DateTimeOffset(reader.Fixed(), TimeSpan.Zero) : null;
        string? source = (has & HasSource) != 0 ? reader.Name() : null;
        ReadOnlyMemory<byte> registration = (has & HoldsRegistration) != 0 ? reader.Block() : default;
        ReadOnlyMemory<byte> body = reader.Block();
        bool registered = (has & IsRegistered) != 0;
        return new StoredThing(key, logNumber, due, source, registered, body)
        {
            Registration = registration,
            RegistrationAsBefore = registered && registration.IsEmpty && body is { IsEmpty: false } && body.Span[0] != OldThingFormat.Version,
        };
    }

    public static void WriteOld(StoreWriter writer, StoredThing thing)
    {
        writer.Byte((byte)thing.Key.Kind);
        writer.Text(thing.Key.Id);
        writer.Number(thing.LogNumber);
        writer.Fixed(thing.Due?.UtcTicks ?? 0L);
        writer.Text(thing.Source ?? "");
        writer.Flag(thing.Registered);
        writer.Block(OldThingFormat.BodyOf(thing).Span);
    }

    public static StoredThing ReadOld(ref StoreReader reader)
    {
        var key = new ThingKey((ThingKind)reader.Byte(), reader.Text());
        int logNumber = reader.Small();
        long dueTicks = reader.Fixed();
        string source = reader.Name();
        bool registered = reader.Flag();
        return new StoredThing(
            key,
            logNumber,
            dueTicks == 0 ? null : new DateTimeOffset(dueTicks, TimeSpan.Zero),
            source.Length == 0 ? null : source,
            registered,
            reader.Block());
    }

    private static void Write(StoreWriter writer, StoredThing thing, bool whole)
    {
        bool registration = !thing.Registration.IsEmpty && (whole || !thing.RegistrationAsBefore);
        int has = (int)thing.Key.Kind
            | (thing.Registered ? IsRegistered : 0)
            | (registration ? HoldsRegistration : 0)
            | (thing.Due is null ? 0 : HasDue)
            | (thing.Source is null ? 0 : HasSource);
        writer.Byte((byte)has);
        writer.Text(thing.Key.Id);
        writer.Number(thing.LogNumber);
        if (thing.Due is { } due)
        {
            writer.Fixed(due.UtcTicks);
        }

        if (thing.Source is { } source)
        {
            writer.Text(source);
        }

        if (registration)
        {
            writer.Block(thing.Registration.Span);
        }

        writer.Block(thing.Body.Span);
    }
}
