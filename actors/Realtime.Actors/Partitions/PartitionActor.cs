using Akka.Actor;
using Akka.Event;
using Akka.Persistence;
using Realtime.Actors.Desk;
using Realtime.Actors.Epochs;
using Realtime.Actors.Messages;
using Realtime.Actors.Metrics;
using Realtime.Actors.Ports;
using Realtime.Actors.Things;

namespace Realtime.Actors.Partitions;

/// <summary>
/// Shell of one partition: an actor that persists, reads the clock and turns messages into inputs of its <see cref="PartitionCore"/>,
/// which decides everything. The effects that come back stand in the file beside it.
/// </summary>
public sealed partial class PartitionActor : UntypedPersistentActor, IWithTimers
{
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly EnginePorts _ports;
    private readonly int _partition;
    private readonly PartitionCore _core;
    private readonly PartitionViews _views;
    private readonly AreaViews _areas;
    private readonly FamilyViews _families;
    private readonly PartitionReport _report;
    private readonly StandstillWatch _standstill;
    private readonly RecoveryGuard _guard;
    private IIngestSubscription? _subscription;
    private IActorRef _ingest = ActorRefs.Nobody;
    private IActorRef _desk = ActorRefs.Nobody;

    public PartitionActor(int partition, EnginePorts ports)
    {
        _partition = partition;
        _ports = ports;
        PersistenceId = $"partition-{partition}";
        _guard = new RecoveryGuard("partition", PersistenceId, _log);
        _report = new PartitionReport(partition, _log);
        _standstill = new StandstillWatch(ports.Options.Pulse, ports.Options.StandstillMax);
        _core = new PartitionCore(
            new PartitionSetup(partition, ports.Ingest.Partitions, ports.Ingest.LogId, ports.Options), this, _report, ports.Faults, new SegmentMailbox(Self));
        _views = new PartitionViews(partition, _core, ports.Ingest.Partitions, ports.Clock);
        _areas = new AreaViews(_views, ports.Ingest.Partitions, ports.Clock);
        _families = new FamilyViews(_core);
    }

    public override string PersistenceId { get; }

    public override Recovery Recovery => _guard.Recovery;

    public ITimerScheduler Timers { get; set; } = null!;

    private Instant Now => Instant.Of(_ports.Clock);

    public static Props Props(int partition, EnginePorts ports) => Akka.Actor.Props.Create(() => new PartitionActor(partition, ports));

    protected override void OnRecover(object message)
    {
        _guard.Look(message, LastSequenceNr);
        switch (message)
        {
            case SnapshotOffer { Snapshot: PartitionSnapshot snapshot } offer:
                _core.Recover(Now, snapshot, offer.Metadata.SequenceNr);
                break;
            case EpochCommitted epoch:
                _core.Recover(Now, epoch, LastSequenceNr);
                break;
            case RecoveryCompleted:
                _core.Begin(Now);
                Timers.StartPeriodicTimer("tick", Tick.Instance, FirstTick(), _ports.Options.FullEpochInterval);
                break;
        }
    }

    protected override void OnCommand(object message)
    {
        if (_standstill.StoodStill() is { } stood)
        {
            Fail(PartitionFault.Standstill, $"it stood still for {stood.TotalSeconds:0.0} s and may not write what it remembers");
            return;
        }

        switch (message)
        {
            case IngestBatch batch:
                _ingest = Sender;
                _core.Take(Now, batch);
                break;
            case SegmentDone done:
                _core.SegmentDone(Now, done.Token);
                break;
            case Activated activated:
                activated.Slot.Actor = Sender;
                _core.ThingStarted(Now, activated.Slot);
                break;
            case OutboxAcknowledged acknowledged:
                _core.OutboxAcknowledged(Now, acknowledged.Fence);
                break;
            case AlertsTaken taken:
                _core.AlertsTaken(Now, taken.UpTo);
                break;
            case Tick:
                _core.Tick(Now);
                _report.Show(_core);
                _areas.Forget();
                break;
            case SmallEpochDue:
                _core.Elapsed(Now, PartitionTimer.SmallEpoch);
                break;
            case FindThings or ReadRegistry or GetPartitionView or GetThing or GetContacts or GetPendingWork or GetPartitionAreas or GetPartitionArea or GetScope or GetDeliveries
                or GetFamily or GetFamilies or GetHouseholdRegistration:
                OnQuery(message);
                break;
            default:
                OnLifeCycle(message);
                break;
        }
    }

    private void OnQuery(object message)
    {
        Sender.Tell(message switch
        {
            GetPartitionView view => _views.View(view.Query),
            FindThings find => _views.Find(find.Search),
            ReadRegistry query => _views.Registration(query.Key),
            GetThing thing => new ThingAnswer(_views.Thing(thing.Key)),
            GetPartitionAreas areas => new PartitionAreas(_core.IsSubscribed, _areas.All(areas.By, areas.Sight)),
            GetPartitionArea area => _areas.One(area, _core.IsSubscribed),
            GetScope scope => new ScopeAnswer([.. _views.All().Where(thing => scope.Scope.Covers(thing, scope.Drill)).Select(thing => thing.Key).Order()]),
            GetDeliveries query => new DeliveriesAnswer(_views.Deliveries(query.MessageId, query.Things)),
            GetContacts contacts => new ContactsAnswer(_views.Contacts(contacts.Key), _families.One(contacts.Key)),
            GetFamily family => new FamilyAnswer(_families.One(family.Key, family.MessageId)),
            GetFamilies => new FamiliesAnswer(_families.All()),
            GetHouseholdRegistration registration => new HouseholdRegistration(_families.Registration(registration.Key)),
            _ => new PendingWork(_core.Pending),
        });
    }

    private void OnLifeCycle(object message)
    {
        switch (message)
        {
            case IngestInit:
                Sender.Tell(IngestAck.Instance);
                break;
            case DeskReady ready:
                _desk = Context.Watch(Sender);
                _core.DeskReady(Now, ready.TakenUpTo);
                break;
            case Terminated terminated when terminated.ActorRef.Equals(_desk):
                _desk = ActorRefs.Nobody;
                _core.DeskLost();
                break;
            case ActivationFailed failed:
                _core.ThingFailed(failed.Slot, failed.Reason);
                break;
            case IngestFailed failed:
                _core.InputFailed(Now, failed.Cause);
                break;
            case OutboxFailed failed:
                Fail(PartitionFault.Outbox, $"a record could not be delivered: {failed.Reason}");
                break;
            case HandOff:
                _core.HandOff();
                break;
            case IngestStopped:
                _core.InputStopped(Now);
                break;
            case HandOffOverdue:
                _core.Elapsed(Now, PartitionTimer.HandOff);
                break;
            case SaveSnapshotSuccess saved:
                _guard.Saved();
                _core.SnapshotSaved(saved.Metadata.SequenceNr);
                break;
            case SaveSnapshotFailure failed:
                _core.SnapshotFailed();
                _log.Warning(failed.Cause, "Partition {0} could not save a snapshot; its log keeps growing until the next try", _partition);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    protected override void OnRecoveryFailure(Exception reason, object? message = null)
    {
        if (RecoveryGuard.IsUnreadable(reason))
        {
            EngineMetrics.PartitionFaults.WithLabels(EngineMetrics.Label(PartitionFault.Unreadable)).Inc();
        }

        base.OnRecoveryFailure(reason, message);
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
        _log.Error(cause, "Partition {0} starts anew: epoch {1} was rejected by the journal", _partition, sequenceNr);
        Context.Stop(Self);
    }

    protected override void PostStop()
    {
        _core.End();
        if (_core.IsHandingOff)
        {
            StopThings(); // Also after a last epoch that failed: the shard waits for its things.
        }

        _subscription?.StopAsync();
        if (_core.IsActive)
        {
            _report.Left();
        }

        base.PostStop();
    }

    /// <summary>Partitions store at different moments of the interval, so that the journal sees a stream, not a storm.</summary>
    private TimeSpan FirstTick() => _ports.Options.FullEpochInterval * (1 + (double)_partition / _ports.Ingest.Partitions);
}
