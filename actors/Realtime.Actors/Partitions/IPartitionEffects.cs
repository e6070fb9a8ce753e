using Realtime.Actors.Epochs;
using Realtime.Actors.Ports;
using Realtime.Actors.Things;
using Realtime.Domain;

namespace Realtime.Actors.Partitions;

/// <summary>Waits that a partition asks for; each is answered with <see cref="PartitionCore.Elapsed"/>.</summary>
public enum PartitionTimer
{
    /// <summary>The gap between two alert epochs.</summary>
    SmallEpoch,

    /// <summary>The longest a hand-over may wait for the running segment.</summary>
    HandOff,
}

/// <summary>
/// Everything a <see cref="PartitionCore"/> makes happen. Calls return at once and never call back into the core: answers come later as
/// inputs of their own, one at a time. In the product the partition's actor stands behind it, in the simulation a seeded scheduler.
/// Called directly, so that a reading costs no object here.
/// </summary>
public interface IPartitionEffects
{
    /// <summary>Gives the slot's thing its state; answered with <see cref="PartitionCore.ThingStarted"/> or <see cref="PartitionCore.ThingFailed"/>.</summary>
    void Start(ThingSlot slot, int logNumber);

    /// <summary>Gives a started thing its next step; steps of one thing keep their order.</summary>
    void Send(ThingSlot slot, object step);

    /// <summary>Stores an epoch behind the ones before it; answered with <see cref="PartitionCore.EpochStored"/>, or this incarnation ends.</summary>
    void Persist(EpochCommitted epoch);

    /// <summary>Stores a snapshot; answered with <see cref="PartitionCore.SnapshotSaved"/> or <see cref="PartitionCore.SnapshotFailed"/>.</summary>
    void SaveSnapshot(PartitionSnapshot snapshot);

    /// <summary>Deletes events up to and with this number, and snapshots before it.</summary>
    void DeleteUpTo(long sequenceNr);

    /// <summary>Opens what the partition produces; answered with <see cref="PartitionCore.OutboxAcknowledged"/> per fence.</summary>
    IPartitionOutbox OpenOutbox();

    /// <summary>Begins to read here, in place of an earlier reading; batches come as <see cref="PartitionCore.Take"/>.</summary>
    void Subscribe(IReadOnlyList<long> nextOffsets);

    /// <summary>The last batch is applied, the next one is wanted.</summary>
    void AcknowledgeBatch();

    /// <summary>Shows the broker's own tools how far the partition is; recovery does not rely on it.</summary>
    void Commit(IReadOnlyList<long> nextOffsets);

    /// <summary>Ends reading; answered with <see cref="PartitionCore.InputStopped"/>.</summary>
    void StopInput();

    /// <summary>Asks the alert desk to introduce itself; answered with <see cref="PartitionCore.DeskReady"/>.</summary>
    /// <param name="deliveredUpTo">Newest alert number that a desk has: one that knows less is stale and has to recover.</param>
    void WakeDesk(long deliveredUpTo);

    /// <summary>Gives stored alerts to the desk; answered with <see cref="PartitionCore.AlertsTaken"/>.</summary>
    void Deliver(IReadOnlyList<NumberedAlert> alerts);

    /// <summary>A canary and everything before it is stored: it may go on to the desk and out.</summary>
    void LetOut(Canary canary);

    /// <summary>Asks for a wait.</summary>
    void After(TimeSpan wait, PartitionTimer timer);

    /// <summary>The hand-over is done: nothing more is to come.</summary>
    void Finish();

    /// <summary>This incarnation cannot go on; the next one recovers from what is stored.</summary>
    void Fail(PartitionFault fault, string reason);
}

/// <summary>What a partition tells people and metrics; nothing of it comes back.</summary>
public interface IPartitionReport
{
    void Activated();

    void Forwarded();

    /// <summary>Readings of a thing in the segment that ended, by <see cref="TakeOutcome"/>.</summary>
    void Taken(ThingKind kind, ReadOnlySpan<int> outcomes);

    void Stored(EpochKind kind, TimeSpan took, long bytes);

    /// <summary>An alert reached its desk this long after its record was received.</summary>
    void Delivered(TimeSpan delay);

    /// <summary>A heartbeat of a channel that is at home here.</summary>
    void Heard(ChannelEntry channel, DateTimeOffset at);

    /// <summary>Records vanished from the log and the partition goes on behind the gap, as configured.</summary>
    void WentOnBehindLostOffsets(OffsetsLostException lost);

    void LogIsNew();

    void HandOffOverdue();
}
