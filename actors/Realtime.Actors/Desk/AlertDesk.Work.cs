using Akka.Actor;
using Akka.Event;
using Realtime.Actors.City;
using Realtime.Actors.Metrics;
using Realtime.Actors.Partitions;
using Realtime.Actors.Ports;
using Realtime.Actors.Post;
using Realtime.Domain;

namespace Realtime.Actors.Desk;

/// <summary>The desk's two outboxes: the alerts topic, in order; and people, in order per alert.</summary>
public sealed partial class AlertDesk
{
    private const int PublishBatchMax = 200;
    private readonly HashSet<long> _notifying = [];
    private readonly Dictionary<string, TimeSpan> _backOff = [];
    private readonly HashSet<string> _waiting = [];
    private bool _publishing;
    private long _publishedUpTo;
    private Canary? _canary;

    private sealed record Published(long UpTo, Exception? Failure);

    private sealed record Notified(long Number, AlertChange Change, NotifyOutcome Outcome, string? Failure);

    private sealed record ContactsKnown(long Number, AlertChange Change, IReadOnlyList<Contact> Contacts, FamilyFacts? Family = null);

    private sealed record RetryPublish
    {
        public static readonly RetryPublish Instance = new();
    }

    private sealed record RetryAlert(string AlertId);

    private void OnWork(object message)
    {
        switch (message)
        {
            case Published published:
                OnPublished(published);
                break;
            case StoreMarks:
                StoreGatheredMarks();
                break;
            case ContactsKnown known:
                Tell(known);
                break;
            case Notified notified:
                OnNotified(notified);
                break;
            case NoticesTold told:
                OnTold(told);
                break;
            case RepeatPost when _handovers.Count > 0:
                HandOver(_handovers.Values);
                ShowPending();
                break;
            case RepeatPost:
                Timers.Cancel("post");
                break;
            case RetryPublish:
                PublishNext();
                break;
            case RetryAlert retry:
                _waiting.Remove(retry.AlertId);
                NotifyNext();
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Work()
    {
        PublishNext();
        NotifyNext();
        SendMessages();
    }

    private void PublishNext()
    {
        KeyValuePair<long, AlertChange>[] batch = [.. _book.Unpublished.Where(open => open.Key > _publishedUpTo).Take(PublishBatchMax)];
        if (_publishing || batch.Length == 0)
        {
            PublishCanary();
            return;
        }

        _publishing = true;
        Task.WhenAll(batch.Select(entry => Ports.Alerts.PublishAsync(entry.Value, Stopping.Token))).PipeTo(
            Self,
            success: () => new Published(batch[^1].Key, null),
            failure: cause => new Published(batch[^1].Key, cause));
    }

    /// <summary>
    /// A canary goes out behind the alerts that are waiting, never past them: as long as those cannot be published, it must not look as if
    /// they could.
    /// </summary>
    private void PublishCanary()
    {
        if (_canary is { } canary && !_publishing && !_book.Unpublished.Any(open => open.Key > _publishedUpTo) && Ports.Canaries is { } way)
        {
            _canary = null;
            way.PublishAsync(canary, Stopping.Token).ContinueWith(
                lost => Logger.Debug("Desk {0} could not let a canary out: {1}", _partition, lost.Exception?.GetBaseException().Message), TaskContinuationOptions.OnlyOnFaulted);
        }
    }

    private void OnPublished(Published published)
    {
        if (published.Failure is { } failure)
        {
            _publishing = false;
            Logger.Warning("Desk {0} could not publish alerts ({1}); it tries again", _partition, failure.Message);
            Timers.StartSingleTimer("publish", RetryPublish.Instance, Ports.Options.NotifyRetryMin);
            return;
        }

        // The next ones need not wait until that is recorded.
        _publishedUpTo = published.UpTo;
        _publishing = false;
        Mark(new AlertsPublished(published.UpTo), () => { });
        PublishNext();
    }

    /// <summary>
    /// Starts every notice that may start: the oldest open one of each alert, and none that waits for its next try, so that one mail
    /// server's refusal of one family's mail delays nobody else's. With a post every open notice goes to its box at once: the box keeps the
    /// order and tries again.
    /// </summary>
    private void NotifyNext()
    {
        ShowPending();
        HashSet<string> busy = [.. _waiting];
        foreach ((long number, AlertChange change) in _book.Unnotified)
        {
            if ((Ports.Post is null && !busy.Add(change.AlertId)) || _notifying.Contains(number))
            {
                continue;
            }

            if (change.Audience == Audience.Operators)
            {
                _notifying.Add(number);
                Tell(new ContactsKnown(number, change, []));
            }
            else if (!_owner.IsNobody())
            {
                _notifying.Add(number);
                _owner.Ask<ContactsAnswer>(new GetContacts(change.Thing), TimeSpan.FromSeconds(5)).PipeTo(
                    Self,
                    success: answer => new ContactsKnown(number, change, answer.Contacts, answer.Family),
                    failure: cause => new Notified(number, change, NotifyOutcome.Unreachable, cause.Message));
            }
        }
    }

    private void Tell(ContactsKnown known)
    {
        if (_book.Find(known.Change.AlertId) is not { } alert)
        {
            // Forgotten because it closed long ago: the notice would tell of something nobody can look up.
            Self.Tell(new Notified(known.Number, known.Change, NotifyOutcome.NothingToSend, null));
            return;
        }

        string key = AlertNotice.KeyOf(known.Change);
        var notice = new AlertNotice(key, known.Change, alert.Alert, known.Contacts);
        if (known.Family is { } family && !known.Change.Drill && Ports.Families is not null)
        {
            TellFamily(known.Number, known.Change, family, notice);
            return;
        }

        // What lay in a post box before this desk was started anew goes out whatever it says now: its end has to follow it.
        bool goesOut = _maybePosted.Contains(known.Number) || (known.Change.Ends && IsBeingTold(known.Change.AlertId));
        if (_book.IsSilenced(known.Change) && !goesOut)
        {
            Self.Tell(new Notified(known.Number, known.Change, NotifyOutcome.NothingToSend, null));
            return;
        }

        if (Ports.Post is { } post)
        {
            Post(post, notice, known.Number);
            return;
        }

        Ports.Notifier.NotifyAsync(notice, Stopping.Token).PipeTo(
            Self,
            success: outcome => new Notified(known.Number, known.Change, outcome, null),
            failure: cause => new Notified(known.Number, known.Change, NotifyOutcome.Unreachable, cause.Message));
    }

    private void OnNotified(Notified notified)
    {
        AlertChange change = notified.Change;
        EngineMetrics.NotificationsSent.WithLabels(Ports.Notifier.Way, EngineMetrics.Label(notified.Outcome)).Inc();
        if (notified.Outcome.IsLater())
        {
            _notifying.Remove(notified.Number);
            Postpone(change, notified);
            return;
        }

        _backOff.Remove(change.AlertId);
        var done = new AlertNotified(change.AlertId, change.Sequence, Ports.Notifier.Way, notified.Outcome, Ports.Clock.GetUtcNow());
        Mark(done, () =>
        {
            _notifying.Remove(notified.Number);
            HandToFamilies(change.AlertId);
            NotifyNext();
        });
    }

    private void Postpone(AlertChange change, Notified refused)
    {
        TimeSpan wait = Backoff.Next(_backOff.TryGetValue(change.AlertId, out TimeSpan last) ? last : null, refused.Outcome, Ports.Options);
        _backOff[change.AlertId] = wait;
        _waiting.Add(change.AlertId);
        Logger.Warning("Notice of alert {0} was not accepted ({1}); next try in {2}", change.AlertId, refused.Failure ?? "temporary refusal", wait);
        Timers.StartSingleTimer($"retry-{change.AlertId}", new RetryAlert(change.AlertId), Backoff.Spreaded(wait, change.AlertId));
    }
}
