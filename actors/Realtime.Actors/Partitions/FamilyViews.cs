using Realtime.Actors.Things;
using Realtime.Domain;

namespace Realtime.Actors.Partitions;

/// <summary>What a partition tells of its households to those who tell their people. Read from the slots, without disturbing the things.</summary>
public sealed class FamilyViews(PartitionCore core)
{
    private PartitionMemory Memory => core.Memory;

    /// <summary>Every household whose people are told by steps.</summary>
    public IReadOnlyList<FamilyFacts> All() =>
        [.. Memory.Slots.Values.Where(slot => slot.Key.Kind == ThingKind.Household && HasFamily(slot)).Select(slot => Of(slot, null)).OfType<FamilyFacts>()];

    /// <summary>One household; null when nobody is to be told by steps.</summary>
    public FamilyFacts? One(ThingKey key, string? message = null) => Memory.Slots.TryGetValue(key, out ThingSlot? slot) ? Of(slot, message) : null;

    /// <summary>What the registry said last.</summary>
    public Registration? Registration(ThingKey key) => Memory.Slots.TryGetValue(key, out ThingSlot? slot) ? ThingOf(slot)?.Registration : null;

    /// <summary>Remembered, because most households of a partition only lie in the store and reading them all for every round would cost alerts their time.</summary>
    private bool HasFamily(ThingSlot slot)
    {
        object? source = slot.Live ?? (object?)slot.Stored;
        if (!ReferenceEquals(slot.FamilyOf, source))
        {
            slot.FamilyOf = source;
            slot.HasFamily = ThingOf(slot)?.Registration is { Retired: false, Family: not null };
        }

        return slot.HasFamily;
    }

    private FamilyFacts? Of(ThingSlot slot, string? message)
    {
        if (ThingOf(slot) is not { Registration: { Retired: false, Family: { } settings } registration, State: HouseholdState state } thing)
        {
            return null;
        }

        ChannelEntry? channel = thing.Source is { } source ? Memory.Channels.GetValueOrDefault(source) : null;
        DateTimeOffset? newest = channel is not null && channel.Watermark > state.LastReading ? channel.Watermark : state.LastReading;
        return new FamilyFacts(slot.Key, settings)
        {
            LastReading = state.LastReading,
            LastViewing = state.Viewing == true ? state.LastRow : state.SinceViewing ? state.ObservedFrom : null,
            SilentSince = state.ObservedFrom,
            DeviceSilentLimit = registration.DeviceSilentLimit,
            ChannelUntil = channel?.Watermark,
            Recording = channel?.SourcePosition is not null,
            AwayUntil = newest is { } time ? registration.Household?.AwayUntil(time) : null,
            Answer = message is null ? null : thing.Deliveries.FirstOrDefault(word => word.Message == message),
        };
    }

    private Thing? ThingOf(ThingSlot slot) =>
        slot.Live ?? (slot.Stored is { } stored ? ThingFormat.Read(stored, Memory.LogNumber) : null);
}
