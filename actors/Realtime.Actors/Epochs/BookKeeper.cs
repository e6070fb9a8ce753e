using Akka.Actor;
using Akka.Event;
using Akka.Persistence;
using Realtime.Actors.Metrics;
using Realtime.Actors.Partitions;
using Realtime.Actors.Ports;

namespace Realtime.Actors.Epochs;

/// <summary>
/// What every actor does that keeps a book as a fold over stored events: recover it, save it now and then, and never write from a memory that
/// may be old. One that stood still longer than another node needs to take over starts anew; one that is refused by the journal stops.
/// </summary>
public abstract class BookKeeper : UntypedPersistentActor, IWithTimers
{
    private const int SnapshotEveryEvents = 500;
    private readonly string _kind;
    private readonly string _name;
    private readonly SnapshotHistory _snapshots;
    private readonly StandstillWatch _standstill;
    private readonly RecoveryGuard _guard;

    /// <param name="kind">Kind of actor, for the metrics.</param>
    /// <param name="name">What the log calls it; names no person.</param>
    /// <param name="persistenceId">Name of its log. Part of the stored format: never changes.</param>
    /// <param name="ports">The engine's surroundings.</param>
    protected BookKeeper(string kind, string name, string persistenceId, EnginePorts ports)
    {
        _kind = kind;
        _name = name;
        PersistenceId = persistenceId;
        Ports = ports;
        _guard = new RecoveryGuard(kind, persistenceId, Logger);
        _snapshots = new SnapshotHistory(ports.Options.EventsKeptMin);
        _standstill = new StandstillWatch(ports.Options.Pulse, ports.Options.StandstillMax);
    }

    public sealed override string PersistenceId { get; }

    public sealed override Recovery Recovery => _guard.Recovery;

    public ITimerScheduler Timers { get; set; } = null!;

    protected EnginePorts Ports { get; }

    protected ILoggingAdapter Logger { get; } = Context.GetLogger();

    /// <summary>Ends with the actor: for work that it has under way outside.</summary>
    protected CancellationTokenSource Stopping { get; } = new();

    /// <summary>The whole book, as it is stored.</summary>
    protected abstract object Snapshot();

    /// <summary>Takes a stored book over.</summary>
    protected abstract void Restore(object snapshot);

    /// <summary>Folds one stored event in. Decides nothing.</summary>
    protected abstract void Fold(object change);

    /// <summary>Everything stored is folded in.</summary>
    protected abstract void Recovered();

    /// <summary>One message; what came before a standstill is never among them.</summary>
    protected abstract void Handle(object message);

    protected sealed override void OnRecover(object message)
    {
        _guard.Look(message, LastSequenceNr);
        switch (message)
        {
            case SnapshotOffer offer:
                _snapshots.Add(offer.Metadata.SequenceNr, Instant.Of(Ports.Clock).Running);
                Restore(offer.Snapshot);
                break;
            case RecoveryCompleted:
                Recovered();
                break;
            default:
                Fold(message);
                break;
        }
    }

    protected sealed override void OnCommand(object message)
    {
        if (StopsAsOld())
        {
            return; // Nothing is answered: whoever asked asks again, and finds the one that knows what was stored meanwhile.
        }

        switch (message)
        {
            case SaveSnapshotSuccess saved:
                OnSnapshotSaved(saved);
                break;
            case SaveSnapshotFailure failed:
                Logger.Warning(failed.Cause, "{0} could not save a snapshot; its log keeps growing until the next try", _name);
                break;
            default:
                Handle(message);
                break;
        }
    }

    /// <summary>
    /// Whether this process stood still, so that another may have taken over; then it stops. Asked before every message, and by whoever hands
    /// something out behind a stored event: the standstill may have been between the two, and the fence refuses writes but no mail.
    /// </summary>
    protected bool StopsAsOld()
    {
        if (_standstill.StoodStill() is not { } stood)
        {
            return false;
        }

        Logger.Error("{0} stood still for {1:0.0} s and may not act on what it remembers; it starts anew", _name, stood.TotalSeconds);
        Context.Stop(Self);
        return true;
    }

    /// <summary>A stored event: folded in, and with it now and then the whole book saved.</summary>
    protected void Applied(object change)
    {
        Fold(change);
        if (LastSequenceNr % SnapshotEveryEvents == 0)
        {
            SaveSnapshot(Snapshot());
        }
    }

    protected sealed override void OnPersistRejected(Exception cause, object @event, long sequenceNr)
    {
        // Akka stops a persistent actor on failure but not on rejection; both leave us without knowing what is stored.
        EngineMetrics.PersistFailures.Inc();
        Logger.Error(cause, "{0} could not store event {1}; it recovers", _name, sequenceNr);
        Context.Stop(Self);
    }

    protected sealed override void OnPersistFailure(Exception cause, object @event, long sequenceNr)
    {
        EngineMetrics.PersistFailures.Inc();
        if (Fence.Refused(cause))
        {
            EngineMetrics.WritersFenced.WithLabels(_kind).Inc();
            Logger.Error("{0} is fenced: another node has written event {1}; it stops", _name, sequenceNr);
            return;
        }

        base.OnPersistFailure(cause, @event, sequenceNr);
    }

    protected override void PostStop()
    {
        Stopping.Cancel();
        Stopping.Dispose();
        base.PostStop();
    }

    /// <summary>Deletes what <see cref="SnapshotHistory"/> lets go: the rest fences a writer that was paused.</summary>
    private void OnSnapshotSaved(SaveSnapshotSuccess saved)
    {
        _guard.Saved();
        if (_snapshots.Add(saved.Metadata.SequenceNr, Instant.Of(Ports.Clock).Running) is var upTo and > 0)
        {
            DeleteMessages(upTo);
            DeleteSnapshots(new SnapshotSelectionCriteria(upTo - 1));
        }
    }
}
