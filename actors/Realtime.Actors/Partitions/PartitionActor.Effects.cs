using Akka.Actor;
using Akka.Event;
using Akka.Persistence;
using Realtime.Actors.Desk;
using Realtime.Actors.Epochs;
using Realtime.Actors.Metrics;
using Realtime.Actors.Ports;
using Realtime.Actors.Routing;
using Realtime.Actors.Things;
using Realtime.Domain;

namespace Realtime.Actors.Partitions;

/// <summary>What the core makes happen, as messages, events and timers of this actor.</summary>
public sealed partial class PartitionActor : IPartitionEffects
{
    void IPartitionEffects.Start(ThingSlot slot, int logNumber) =>
        Context.Parent.Tell(new Activate(EntityIds.Thing(slot.Key), slot, logNumber));

    void IPartitionEffects.Send(ThingSlot slot, object step) => slot.Actor!.Tell(step, ActorRefs.NoSender);

    void IPartitionEffects.Persist(EpochCommitted epoch) => PersistAsync(epoch, OnStored);

    void IPartitionEffects.SaveSnapshot(PartitionSnapshot snapshot) => SaveSnapshot(snapshot);

    void IPartitionEffects.DeleteUpTo(long sequenceNr)
    {
        DeleteMessages(sequenceNr);
        DeleteSnapshots(new SnapshotSelectionCriteria(sequenceNr - 1));
    }

    IPartitionOutbox IPartitionEffects.OpenOutbox() => _ports.Outbox.Open(_partition, Self);

    void IPartitionEffects.Subscribe(IReadOnlyList<long> nextOffsets)
    {
        _subscription?.StopAsync();
        _subscription = _ports.Ingest.Subscribe(_partition, nextOffsets, Self);
    }

    void IPartitionEffects.AcknowledgeBatch() => _ingest.Tell(IngestAck.Instance);

    void IPartitionEffects.Commit(IReadOnlyList<long> nextOffsets) => _subscription?.Commit(nextOffsets);

    void IPartitionEffects.StopInput()
    {
        Task stopped = _subscription?.StopAsync() ?? Task.CompletedTask;
        stopped.PipeTo(Self, success: () => IngestStopped.Instance, failure: _ => IngestStopped.Instance);
    }

    void IPartitionEffects.WakeDesk(long deliveredUpTo) => Context.Parent.Tell(new WakeDesk(EntityIds.Desk(_partition), deliveredUpTo));

    void IPartitionEffects.Deliver(IReadOnlyList<NumberedAlert> alerts) => _desk.Tell(new DeliverAlerts(alerts));

    void IPartitionEffects.LetOut(Canary canary) => _desk.Tell(canary);

    void IPartitionEffects.After(TimeSpan wait, PartitionTimer timer) =>
        Timers.StartSingleTimer(timer, timer == PartitionTimer.SmallEpoch ? SmallEpochDue.Instance : HandOffOverdue.Instance, wait);

    void IPartitionEffects.Finish() => Context.Stop(Self); // Things and desk are stopped in PostStop, however we end.

    void IPartitionEffects.Fail(PartitionFault fault, string reason) => Fail(fault, reason);

    private void OnStored(EpochCommitted epoch) => _core.EpochStored(Now, epoch);

    /// <summary>Ends this incarnation; the pinger starts the next one, which recovers from what is stored.</summary>
    private void Fail(PartitionFault fault, string reason)
    {
        EngineMetrics.PartitionFaults.WithLabels(EngineMetrics.Label(fault)).Inc();
        _log.Error("Partition {0} starts anew: {1}", _partition, reason);
        Context.Stop(Self);
    }

    private void StopThings()
    {
        foreach (ThingSlot slot in _core.Memory.Slots.Values)
        {
            (slot.Actor ?? slot.Started)?.Tell(PoisonPill.Instance);
        }

        _desk.Tell(StopDesk.Instance);
    }

    /// <summary>Brings the end of a segment, which a thing's thread notices, into this actor's mailbox.</summary>
    private sealed class SegmentMailbox(IActorRef self) : ISegmentOwner
    {
        public void Ended(SegmentToken token) => self.Tell(new SegmentDone(token), ActorRefs.NoSender);
    }
}
