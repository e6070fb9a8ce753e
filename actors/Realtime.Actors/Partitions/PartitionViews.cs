using System.Text.Json;
using Realtime.Actors.City;
using Realtime.Actors.Things;
using Realtime.Domain;

namespace Realtime.Actors.Partitions;

/// <summary>What a partition tells of its things; read from the slots, without disturbing the things.</summary>
/// <param name="partition">0-based.</param>
/// <param name="core">What is told of.</param>
/// <param name="partitions">Of the city.</param>
/// <param name="clock">To know what an answer costs.</param>
public sealed class PartitionViews(int partition, PartitionCore core, int partitions, TimeProvider clock)
{
    private readonly CostlyAnswer<ThingCount[]> _counts = new(partitions, clock);
    private readonly CostlyAnswer<ThingCount[]> _kinds = new(partitions, clock);

    private PartitionMemory Memory => core.Memory;

    /// <summary>The counts alone may be a little old: whoever wants only them asks often, and each count looks at every thing.</summary>
    public PartitionView View(CityQuery query)
    {
        if (query is { KindsOnly: true, Sight: null })
        {
            return View(_kinds.Get(CountKinds), []);
        }

        if (query is { Take: 0, Sight: null })
        {
            return View(_counts.Get(() => Count(All())), []);
        }

        ThingView[] all = [.. All(query.Sight)];
        ThingView[] things = [.. all.Where(thing => Matches(thing, query)).OrderByDescending(thing => thing.Level).ThenBy(thing => thing.Key).Take(query.Take)];
        return View(Count(all), things);
    }

    private ThingCount[] CountKinds() =>
        [.. Memory.Slots.Values.Where(slot => slot.Live is not null || slot.Stored is not null).CountBy(slot => slot.Key.Kind).Select(count => new ThingCount(count.Key, "", count.Value))];

    private static ThingCount[] Count(IEnumerable<ThingView> things) =>
        [.. things.CountBy(thing => (thing.Key.Kind, thing.Status)).Select(count => new ThingCount(count.Key.Kind, count.Key.Status, count.Value))];

    private PartitionView View(IReadOnlyList<ThingCount> counts, IReadOnlyList<ThingView> things) =>
        new(partition, core.IsSubscribed, counts, things, [.. Memory.Channels.Values.Select(StatusOf)], core.Applied);

    /// <summary>Every thing of the partition, or what a sight covers of them.</summary>
    public IEnumerable<ThingView> All(Sight? sight = null)
    {
        IEnumerable<ThingView> all = Memory.Slots.Values.Select(Describe).OfType<ThingView>();
        return sight is null ? all : all.Where(sight.Covers);
    }

    /// <summary>The next things that fit, in the order of their keys; looks at a bounded number of things.</summary>
    public ThingsFound Find(ThingSearch search)
    {
        List<ThingView> found = [];
        ThingKey? reached = null;
        int looked = 0;
        foreach (ThingKey key in Behind(search))
        {
            if (found.Count == search.Take || looked == Limits.ThingsScannedPerQuestionMax)
            {
                return new ThingsFound(core.IsSubscribed, found, reached);
            }

            looked++;
            reached = key;
            if (Describe(Memory.Slots[key]) is { } thing && search.Covers(thing))
            {
                found.Add(thing);
            }
        }

        return new ThingsFound(core.IsSubscribed, found, null);
    }

    /// <summary>What the registry says of a thing.</summary>
    public RegistryRead Registration(ThingKey key)
    {
        ThingView? view = Thing(key);
        string? json = Memory.Slots.TryGetValue(key, out ThingSlot? slot) && ThingOf(slot)?.Registration is { } known
            ? JsonSerializer.Serialize(known, DomainJson.Default.Registration) : null;
        return new RegistryRead(json, view?.Municipality ?? "");
    }

    /// <summary>Keys behind the search's beginning; a search of one kind goes through that kind only.</summary>
    private IEnumerable<ThingKey> Behind(ThingSearch search)
    {
        ThingKey first = new(search.Kind ?? ThingKind.Sensor, "");
        ThingKey from = search.After is { } after && after > first ? after : first;
        ThingKey to = new(search.Kind ?? ThingKind.Channel, "\uffff");
        IEnumerable<ThingKey> keys = from <= to ? Memory.Keys.GetViewBetween(from, to) : [];
        return keys.SkipWhile(key => key == search.After);
    }

    /// <summary>What the devices of these things said about a message.</summary>
    public IReadOnlyDictionary<ThingKey, Delivery> Deliveries(string message, IEnumerable<ThingKey> things) => things
        .Select(key => (Key: key, Word: Memory.Slots.TryGetValue(key, out ThingSlot? slot) ? ThingOf(slot)?.Deliveries.FirstOrDefault(word => word.Message == message) : null))
        .Where(thing => thing.Word is not null)
        .ToDictionary(thing => thing.Key, thing => thing.Word!);

    /// <summary>One thing; null when it is unknown here.</summary>
    public ThingView? Thing(ThingKey key) => Memory.Slots.TryGetValue(key, out ThingSlot? slot) ? Describe(slot) : null;

    /// <summary>A thing's contacts in order.</summary>
    public IReadOnlyList<Contact> Contacts(ThingKey key) =>
        Memory.Slots.TryGetValue(key, out ThingSlot? slot) ? ThingOf(slot)?.Registration?.Contacts ?? [] : [];

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
        core.LastArrival(entry.Id),
        entry.Closed ? "closed" : entry.IsStalled ? "stalled" : "open",
        entry.Covers,
        Memory.StoredChannels.TryGetValue(entry.Id, out ChannelEntry? stored) ? stored.SourcePosition : null);

    private Thing? ThingOf(ThingSlot slot) =>
        slot.Live ?? (slot.Stored is { } stored ? ThingFormat.Read(stored, Memory.LogNumber) : null);

    private static VehicleFacts? VehicleOf(IThingState state) => state is VehicleState { PositionTime: { } time } vehicle ? new VehicleFacts(time, vehicle.HeadingDeg, vehicle.Occupancy) : null;

    private static string TypeOf(Thing thing) => thing.State switch
    {
        SensorState sensor when (thing.Registration?.SensorType ?? (sensor.LastReading is null ? null : sensor.Type)) is { } type => SensorTypes.Name(type),
        VehicleState => thing.Registration?.Vehicle?.Type ?? "",
        _ => "",
    };

    private ThingView? Describe(ThingSlot slot)
    {
        // Also of things that only lie in the store since a restart: reading all of them for every question would stop the partition.
        object? source = slot.Live ?? (object?)slot.Stored;
        if (slot.View is { } known && source is not null && ReferenceEquals(slot.ViewOf, source) && slot.ViewRevision == slot.Revision)
        {
            return known;
        }

        if (ThingOf(slot) is not { } thing)
        {
            return null;
        }

        var context = new StepContext(thing.Key, thing.Registration, core.ViewOf(thing.Source));
        slot.View = ThingMachines.For(thing.Key.Kind).Describe(thing.State, context) with { Type = TypeOf(thing), Vehicle = VehicleOf(thing.State) };
        slot.ViewOf = source;
        slot.ViewRevision = slot.Revision;
        return slot.View;
    }
}
