using Akka.Actor;
using Realtime.Domain;

namespace Realtime.Actors.Things;

/// <summary>
/// The hand-over place between a partition and one of its things. The partition writes it between segments, the thing's actor
/// during a segment; the segment's countdown (an interlocked operation) orders the two, so nothing here needs a lock and no
/// acknowledgement message per reading exists.
/// </summary>
public sealed class ThingSlot(ThingKey key, PartitionLife partition)
{
    /// <summary>Whether the partition that owns the slot still runs.</summary>
    public PartitionLife Partition { get; } = partition;

    public ThingKey Key { get; } = key;

    /// <summary>The thing's actor; null until it answered its activation. Of the shells only: the core asks <see cref="Running"/>.</summary>
    public IActorRef? Actor { get; set; }

    /// <summary>The thing answered its activation: steps go to it directly.</summary>
    public bool Running { get; set; }

    /// <summary>Set by the thing's actor itself, before the partition hears of it: so that a partition that stops meanwhile can stop it too.</summary>
    public IActorRef? Started { get; set; }

    /// <summary>Activation was asked for.</summary>
    public bool Activating { get; set; }

    /// <summary>Messages that wait for the activation, in log order.</summary>
    public List<object>? Waiting { get; set; }

    /// <summary>The newest thing, written by its actor; null while only <see cref="Stored"/> is known.</summary>
    public Thing? Live { get; set; }

    /// <summary>The durable form: what the last stored epoch says. Changes only when an epoch is stored.</summary>
    public StoredThing? Stored { get; set; }

    /// <summary>What the steps of the running segment produced; null while no step of it is for this thing.</summary>
    public SlotWork? Work { get; set; }

    /// <summary>Earliest due time for which the deadline queue holds an entry of this slot; null = none.</summary>
    public DateTimeOffset? QueuedDue { get; set; }

    /// <summary>The channel whose queue holds that entry.</summary>
    public string? QueuedIn { get; set; }

    /// <summary>View made from <see cref="ViewOf"/>; kept because pages ask often and things change seldom.</summary>
    public ThingView? View { get; set; }

    /// <summary>The live thing, or the stored one while there is no live one, that <see cref="View"/> was made from; compared by reference only.</summary>
    public object? ViewOf { get; set; }

    /// <summary>Whether <see cref="Stored"/> or <see cref="Live"/>, whichever <see cref="FamilyOf"/> is, has people to be told by steps.</summary>
    public bool HasFamily { get; set; }

    /// <summary>What <see cref="HasFamily"/> was read from; compared by reference only.</summary>
    public object? FamilyOf { get; set; }

    /// <summary>The due time as far as the partition knows it.</summary>
    public DateTimeOffset? Due => Live is not null ? Live.Due : Stored?.Due;

    /// <summary>The channel as far as the partition knows it.</summary>
    public string? Source => Live is not null ? Live.Source : Stored?.Source;
}

/// <summary>
/// What the steps of one segment made of one thing. Lent by the partition for the segment, so that a thing at rest keeps nothing of it.
/// </summary>
public sealed class SlotWork
{
    /// <summary>In log order of the thing.</summary>
    public StepOutput Output { get; } = new();

    /// <summary>Faults of the rules.</summary>
    public List<RuleFault>? Faults { get; set; }

    /// <summary>Readings by outcome, indexed by <see cref="TakeOutcome"/>.</summary>
    public int[] Outcomes { get; } = new int[3];

    /// <summary>Empty again.</summary>
    public void Clear()
    {
        Output.Clear();
        Faults = null;
        Array.Clear(Outcomes);
    }
}

/// <summary>Shared by a partition's incarnation and its things; a thing whose partition ended waits for nobody.</summary>
public sealed class PartitionLife
{
    private volatile bool _ended;

    public bool Ended
    {
        get => _ended;
        set => _ended = value;
    }
}

/// <summary>A step (reading, registration or deadline) on which the thing's rules failed.</summary>
public sealed record RuleFault(object Step, string Message);
