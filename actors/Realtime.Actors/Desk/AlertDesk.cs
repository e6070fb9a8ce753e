using Akka.Actor;
using Akka.Event;
using Realtime.Actors.City;
using Realtime.Actors.Epochs;
using Realtime.Actors.Families;
using Realtime.Actors.Messages;
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
public sealed partial class AlertDesk : BookKeeper
{
    private static readonly TimeSpan OrphanedMax = TimeSpan.FromSeconds(15);
    private readonly int _partition;
    private readonly AlertBook _book = new();
    private readonly MessageBook _messages = new();
    private IActorRef _owner = ActorRefs.Nobody;
    private bool _awake;
    private bool _handingOff;

    public AlertDesk(int partition, EnginePorts ports)
        : base("desk", $"Desk {partition}", $"desk-{partition}", ports) => _partition = partition;

    public static Props Props(int partition, EnginePorts ports) => Akka.Actor.Props.Create(() => new AlertDesk(partition, ports));

    protected override void Restore(object snapshot)
    {
        var stored = (AlertBookSnapshot)snapshot;
        _book.Restore(stored);
        _messages.Restore(stored.Messages ?? []);
    }

    protected override object Snapshot() => _book.Snapshot() with { Messages = _messages.Snapshot() };

    protected override void Recovered()
    {
        EngineMetrics.ShowOpenAlerts(_partition, _book);
        _maybePosted.UnionWith(Ports.Post is null ? [] : _book.Unnotified.Select(open => open.Key));
        StartFamilies();
        Work();
    }

    protected override void Handle(object message)
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
                Acknowledge(acknowledge, Sender);
                break;
            case NoteAlert note:
                Note(note);
                break;
            case CloseAlert close:
                Close(close);
                break;
            case Canary canary:
                _canary = canary;
                PublishCanary();
                break;
            case GetDeskView query:
                Sender.Tell(new DeskView(_partition, [.. Select(query)]));
                break;
            case GetPendingWork:
                Sender.Tell(new PendingWork(_book.Unpublished.Count() + _book.UnnotifiedCount + _messages.Unsent.Count()));
                break;
            case GetAlert query:
                Answer(query);
                break;
            default:
                if (!OnMessageWork(message) && !OnFamilyWork(message) && !OnLifeCycle(message))
                {
                    OnWork(message);
                }

                break;
        }
    }

    /// <summary>Its end and its partition's end.</summary>
    /// <returns>Whether it was one of these.</returns>
    private bool OnLifeCycle(object message)
    {
        switch (message)
        {
            case HandOff when _owner.IsNobody():
                Context.Stop(Self); // No partition has introduced itself, and the shard lets none in any more.
                break;
            case HandOff:
                // The partition stops its desk after its last delivery; the limit is for one that hangs.
                _handingOff = true;
                Timers.StartSingleTimer("orphaned", StopDesk.Instance, OrphanedMax);
                break;
            case Terminated ended when ended.ActorRef.Equals(_owner):
                Forget();
                break;
            case StopDesk:
                StopInOrder();
                break;
            default:
                return false;
        }

        return true;
    }

    private void Know(IActorRef owner)
    {
        if (_owner.Equals(owner))
        {
            return;
        }

        if (!_owner.IsNobody())
        {
            Context.Unwatch(_owner);
        }

        _owner = Context.Watch(owner);
        _families.Tell(new KnowPartition(owner));
    }

    /// <summary>The partition is gone; the next one introduces itself, unless the whole shard moves.</summary>
    private void Forget()
    {
        _owner = ActorRefs.Nobody;
        if (_handingOff)
        {
            Context.Stop(Self);
        }
    }

    protected override void PostStop()
    {
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
            Logger.Warning("Desk {0} has alerts up to {1}, its partition up to {2}", _partition, _book.TakenUpTo, wake.DeliveredUpTo);
        }

        if (behind && _awake)
        {
            Context.Stop(Self); // The partition's next tick starts it again.
            return;
        }

        _awake = true;
        Know(Sender);
        Sender.Tell(new DeskReady(_book.TakenUpTo));
        EngineMetrics.ShowOpenAlerts(_partition, _book);
        Work();
    }

    /// <summary>Takes what is new; what it has already (the partition asks again after a crash) is only answered.</summary>
    private void Take(DeliverAlerts delivery)
    {
        IActorRef sender = Sender;
        Know(sender);
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

    private void Acknowledge(AcknowledgeAlert acknowledge, IActorRef sender)
    {
        if (_book.Refusal(acknowledge.AlertId) is { } result)
        {
            sender.Tell(new AcknowledgeAnswer(result));
            return;
        }

        var acknowledged = new AlertAcknowledged(acknowledge.AlertId, acknowledge.By, acknowledge.Comment, Ports.Clock.GetUtcNow());
        Persist<DeskEvent>(acknowledged, change =>
        {
            Applied(change);
            AlertMetrics.Acknowledged(_partition, _book, acknowledge.AlertId);
            AnswerWhenStopped(acknowledge.AlertId, AcknowledgeResult.Acknowledged, sender);
        });
    }

    /// <summary>A person's word ends what cannot be observed; what readings speak of is ended by readings.</summary>
    private void Close(CloseAlert close)
    {
        AcknowledgeResult? known = _book.Find(close.AlertId)?.Alert switch
        {
            null => AcknowledgeResult.Unknown,
            { State: AlertState.Resolved } => AcknowledgeResult.AlreadyResolved,
            { Rule: Rules.GaugeFault } or { State: AlertState.Unobservable } => null,
            _ => AcknowledgeResult.Observed,
        };
        if (known is { } result)
        {
            Sender.Tell(new AcknowledgeAnswer(result));
            return;
        }

        IActorRef sender = Sender;
        Persist<DeskEvent>(new AlertClosed(close.AlertId, close.By, close.Comment, Ports.Clock.GetUtcNow()), change =>
        {
            Applied(change);
            EngineMetrics.ShowOpenAlerts(_partition, _book);
            AnswerWhenStopped(close.AlertId, AcknowledgeResult.Closed, sender);
        });
    }

    /// <summary>Also of an alert that is over: what was found belongs to its history. Only an open one can be suppressed.</summary>
    private void Note(NoteAlert note)
    {
        if (_book.Find(note.AlertId) is not { } known || (note.Suppress && known.Alert.State == AlertState.Resolved))
        {
            Sender.Tell(new AcknowledgeAnswer(_book.Find(note.AlertId) is null ? AcknowledgeResult.Unknown : AcknowledgeResult.AlreadyResolved));
            return;
        }

        IActorRef sender = Sender;
        Persist<DeskEvent>(new AlertNoted(note.AlertId, note.By, note.Comment, note.Suppress, Ports.Clock.GetUtcNow()), change =>
        {
            Applied(change);
            AnswerWhenStopped(note.AlertId, AcknowledgeResult.Noted, sender);
        });
    }

    private IEnumerable<AlertView> Select(GetDeskView query) => _book.Alerts
        .Select(alert => alert.Alert)
        .Where(alert => (query.Thing is null || alert.Thing == query.Thing) && (query.IncludeClosed || alert.State != AlertState.Resolved) && query.Sight?.Covers(alert) != false)
        .OrderByDescending(alert => alert.State != AlertState.Resolved)
        .ThenByDescending(alert => alert.Level)
        .ThenBy(alert => alert.Since)
        .ThenBy(alert => alert.AlertId, StringComparer.Ordinal)
        .Take(Limits.AlertsPerAnswerMax);

    protected override void Fold(object change)
    {
        switch (change)
        {
            case MessageTaken taken:
                _messages.Apply(taken);
                break;
            case MessageSent sent:
                _messages.Apply(sent);
                break;
            default:
                _book.Apply((DeskEvent)change);
                break;
        }
    }
}
