using Realtime.Actors.City;
using Realtime.Actors.Epochs;
using Realtime.Actors.Messages;
using Realtime.Actors.Ports;
using Realtime.Domain;

namespace Realtime.Actors.Desk;

/// <summary>A change that is not finished: not published, or its notice is still open.</summary>
public sealed record OpenNotice(long Number, AlertChange Change);

/// <summary>Everything of the book, for a snapshot.</summary>
public sealed record AlertBookSnapshot(
    long TakenUpTo,
    long PublishedUpTo,
    IReadOnlyList<AlertDetail> Alerts,
    IReadOnlyList<OpenNotice> Unpublished,
    IReadOnlyList<OpenNotice> Unnotified)
{
    /// <summary>Messages to devices; none in snapshots of before there were any.</summary>
    public IReadOnlyList<KeptMessage>? Messages { get; init; }

    /// <summary>By alert id: the sequence it last began anew with, where that is not 0; null in snapshots of before it was kept.</summary>
    public IReadOnlyDictionary<string, int>? Renewed { get; init; }
}

/// <summary>
/// The alerts of one shard and what became of them: a pure fold over <see cref="DeskEvent"/>s. Two outboxes stand in it, because a
/// publication or a notice that is not recorded as done has to be done again after a crash.
/// </summary>
public sealed class AlertBook
{
    private const string Notified = "notified";
    private readonly Dictionary<string, AlertDetail> _alerts = [];
    private readonly Dictionary<string, int> _renewed = [];
    private readonly Queue<string> _closed = [];
    private readonly SortedDictionary<long, AlertChange> _unpublished = [];
    private readonly SortedDictionary<long, AlertChange> _unnotified = [];

    /// <summary>Newest number taken over from the partition.</summary>
    public long TakenUpTo { get; private set; }

    /// <summary>Everything up to this number is on the alerts topic.</summary>
    public long PublishedUpTo { get; private set; }

    /// <summary>Changes to publish, oldest first.</summary>
    public IEnumerable<KeyValuePair<long, AlertChange>> Unpublished => _unpublished;

    /// <summary>Changes whose notice is open, oldest first.</summary>
    public IEnumerable<KeyValuePair<long, AlertChange>> Unnotified => _unnotified;

    public int UnnotifiedCount => _unnotified.Count;

    public IEnumerable<AlertDetail> Alerts => _alerts.Values;

    public AlertDetail? Find(string alertId) => _alerts.GetValueOrDefault(alertId);

    /// <summary>What of a delivery is new; the rest (a partition asks again after a crash) is only answered.</summary>
    public IReadOnlyList<NumberedAlert> Fresh(IReadOnlyList<NumberedAlert> alerts) => [.. alerts.Where(alert => alert.Number > TakenUpTo)];

    /// <summary>Why an acknowledgement would change nothing; null = it would, and has to be stored.</summary>
    public AcknowledgeResult? Refusal(string alertId) => Find(alertId) switch
    {
        null => AcknowledgeResult.Unknown,
        { Alert.State: AlertState.Resolved } => AcknowledgeResult.AlreadyResolved,
        { Alert.AcknowledgedBy: not null } => AcknowledgeResult.AlreadyAcknowledged,
        _ => null,
    };

    /// <summary>
    /// Whether a word was said of an open alert before it began anew under the same id (after an absence, after a person had closed it): it does
    /// not hold for what is now.
    /// </summary>
    /// <param name="alertId">The alert.</param>
    /// <param name="sequence">The newest change of it that was known to whoever spoke.</param>
    public bool IsStale(string alertId, int sequence) =>
        Find(alertId) is { Alert.State: not AlertState.Resolved } && sequence < _renewed.GetValueOrDefault(alertId);

    /// <summary>Folds one stored event in. Decides nothing.</summary>
    public void Apply(DeskEvent change)
    {
        switch (change)
        {
            case AlertTaken taken:
                Take(taken);
                break;
            case AlertsPublished published:
                PublishedUpTo = Math.Max(PublishedUpTo, published.UpTo);
                foreach (long number in _unpublished.Keys.TakeWhile(number => number <= PublishedUpTo).ToArray())
                {
                    _unpublished.Remove(number);
                }

                break;
            case AlertNotified notified:
                Notify(notified);
                break;
            case AlertAcknowledged acknowledged:
                Acknowledge(acknowledged);
                break;
            case AlertNoted noted:
                Note(noted);
                break;
            case AlertClosed closed:
                Close(closed);
                break;
            default:
                throw new InvalidOperationException($"the alert book does not know {change.GetType().Name}");
        }
    }

    public AlertBookSnapshot Snapshot() => new(
        TakenUpTo,
        PublishedUpTo,
        [.. _alerts.Values],
        [.. _unpublished.Select(entry => new OpenNotice(entry.Key, entry.Value))],
        [.. _unnotified.Select(entry => new OpenNotice(entry.Key, entry.Value))])
    {
        Renewed = new Dictionary<string, int>(_renewed),
    };

    public void Restore(AlertBookSnapshot snapshot)
    {
        TakenUpTo = snapshot.TakenUpTo;
        PublishedUpTo = snapshot.PublishedUpTo;
        foreach (AlertDetail alert in snapshot.Alerts)
        {
            _alerts[alert.Alert.AlertId] = alert;
        }

        foreach (AlertDetail alert in snapshot.Alerts.Where(alert => alert.Alert.State == AlertState.Resolved).OrderBy(alert => alert.Alert.LastChange))
        {
            _closed.Enqueue(alert.Alert.AlertId);
        }

        // Older snapshots do not say with which change an alert began anew: of those every word holds.
        foreach ((string alert, int sequence) in snapshot.Renewed ?? new Dictionary<string, int>())
        {
            _renewed[alert] = sequence;
        }

        foreach (OpenNotice open in snapshot.Unpublished)
        {
            _unpublished[open.Number] = open.Change;
        }

        foreach (OpenNotice open in snapshot.Unnotified)
        {
            _unnotified[open.Number] = open.Change;
        }
    }

    private void Take(AlertTaken taken)
    {
        AlertChange change = taken.Change;
        TakenUpTo = Math.Max(TakenUpTo, taken.Number);
        _unpublished[taken.Number] = change;
        _unnotified[taken.Number] = change;
        AlertDetail? known = _alerts.GetValueOrDefault(change.AlertId);
        if (change.Sequence > 0 && AlertViews.IsNews(known?.Alert, change))
        {
            _renewed[change.AlertId] = change.Sequence;
        }

        var entry = new AlertHistoryEntry(change.Time, AlertViews.Word(change.Kind), change.Text) { Evidence = change.Evidence.Length > 0 ? change.Evidence : null };
        _alerts[change.AlertId] = new AlertDetail(AlertViews.After(known?.Alert, change), Longer(known?.History, entry));
        if (change.Ends)
        {
            _closed.Enqueue(change.AlertId);
            ForgetOldest();
        }
    }

    private void Notify(AlertNotified notified)
    {
        foreach ((long number, AlertChange change) in _unnotified)
        {
            if (change.AlertId == notified.AlertId && change.Sequence == notified.Sequence)
            {
                _unnotified.Remove(number);
                break;
            }
        }

        if (notified.Outcome == NotifyOutcome.NothingToSend || !_alerts.TryGetValue(notified.AlertId, out AlertDetail? alert))
        {
            return;
        }

        bool accepted = notified.Outcome == NotifyOutcome.Accepted;
        var entry = new AlertHistoryEntry(notified.At, accepted ? Notified : "notice-refused", $"by {notified.Way}");
        AlertView view = accepted && alert.Alert.State == AlertState.Raised ? alert.Alert with { State = AlertState.Notified } : alert.Alert;
        _alerts[notified.AlertId] = new AlertDetail(view, Longer(alert.History, entry));
    }

    private void Acknowledge(AlertAcknowledged acknowledged)
    {
        AlertDetail alert = _alerts[acknowledged.AlertId];
        string text = acknowledged.Comment.Length > 0 ? $"by {acknowledged.By}: {acknowledged.Comment}" : $"by {acknowledged.By}";
        AlertState state = alert.Alert.State is AlertState.Resolved or AlertState.Unobservable or AlertState.Unconfirmed ? alert.Alert.State : AlertState.Acknowledged;
        _alerts[acknowledged.AlertId] = new AlertDetail(
            alert.Alert with { State = state, AcknowledgedBy = acknowledged.By },
            Longer(alert.History, new AlertHistoryEntry(acknowledged.At, "acknowledged", text)));
    }

    /// <summary>
    /// Whether a person said that nobody has to be told of this change. The end is still told to those who heard of the beginning, else
    /// they would wait for it.
    /// </summary>
    public bool IsSilenced(AlertChange change) =>
        Find(change.AlertId) is { Alert.SuppressedBy: not null } alert && !(change.Ends && alert.History.Any(entry => entry.What == Notified));

    private void Note(AlertNoted noted)
    {
        AlertDetail alert = _alerts[noted.AlertId];
        string text = noted.Comment.Length > 0 ? $"by {noted.By}: {noted.Comment}" : $"by {noted.By}";
        AlertView view = !noted.Suppress ? alert.Alert : alert.Alert with
        {
            SuppressedBy = noted.By,
            State = alert.Alert.State is AlertState.Resolved or AlertState.Unobservable or AlertState.Unconfirmed ? alert.Alert.State : AlertState.Suppressed,
        };
        _alerts[noted.AlertId] = new AlertDetail(view, Longer(alert.History, new AlertHistoryEntry(noted.At, noted.Suppress ? "silenced" : "comment", text)));
    }

    private void Close(AlertClosed closed)
    {
        AlertDetail alert = _alerts[closed.AlertId];
        string text = closed.Comment.Length > 0 ? $"by {closed.By}: {closed.Comment}" : $"by {closed.By}";
        _alerts[closed.AlertId] = new AlertDetail(
            alert.Alert with { State = AlertState.Resolved, Level = 0, ClosedBy = closed.By },
            Longer(alert.History, new AlertHistoryEntry(closed.At, "closed", text)));
        _closed.Enqueue(closed.AlertId);
        ForgetOldest();
    }

    /// <summary>A history with one more entry; a river that trembles around a stage for weeks must not grow for ever.</summary>
    private static IReadOnlyList<AlertHistoryEntry> Longer(IReadOnlyList<AlertHistoryEntry>? history, AlertHistoryEntry entry) => history switch
    {
        null => [entry],
        { Count: < Limits.HistoryPerAlertMax } => [.. history, entry],
        _ => [.. history.Take(Limits.HistoryBeginMax), .. history.TakeLast(Limits.HistoryPerAlertMax - Limits.HistoryBeginMax - 1), entry],
    };

    private void ForgetOldest()
    {
        if (_closed.Count <= Limits.ClosedAlertsKeptPerPartition)
        {
            return;
        }

        HashSet<string> untold = [.. _unnotified.Values.Select(change => change.AlertId)];
        for (int excess = _closed.Count - Limits.ClosedAlertsKeptPerPartition; excess > 0; excess--)
        {
            string oldest = _closed.Dequeue();
            if (untold.Contains(oldest))
            {
                _closed.Enqueue(oldest); // Somebody still has to be told of it.
            }
            else if (_alerts.TryGetValue(oldest, out AlertDetail? alert) && alert.Alert.State == AlertState.Resolved)
            {
                // One that a person closed and readings opened again is not over.
                _alerts.Remove(oldest);
                _renewed.Remove(oldest);
            }
        }
    }
}
