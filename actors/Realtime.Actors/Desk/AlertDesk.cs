using Akka.Actor;
using Akka.Event;
using Akka.Persistence;
using Realtime.Actors.City;
using Realtime.Actors.Epochs;
using Realtime.Actors.Metrics;
using Realtime.Actors.Partitions;
using Realtime.Actors.Ports;
using Realtime.Actors.Routing;
using Realtime.Actors.Things;
using Realtime.Domain;

namespace Realtime.Actors.Desk;

/// <summary>
/// The alert desk of one shard: takes over stored alert changes, publishes them, tells people, takes acknowledgements. Every step is
/// an event; what is not recorded as done is done again after a crash, with the same ids and keys.
/// </summary>
public sealed partial class AlertDesk : UntypedPersistentActor, IWithTimers
{
    private const int SnapshotEveryEvents = 500;
    private static readonly TimeSpan OrphanedMax = TimeSpan.FromSeconds(15);
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly EnginePorts _ports;
    private readonly int _partition;
    private readonly AlertBook _book = new();
    private readonly CancellationTokenSource _stopping = new();
    private IActorRef _owner = ActorRefs.Nobody;
    private long _previousSnapshot;
    private bool _awake;

    public AlertDesk(int partition, EnginePorts ports)
    {
        _partition = partition;
        _ports = ports;
        PersistenceId = $"desk-{partition}";
    }

    public override string PersistenceId { get; }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(int partition, EnginePorts ports) => Akka.Actor.Props.Create(() => new AlertDesk(partition, ports));

    protected override void OnRecover(object message)
    {
        switch (message)
        {
            case SnapshotOffer { Snapshot: AlertBookSnapshot snapshot } offer:
                _previousSnapshot = offer.Metadata.SequenceNr;
                _book.Restore(snapshot);
                break;
            case DeskEvent change:
                _book.Apply(change);
                break;
            case RecoveryCompleted:
                EngineMetrics.ShowOpenAlerts(_partition, _book);
                Work();
                break;
        }
    }

    protected override void OnCommand(object message)
    {
        switch (message)
        {
            case WakeDesk wake:
                Wake(wake);
                break;
            case DeliverAlerts delivery:
                Take(delivery);
                break;
            case AcknowledgeAlert acknowledge:
                Acknowledge(acknowledge);
                break;
            case GetDeskView query:
                Sender.Tell(new DeskView(_partition, [.. Select(query)]));
                break;
            case GetPendingWork:
                Sender.Tell(new PendingWork(_book.Unpublished.Count() + _book.UnnotifiedCount));
                break;
            case GetAlert query:
                Sender.Tell(new AlertAnswer(_book.Find(query.AlertId)));
                break;
            case HandOff:
                // The partition stops its desk after its last delivery; without one (it died) nothing more will come.
                Timers.StartSingleTimer("orphaned", StopDesk.Instance, OrphanedMax);
                break;
            case StopDesk:
                Context.Stop(Self);
                break;
            case SaveSnapshotSuccess saved:
                OnSnapshotSaved(saved);
                break;
            case SaveSnapshotFailure failed:
                _log.Warning(failed.Cause, "Desk {0} could not save a snapshot; its log keeps growing until the next try", _partition);
                break;
            default:
                OnWork(message);
                break;
        }
    }

    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr)
    {
        // Akka stops a persistent actor on failure but not on rejection; both leave us without knowing what is stored.
        EngineMetrics.PersistFailures.Inc();
        _log.Error(cause, "Desk {0} could not store event {1}; it recovers", _partition, sequenceNr);
        Context.Stop(Self);
    }

    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr)
    {
        EngineMetrics.PersistFailures.Inc();
        base.OnPersistFailure(cause, @event, sequenceNr);
    }

    protected override void PostStop()
    {
        _stopping.Cancel();
        _stopping.Dispose();
        EngineMetrics.ForgetDesk(_partition);
        base.PostStop();
    }

    /// <summary>
    /// A desk that knows less than its partition is stale: another one, of an owner that was cut off, has stored more since. It would
    /// notice only at its next write, and until then nobody would publish or tell what the other one took. So it recovers; once is
    /// enough, and a desk that has just recovered goes on with what there is.
    /// </summary>
    private void Wake(WakeDesk wake)
    {
        bool behind = wake.DeliveredUpTo > _book.TakenUpTo;
        if (behind)
        {
            _log.Warning("Desk {0} has alerts up to {1}, its partition up to {2}", _partition, _book.TakenUpTo, wake.DeliveredUpTo);
        }

        if (behind && _awake)
        {
            Context.Stop(Self); // The partition's next tick starts it again.
            return;
        }

        _awake = true;
        _owner = Sender;
        Sender.Tell(new DeskReady(_book.TakenUpTo));
        EngineMetrics.ShowOpenAlerts(_partition, _book);
        Work();
    }

    /// <summary>Takes what is new; what it has already (the partition asks again after a crash) is only answered.</summary>
    private void Take(DeliverAlerts delivery)
    {
        IActorRef sender = Sender;
        _owner = sender;
        IReadOnlyList<NumberedAlert> fresh = _book.Fresh(delivery.Alerts);
        if (fresh.Count == 0)
        {
            sender.Tell(new AlertsTaken(_book.TakenUpTo));
            return;
        }

        PersistAll(fresh.Select(alert => (DeskEvent)new AlertTaken(alert.Number, alert.Change)), taken =>
        {
            Applied(taken);
            AlertChange change = ((AlertTaken)taken).Change;
            EngineMetrics.AlertChanges.WithLabels(change.Rule, AlertViews.Word(change.Kind)).Inc();
            if (((AlertTaken)taken).Number == fresh[^1].Number)
            {
                sender.Tell(new AlertsTaken(_book.TakenUpTo));
                EngineMetrics.ShowOpenAlerts(_partition, _book);
                Work();
            }
        });
    }

    private void Acknowledge(AcknowledgeAlert acknowledge)
    {
        if (_book.Refusal(acknowledge.AlertId) is { } result)
        {
            Sender.Tell(new AcknowledgeAnswer(result));
            return;
        }

        IActorRef sender = Sender;
        var acknowledged = new AlertAcknowledged(acknowledge.AlertId, acknowledge.By, acknowledge.Comment, _ports.Clock.GetUtcNow());
        Persist<DeskEvent>(acknowledged, change =>
        {
            Applied(change);
            sender.Tell(new AcknowledgeAnswer(AcknowledgeResult.Acknowledged));
        });
    }

    private IEnumerable<AlertView> Select(GetDeskView query) => _book.Alerts
        .Select(alert => alert.Alert)
        .Where(alert => query.IncludeClosed || alert.State != AlertState.Resolved);

    /// <summary>Deletes up to the previous snapshot only: what lies between fences a writer that was paused (see the partition's).</summary>
    private void OnSnapshotSaved(SaveSnapshotSuccess saved)
    {
        if (_previousSnapshot > 0)
        {
            DeleteMessages(_previousSnapshot);
            DeleteSnapshots(new SnapshotSelectionCriteria(_previousSnapshot - 1));
        }

        _previousSnapshot = saved.Metadata.SequenceNr;
    }

    private void Applied(DeskEvent change)
    {
        _book.Apply(change);
        if (LastSequenceNr % SnapshotEveryEvents == 0)
        {
            SaveSnapshot(_book.Snapshot());
        }
    }
}
