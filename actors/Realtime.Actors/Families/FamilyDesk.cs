using Akka.Actor;
using Akka.Event;
using Akka.Persistence;
using Realtime.Actors.City;
using Realtime.Actors.Desk;
using Realtime.Actors.Epochs;
using Realtime.Actors.Messages;
using Realtime.Actors.Metrics;
using Realtime.Actors.Partitions;
using Realtime.Actors.Ports;
using Realtime.Domain;

namespace Realtime.Actors.Families;

/// <summary>
/// Tells the people around the households of one shard, step by step: a child of the shard's alert desk with a log of its own. Every step is
/// stored before it is taken; waits are counted from stored moments, so they survive a crash and end once. An acknowledgement is stored here
/// before anybody hears that it was taken, so no letter of a later step is ever formed behind it.
/// </summary>
public sealed partial class FamilyDesk : UntypedPersistentActor, IWithTimers
{
    private const int SnapshotEveryEvents = 500;
    private static readonly TimeSpan OwnerAnswerMax = TimeSpan.FromSeconds(5);
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly FamilyBook _book = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly EnginePorts _ports;
    private readonly IFamilyPost _post;
    private readonly int _partition;
    private readonly SnapshotHistory _snapshots;
    private readonly StandstillWatch _standstill;
    private readonly RecoveryGuard _guard;
    private IActorRef _owner = ActorRefs.Nobody;
    private DateTimeOffset _started;

    public FamilyDesk(int partition, IFamilyPost post, EnginePorts ports)
    {
        _partition = partition;
        _post = post;
        _ports = ports;
        _snapshots = new SnapshotHistory(ports.Options.EventsKeptMin);
        _standstill = new StandstillWatch(ProcessPulse.Own, ports.Options.StandstillMax);
        PersistenceId = $"families-{partition}";
        _guard = new RecoveryGuard("family", PersistenceId, _log);
    }

    public override string PersistenceId { get; }

    public override Recovery Recovery => _guard.Recovery;

    public ITimerScheduler Timers { get; set; } = null!;

    private FamilyOptions Options => _ports.Options.Families;

    private DateTimeOffset Now => _ports.Clock.GetUtcNow();

    public static Props Props(int partition, IFamilyPost post, EnginePorts ports) => Akka.Actor.Props.Create(() => new FamilyDesk(partition, post, ports));

    protected override void OnRecover(object message)
    {
        _guard.Look(message, LastSequenceNr);
        switch (message)
        {
            case SnapshotOffer { Snapshot: FamilyBookSnapshot snapshot } offer:
                _snapshots.Add(offer.Metadata.SequenceNr, Instant.Of(_ports.Clock).Running);
                _book.Restore(snapshot);
                break;
            case FamilyEvent change:
                _book.Apply(change);
                break;
            case RecoveryCompleted:
                _started = Now;
                Show();
                Timers.StartPeriodicTimer("tick", TickFamilies.Instance, Options.Tick);
                Context.Parent.Tell(FamilyDeskReady.Instance);
                foreach (FamilyCase known in _book.OpenCases.Where(known => known.AcknowledgedBy is not null))
                {
                    TellDesk(known); // The alert's own desk may not have heard of it.
                }

                break;
        }
    }

    protected override void OnCommand(object message)
    {
        if (_standstill.StoodStill() is { } stood)
        {
            _log.Error("Family desk {0} stood still for {1:0.0} s and may not write what it remembers; it starts anew", _partition, stood.TotalSeconds);
            Context.Stop(Self);
            return;
        }

        switch (message)
        {
            case KnowPartition known:
                _owner = known.Partition;
                break;
            case FamilyNotice notice:
                Take(notice);
                break;
            case StopLadder stop:
                Stop(stop);
                break;
            case OperatorWords words:
                CatchUp(words);
                break;
            case AddHistory add:
                add.ReplyTo.Tell(new AlertAnswer(WithHistory(add.Detail)));
                break;
            case GetFamilyLink query:
                OpenLink(query.LinkHash, acknowledge: false, null);
                break;
            case AcknowledgeFamilyLink acknowledge:
                OpenLink(acknowledge.LinkHash, acknowledge: true, acknowledge.Reader);
                break;
            case GetLostLetters:
                Sender.Tell(new LostLettersAnswer(_book.Lost));
                break;
            case SaveSnapshotSuccess saved:
                OnSnapshotSaved(saved);
                break;
            case SaveSnapshotFailure failed:
                _log.Warning(failed.Cause, "Family desk {0} could not save a snapshot; its log keeps growing until the next try", _partition);
                break;
            default:
                OnWork(message);
                break;
        }
    }

    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr)
    {
        EngineMetrics.PersistFailures.Inc();
        _log.Error(cause, "Family desk {0} could not store event {1}; it recovers", _partition, sequenceNr);
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
        base.PostStop();
    }

    /// <summary>The alert's own record of who takes care follows; a repeat changes nothing there.</summary>
    private void TellDesk(FamilyCase known)
    {
        if (known is { Kind: FamilyCaseKind.NoViewing, AcknowledgedBy: { } by })
        {
            Context.Parent.Tell(new TakenCareOf(known.Id, by));
        }
    }

    private AlertDetail WithHistory(AlertDetail detail) => detail with
    {
        History = [.. detail.History, .. _book.History(detail.Alert.AlertId).Select(line => new AlertHistoryEntry(line.At, line.What, line.Text))],
    };

    private void StoreAll(List<FamilyEvent> changes, Action then)
    {
        if (changes.Count == 0)
        {
            then();
            return;
        }

        int left = changes.Count;
        PersistAll(changes, change =>
        {
            Applied(change);
            if (--left == 0)
            {
                Show();
                then();
            }
        });
    }

    private void Applied(FamilyEvent change)
    {
        _book.Apply(change);
        if (LastSequenceNr % SnapshotEveryEvents == 0)
        {
            SaveSnapshot(_book.Snapshot());
        }
    }

    private void OnSnapshotSaved(SaveSnapshotSuccess saved)
    {
        _guard.Saved();
        if (_snapshots.Add(saved.Metadata.SequenceNr, Instant.Of(_ports.Clock).Running) is var upTo and > 0)
        {
            DeleteMessages(upTo);
            DeleteSnapshots(new SnapshotSelectionCriteria(upTo - 1));
        }
    }

    private void Show() => EngineMetrics.FamilyCasesOpen.WithLabels(EngineMetrics.Label(_partition)).Set(_book.OpenCount);
}
