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

/// <summary>
/// Owner of one Kafka partition and of the shard with the same number: takes its records in log order, gives them to the things,
/// fires deadlines when a channel's watermark passes them, and stores what changed together with the offsets in one event.
/// This file: life, recovery and routing of messages. Segments, epochs, hand-off and queries stand in the files beside it.
/// </summary>
public sealed partial class PartitionActor : UntypedPersistentActor, IWithTimers
{
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly EnginePorts _ports;
    private readonly int _partition;
    private readonly PartitionMemory _memory = new();
    private readonly DeadlineQueue _deadlines = new();
    private readonly Dictionary<string, DateTimeOffset> _lastArrivals = [];
    private IPartitionOutbox _outbox = null!;
    private IIngestSubscription? _subscription;
    private IActorRef _desk = ActorRefs.Nobody;
    private DateTimeOffset _judgeChannelsFrom;
    private bool _active;
    private readonly StandstillWatch _standstill;

    public PartitionActor(int partition, EnginePorts ports)
    {
        _partition = partition;
        _ports = ports;
        PersistenceId = $"partition-{partition}";
        _standstill = NewWatch(ports);
    }

    public override string PersistenceId { get; }

    public ITimerScheduler Timers { get; set; } = null!;

    private EngineOptions Options => _ports.Options;

    public static Props Props(int partition, EnginePorts ports) => Akka.Actor.Props.Create(() => new PartitionActor(partition, ports));

    protected override void OnRecover(object message)
    {
        switch (message)
        {
            case SnapshotOffer { Snapshot: PartitionSnapshot snapshot } offer:
                _snapshotBytes = BytesOf(snapshot.Epoch);
                _snapshotSequenceNr = offer.Metadata.SequenceNr;
                Snapshots.Add(_snapshotSequenceNr);
                Recover(snapshot.Epoch);
                _memory.Alerts.Recover(snapshot.LastAlertNumber, snapshot.Epoch.DeliveredUpTo);
                break;
            case EpochCommitted epoch:
                if (_snapshotSequenceNr == 0 && LastSequenceNr > 1 && !_recoveredAny)
                {
                    // Deletion keeps everything behind the previous snapshot: a log that starts later has lost its snapshot.
                    throw new InvalidOperationException(
                        $"{PersistenceId} starts at event {LastSequenceNr} without a snapshot; restore the snapshot store from its backup");
                }

                _logBytes += BytesOf(epoch);
                Recover(epoch);
                break;
            case RecoveryCompleted:
                Start();
                break;
        }

        _recoveredAny = true;
    }

    protected override void OnCommand(object message)
    {
        if (_standstill.StoodStill() is { } stood)
        {
            End($"it stood still for {stood.TotalSeconds:0.0} s and may not write what it remembers");
            return;
        }

        switch (message)
        {
            case IngestBatch batch:
                OnBatch(batch);
                break;
            case SegmentDone done:
                OnSegmentDone(done);
                break;
            case Activated activated:
                OnActivated(activated);
                break;
            case OutboxAcknowledged acknowledged:
                OnOutboxAcknowledged(acknowledged);
                break;
            case AlertsTaken taken:
                OnAlertsTaken(taken);
                break;
            case Tick:
                OnTick();
                break;
            case SmallEpochDue:
                TryBeginEpoch();
                break;
            case GetPartitionView or GetThing or GetContacts or GetPendingWork:
                OnQuery(message);
                break;
            default:
                OnLifeCycle(message);
                break;
        }
    }

    private void OnLifeCycle(object message)
    {
        switch (message)
        {
            case IngestInit:
                Sender.Tell(IngestAck.Instance);
                break;
            case DeskReady ready:
                OnDeskReady(ready);
                break;
            case Terminated terminated when terminated.ActorRef.Equals(_desk):
                _desk = ActorRefs.Nobody; // The next tick wakes it: its retries died with it.
                break;
            case ActivationFailed failed:
                End($"{failed.Slot.Key} cannot be started: {failed.Reason}");
                break;
            case IngestFailed failed:
                OnIngestFailed(failed);
                break;
            case OutboxFailed failed:
                End($"a record could not be delivered: {failed.Reason}");
                break;
            case HandOff or IngestStopped or HandOffOverdue:
                OnHandOff(message);
                break;
            case SaveSnapshotSuccess saved:
                OnSnapshotSaved(saved);
                break;
            case SaveSnapshotFailure failed:
                _snapshotRunning = false;
                _log.Warning(failed.Cause, "Partition {0} could not save a snapshot; its log keeps growing until the next try", _partition);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr)
    {
        EngineMetrics.PersistFailures.Inc();
        if (Fence.Refused(cause))
        {
            EngineMetrics.WritersFenced.WithLabels("partition").Inc();
            _log.Error("Partition {0} is fenced: another node has written epoch {1}; what this one did since is not stored, it stops", _partition, sequenceNr);
            return;
        }

        _log.Error(cause, "Partition {0} does not know whether epoch {1} is stored; it recovers and reads what really happened", _partition, sequenceNr);
    }

    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr)
    {
        EngineMetrics.PersistFailures.Inc();

        // Akka stops a persistent actor on failure but not on rejection; an epoch that is not stored ends this incarnation too.
        End($"epoch {sequenceNr} was rejected by the journal: {cause.Message}");
    }

    protected override void PostStop()
    {
        _memory.Life.Ended = true;
        if (_handingOff)
        {
            StopThings(); // Also after a last epoch that failed: the shard waits for its things.
        }

        _subscription?.StopAsync();
        _outbox?.Dispose();
        if (_active)
        {
            EngineMetrics.PartitionsOwned.Dec();
            EngineMetrics.Forget(_partition);
        }

        base.PostStop();
    }

    private void Recover(EpochCommitted epoch)
    {
        _memory.ApplyStored(epoch);
        _memory.Alerts.Recover(0, epoch.DeliveredUpTo);
        _memory.Alerts.Stored(epoch.Alerts.Select(alert => new OutgoingAlert(alert, _ports.Clock.GetUtcNow())));
    }

    private void Start()
    {
        if (_memory.OpenLog(_ports.Ingest.LogId))
        {
            _log.Warning("Partition {0}: the log is a new one; it is read from its beginning and repeats are recognised by their origin", _partition);
        }

        _standstill.Beat(); // Reading the journal may take long; that is no standstill.
        _memory.ResetLiveToStored();
        // We were down, not the channels: each of them gets time to find us again.
        DateTimeOffset now = _ports.Clock.GetUtcNow();
        _judgeChannelsFrom = now + Limits.ChannelGraceAfterStart;
        foreach (string channel in _memory.Channels.Keys)
        {
            _lastArrivals[channel] = now;
        }

        foreach (ThingSlot slot in _memory.Slots.Values)
        {
            _deadlines.Schedule(slot);
        }

        _outbox = _ports.Outbox.Open(_partition, Self);
        _active = true;
        EngineMetrics.PartitionsOwned.Inc();
        WakeDesk();
        Timers.StartPeriodicTimer("tick", Tick.Instance, FirstTick(), Options.FullEpochInterval);
    }

    /// <summary>Partitions store at different moments of the interval, so that the journal sees a stream, not a storm.</summary>
    private TimeSpan FirstTick() => Options.FullEpochInterval * (1 + (double)_partition / _ports.Ingest.Partitions);

    /// <summary>Reading starts when the desk is known: alerts raised by the first batch can be delivered at once.</summary>
    private void OnDeskReady(DeskReady ready)
    {
        _desk = Context.Watch(Sender);
        _deliveryAskedUpTo = 0;
        OnAlertsTaken(new AlertsTaken(ready.TakenUpTo));
        Deliver();
        if (!_handingOff)
        {
            _subscription ??= _ports.Ingest.Subscribe(_partition, _memory.NextOffsets, Self);
        }
    }

    // The machine's own clock: it is the process that may stand still, not the city's time.
    private static StandstillWatch NewWatch(EnginePorts ports) => new(TimeProvider.System, ports.Options.StandstillMax);

    private void OnIngestFailed(IngestFailed failed)
    {
        if (failed.Cause is OffsetsLostException lost && Options.ResumeAtEarliestWhenOffsetsLost)
        {
            _log.Error("Partition {0}: {1}. Going on at the oldest record, as configured; what lay between is lost", _partition, lost.Message);
            _subscription?.StopAsync();
            long[] offsets = [.. _memory.NextOffsets.Select((offset, topic) => Topics.Inputs[topic] == lost.Topic ? -1 : offset)];
            _subscription = _ports.Ingest.Subscribe(_partition, offsets, Self);
            return;
        }

        End($"reading failed: {failed.Cause.Message}");
    }

    /// <summary>Ends this incarnation; the pinger starts the next one, which recovers from what is stored.</summary>
    private void End(string reason)
    {
        _log.Error("Partition {0} starts anew: {1}", _partition, reason);
        Context.Stop(Self);
    }
}
