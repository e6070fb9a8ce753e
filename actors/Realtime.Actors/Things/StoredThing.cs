using Realtime.Domain;

namespace Realtime.Actors.Things;

/// <summary>
/// A thing as an epoch stores it. Due and source stand outside the body so that recovery can fill the deadline queue without
/// reading a million states.
/// </summary>
/// <param name="Key">The thing.</param>
/// <param name="LogNumber">Which log (see the partition's list of log ids) the position in the body refers to.</param>
/// <param name="Due">Next deadline.</param>
/// <param name="Source">The channel.</param>
/// <param name="Registered">Whether the registry knows it.</param>
/// <param name="Body">The thing as <c>ThingFormat</c> writes it; after a recovery a part of the snapshot's bytes.</param>
public sealed record StoredThing(ThingKey Key, int LogNumber, DateTimeOffset? Due, string? Source, bool Registered, ReadOnlyMemory<byte> Body)
{
    /// <summary>The registration's bytes. Empty: there is none, an old body holds it, or <see cref="RegistrationAsBefore"/> was read back.</summary>
    public ReadOnlyMemory<byte> Registration { get; init; }

    /// <summary>
    /// The registration is the one that was stored before, so an epoch leaves it out: registrations are long and change seldom.
    /// </summary>
    public bool RegistrationAsBefore { get; init; }

    /// <summary>The registration that the bytes were written from; null = none, or the bytes were read back.</summary>
    public Registration? WrittenFrom { get; init; }

    /// <summary>Bytes that an epoch takes for it, without its name.</summary>
    public int Length => Body.Length + (RegistrationAsBefore ? 0 : Registration.Length);

    /// <summary>The whole thing, when an epoch left its registration out.</summary>
    /// <param name="before">What was stored of it before.</param>
    /// <exception cref="InvalidDataException">Nothing was: the journal has a hole.</exception>
    public StoredThing Behind(StoredThing? before)
    {
        if (!RegistrationAsBefore || !Registration.IsEmpty)
        {
            return this;
        }

        return before is { Registered: true }
            ? this with { Registration = ThingFormat.RegistrationIn(before) }
            : throw new InvalidDataException($"{Key} is stored with the registration of an epoch before, but none holds one");
    }
}
