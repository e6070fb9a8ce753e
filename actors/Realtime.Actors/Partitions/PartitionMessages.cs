using Realtime.Actors.City;
using Realtime.Actors.Routing;
using Realtime.Domain;

namespace Realtime.Actors.Partitions;

/// <summary>Asks a partition for its share of the city.</summary>
public sealed record GetPartitionView(string EntityId, CityQuery Query) : IRouted, IWireMessage;

/// <summary>A partition's share of the city.</summary>
public sealed record PartitionView(
    int Partition,
    bool Active,
    IReadOnlyList<ThingCount> Counts,
    IReadOnlyList<ThingView> Things,
    IReadOnlyList<ChannelStatus> Channels,
    long ReadingsApplied) : IWireMessage;

/// <summary>Asks a partition for its share of the areas of a division; answered with <see cref="PartitionAreas"/>.</summary>
public sealed record GetPartitionAreas(string EntityId, AreaDivision By) : IRouted, IWireMessage
{
    /// <summary>Only what it covers counts; null = everything.</summary>
    public Sight? Sight { get; init; }
}

/// <summary>A partition's share of the areas.</summary>
public sealed record PartitionAreas(bool Active, IReadOnlyList<AreaTally> Areas) : IWireMessage;

/// <summary>Asks a partition for its share of one area; answered with <see cref="PartitionArea"/>.</summary>
public sealed record GetPartitionArea(string EntityId, AreaDivision By, string Code, int Take) : IRouted, IWireMessage
{
    /// <summary>Only what it covers counts; null = everything.</summary>
    public Sight? Sight { get; init; }
}

/// <summary>A partition's share of one area; no tally = nothing of it lies there.</summary>
public sealed record PartitionArea(bool Active, AreaTally? Tally, IReadOnlyList<ThingView> Things, IReadOnlyList<ThingKey> InAlert) : IWireMessage;

/// <summary>Asks a partition or a desk for its work under way; answered with <see cref="PendingWork"/>.</summary>
public sealed record GetPendingWork(string EntityId) : IRouted, IWireMessage;

/// <summary>Number of things that are not finished.</summary>
public sealed record PendingWork(long Count) : IWireMessage;

/// <summary>Asks a partition for one thing; answered with <see cref="ThingAnswer"/>.</summary>
public sealed record GetThing(string EntityId, ThingKey Key) : IRouted, IWireMessage;

/// <summary>The thing, or null.</summary>
public sealed record ThingAnswer(ThingView? Thing) : IWireMessage;

/// <summary>Asks a partition for its next things that fit; answered with <see cref="ThingsFound"/>.</summary>
public sealed record FindThings(string EntityId, ThingSearch Search) : IRouted, IWireMessage;

/// <summary>Things that fit, in the order of their keys.</summary>
/// <param name="Active">Whether the partition has begun.</param>
/// <param name="Things">At most as many as were asked for.</param>
/// <param name="Reached">The last key it looked at; null = it has looked at all of them.</param>
public sealed record ThingsFound(bool Active, IReadOnlyList<ThingView> Things, ThingKey? Reached) : IWireMessage;

/// <summary>Asks a partition for a thing's registration; answered with <see cref="RegistryRead"/>.</summary>
public sealed record ReadRegistry(string EntityId, ThingKey Key) : IRouted, IWireMessage;

/// <summary>The registration as stored JSON; null = there is none.</summary>
public sealed record RegistryRead(string? Registration, string Municipality) : IWireMessage;

/// <summary>Asks a partition for a thing's contacts; answered with <see cref="ContactsAnswer"/>. Contacts stay in the registry and in the thing.</summary>
public sealed record GetContacts(ThingKey Key);

/// <summary>The contacts in order, and what its people are told by when it is a household with steps.</summary>
public sealed record ContactsAnswer(IReadOnlyList<Contact> Contacts, FamilyFacts? Family = null);

/// <summary>A desk asks its partition for one household; answered with <see cref="FamilyAnswer"/>.</summary>
/// <param name="Key">The household.</param>
/// <param name="MessageId">The device's word about this message is wanted; null = about none.</param>
public sealed record GetFamily(ThingKey Key, string? MessageId = null);

/// <summary>The household, or null when nobody is to be told about it any more.</summary>
public sealed record FamilyAnswer(FamilyFacts? Family);

/// <summary>A desk asks its partition for every household whose people are told by steps; answered with <see cref="FamiliesAnswer"/>.</summary>
public sealed record GetFamilies
{
    public static readonly GetFamilies Instance = new();
}

/// <summary>The households, in no order.</summary>
public sealed record FamiliesAnswer(IReadOnlyList<FamilyFacts> Families);

/// <summary>Asks a partition for a household's registration, which holds its sealed part; answered with <see cref="HouseholdRegistration"/>.</summary>
public sealed record GetHouseholdRegistration(string EntityId, ThingKey Key) : IRouted, IWireMessage;

/// <summary>The registration, or null.</summary>
public sealed record HouseholdRegistration(Registration? Registration) : IWireMessage;

/// <summary>Timer: store what changed, look at the channels, repeat what was not answered.</summary>
internal sealed record Tick
{
    public static readonly Tick Instance = new();
}

/// <summary>Timer: the gap between two alert epochs is over.</summary>
internal sealed record SmallEpochDue
{
    public static readonly SmallEpochDue Instance = new();
}

/// <summary>Timer: the running segment did not end in time; leave the rest to the next owner.</summary>
internal sealed record HandOffOverdue
{
    public static readonly HandOffOverdue Instance = new();
}
