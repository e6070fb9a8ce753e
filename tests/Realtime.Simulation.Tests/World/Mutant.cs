namespace Realtime.Simulation.Tests.World;

/// <summary>
/// Faults built into the shells of the simulation on purpose, each of which an invariant has to notice. The core is the product's own in
/// all of them.
/// </summary>
public enum Mutant
{
    /// <summary>The control.</summary>
    None,

    /// <summary>One telemetry reading in 10,000 never reaches the core.</summary>
    DropOneInTenThousand,

    /// <summary>The broker is told an offset before its epoch is stored, and recovery trusts the broker.</summary>
    CommitBeforePersist,

    /// <summary>The epoch is stored before the broker has its results, forwards and dead letters.</summary>
    PersistBeforeOutbox,

    /// <summary>A hand-over loses the open episodes of the things.</summary>
    ForgetEpisodeOnHandOver,

    /// <summary>Alerts reach the desk twice and it does not look at their numbers.</summary>
    DeliverTwice,

    /// <summary>The journal takes a number that another writer has used.</summary>
    NoFence,

    /// <summary>Channels vouch by the wall clock instead of by their heartbeats.</summary>
    AbsenceByWallClock,

    /// <summary>A stalled channel is forgotten at each recovery and reported again.</summary>
    ForgetStall,

    /// <summary>Two records of a batch change places.</summary>
    SwapRecords,

    /// <summary>An acknowledgement is confirmed before it is stored.</summary>
    ConfirmBeforePersist,

    /// <summary>Undelivered alerts are dropped from recovered epochs.</summary>
    ForgetUndelivered,
}
