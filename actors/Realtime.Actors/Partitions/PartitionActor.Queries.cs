using Akka.Actor;
using Realtime.Actors.City;
using Realtime.Actors.Metrics;
using Realtime.Actors.Things;
using Realtime.Domain;

namespace Realtime.Actors.Partitions;

/// <summary>What the partition tells of its things; read from the slots, without disturbing the things.</summary>
public sealed partial class PartitionActor
{
    private void OnQuery(object message)
    {
        switch (message)
        {
            case GetPartitionView view:
                Sender.Tell(View(view.Query));
                break;
            case GetThing query:
                Sender.Tell(new ThingAnswer(_memory.Slots.TryGetValue(query.Key, out ThingSlot? slot) ? Describe(slot) : null));
                break;
            case GetPendingWork:
                Sender.Tell(new PendingWork(Pending()));
                break;
            case GetContacts query:
                Sender.Tell(new ContactsAnswer(ThingOf(query.Key)?.Registration?.Contacts ?? []));
                break;
        }
    }

    private long Pending() =>
        _uncommitted
        + _memory.Alerts.RaisedCount
        + _memory.Alerts.Undelivered.Count
        + (_memory.HasUnstored || _inFlight is not null || _subscription is null ? 1 : 0);

    private PartitionView View(CityQuery query)
    {
        ThingView[] all = [.. _memory.Slots.Values.Select(Describe).OfType<ThingView>()];
        ThingCount[] counts = [.. all.CountBy(thing => (thing.Key.Kind, thing.Status)).Select(count => new ThingCount(count.Key.Kind, count.Key.Status, count.Value))];
        ThingView[] things = [.. all.Where(thing => Matches(thing, query)).OrderByDescending(thing => thing.Level).ThenBy(thing => thing.Key).Take(query.Take)];
        return new PartitionView(_partition, _subscription is not null, counts, things, [.. _memory.Channels.Values.Select(StatusOf)], _applied);
    }

    private static bool Matches(ThingView thing, CityQuery query) =>
        (query.Kind is null || thing.Key.Kind == query.Kind)
        && (query.Municipality is null || thing.Municipality == query.Municipality)
        && thing.Level >= query.LevelMin
        && (query.Text is null
            || thing.Key.Id.Contains(query.Text, StringComparison.OrdinalIgnoreCase)
            || thing.Name.Contains(query.Text, StringComparison.OrdinalIgnoreCase));

    private ChannelStatus StatusOf(ChannelEntry entry) => new(
        entry.Id,
        entry.Watermark,
        _lastArrivals.TryGetValue(entry.Id, out DateTimeOffset arrival) ? arrival : null,
        entry.Closed ? "closed" : entry.IsStalled ? "stalled" : "open",
        entry.Covers,
        _memory.StoredChannels.TryGetValue(entry.Id, out ChannelEntry? stored) ? stored.SourcePosition : null);

    private Thing? ThingOf(ThingKey key) => _memory.Slots.TryGetValue(key, out ThingSlot? slot) ? ThingOf(slot) : null;

    private Thing? ThingOf(ThingSlot slot) =>
        slot.Live ?? (slot.Stored is { } stored ? ThingFormat.Read(stored, _memory.LogNumber) : null);

    private ThingView? Describe(ThingSlot slot)
    {
        if (slot.View is { } known && slot.Live is not null && ReferenceEquals(slot.ViewOf, slot.Live))
        {
            return known;
        }

        if (ThingOf(slot) is not { } thing)
        {
            return null;
        }

        var context = new StepContext(thing.Key, thing.Registration, ViewOf(thing.Source));
        slot.View = ThingMachines.For(thing.Key.Kind).Describe(thing.State, context);
        slot.ViewOf = thing;
        return slot.View;
    }

    private void ShowGauges()
    {
        string label = EngineMetrics.Label(_partition);
        EngineMetrics.UncommittedReadings.WithLabels(label).Set(_uncommitted);
        foreach (IGrouping<ThingKind, ThingSlot> slots in _memory.Slots.Values.GroupBy(slot => slot.Key.Kind))
        {
            EngineMetrics.Things.WithLabels(ThingKey.Name(slots.Key), label).Set(slots.Count());
            EngineMetrics.UnregisteredThings.WithLabels(ThingKey.Name(slots.Key), label)
                .Set(slots.Count(slot => slot.Live is { } live ? live.Registration is null : slot.Stored is { Registered: false }));
        }
    }
}
