using Realtime.Actors.City;
using Realtime.Actors.Desk;
using Realtime.Domain;

namespace Realtime.Tests.Engine;

/// <summary>The book of the alert desk: what an alert looks like while it is unconfirmed, and after a person closed what nobody could see.</summary>
public sealed class AlertBookTests
{
    private static readonly ThingKey Gauge = new(ThingKind.Sensor, "a");
    private static readonly DateTimeOffset Start = new(2026, 6, 3, 4, 0, 0, TimeSpan.FromHours(9));
    private readonly AlertBook _book = new();
    private int _changes;

    private AlertView Now => Assert.Single(_book.Alerts).Alert;

    [Fact]
    public void Unconfirmed_stays_visible_beside_who_takes_care_of_it_until_it_is_confirmed()
    {
        Take(AlertChangeKind.Raised, 0, 4, unconfirmed: true);
        Assert.Equal(AlertState.Unconfirmed, Now.State);
        _book.Apply(new AlertNotified(Now.AlertId, 0, "mail", Realtime.Actors.Ports.NotifyOutcome.Accepted, Start));
        _book.Apply(new AlertAcknowledged(Now.AlertId, "duty", "", Start));
        Assert.Equal((AlertState.Unconfirmed, "duty"), (Now.State, Now.AcknowledgedBy));
        Take(AlertChangeKind.Unobservable, 4, 4, unconfirmed: true);
        Take(AlertChangeKind.Observable, 4, 4, unconfirmed: true);
        Assert.Equal(AlertState.Unconfirmed, Now.State);
        Take(AlertChangeKind.Confirmed, 4, 4);
        Assert.Equal((AlertState.Acknowledged, 4), (Now.State, Now.Level));
    }

    [Fact]
    public void Not_confirmed_ends_it_or_goes_back_to_the_level_before()
    {
        Take(AlertChangeKind.Raised, 0, 2);
        Take(AlertChangeKind.SteppedUp, 2, 4, unconfirmed: true);
        Take(AlertChangeKind.NotConfirmed, 4, 2);
        Assert.Equal((AlertState.Raised, 2, 4), (Now.State, Now.Level, Now.PeakLevel));
        Take(AlertChangeKind.NotConfirmed, 2, 0, unconfirmed: true);
        Assert.Equal((AlertState.Resolved, 0), (Now.State, Now.Level));
    }

    [Fact]
    public void What_a_person_closed_is_over_and_a_reading_opens_it_again()
    {
        Take(AlertChangeKind.Raised, 0, 4);
        Take(AlertChangeKind.Unobservable, 4, 4);
        _book.Apply(new AlertClosed(Now.AlertId, "duty", "seen on the camera", Start.AddHours(1)));
        Assert.Equal((AlertState.Resolved, 0), (Now.State, Now.Level));
        Assert.Contains(_book.Alerts.Single().History, entry => entry is { What: "closed", Text: "by duty: seen on the camera" });
        AlertBook restored = new();
        restored.Restore(_book.Snapshot());
        Assert.Equal(AlertState.Resolved, restored.Alerts.Single().Alert.State);
        Assert.Equal("duty", Now.ClosedBy);
        _book.Apply(new AlertAcknowledged(Now.AlertId, "late", "", Start));
        Take(AlertChangeKind.Observable, 4, 4);
        Assert.Equal((AlertState.Raised, 4, null, null), (Now.State, Now.Level, Now.ClosedBy, Now.AcknowledgedBy));
        Take(AlertChangeKind.Resolved, 4, 0);
        Assert.Equal(AlertState.Resolved, Now.State);
    }

    [Fact]
    public void An_alert_that_was_opened_again_is_never_forgotten_as_closed()
    {
        Take(AlertChangeKind.Raised, 0, 4);
        Take(AlertChangeKind.Unobservable, 4, 4);
        string open = Now.AlertId;
        _book.Apply(new AlertClosed(open, "duty", "", Start));
        Take(AlertChangeKind.Observable, 4, 4);
        Told(open, 3);
        for (int i = 0; i <= Limits.ClosedAlertsKeptPerPartition; i++)
        {
            string id = $"other-{i}";
            Take(AlertChangeKind.Raised, 0, 2, id: id, sequence: 0);
            Take(AlertChangeKind.Resolved, 2, 0, id: id, sequence: 1);
            Told(id, 2);
        }

        Assert.Equal(AlertState.Raised, _book.Find(open)!.Alert.State);
        Assert.Equal(Limits.ClosedAlertsKeptPerPartition + 1, _book.Alerts.Count());
    }

    [Fact]
    public void What_a_person_silenced_is_told_to_nobody_until_it_rises_and_its_end_to_those_who_heard_of_it()
    {
        Take(AlertChangeKind.Raised, 0, 3);
        _book.Apply(new AlertNotified(Now.AlertId, 0, "mail", Realtime.Actors.Ports.NotifyOutcome.Accepted, Start));
        _book.Apply(new AlertNoted(Now.AlertId, "duty", "works on the bridge", true, Start));
        Assert.Equal((AlertState.Suppressed, "duty"), (Now.State, Now.SuppressedBy));
        Take(AlertChangeKind.SteppedDown, 3, 2);
        Assert.True(_book.IsSilenced(Last()));
        Assert.Equal(AlertState.Suppressed, Now.State);
        Take(AlertChangeKind.SteppedUp, 2, 4);
        Assert.False(_book.IsSilenced(Last()));
        Assert.Equal((AlertState.Raised, null), (Now.State, Now.SuppressedBy));
        _book.Apply(new AlertNoted(Now.AlertId, "duty", "", true, Start));
        Take(AlertChangeKind.Resolved, 4, 0);
        Assert.False(_book.IsSilenced(Last()));

        AlertChange Last() => _book.Unnotified.Last().Value;
    }

    [Fact]
    public void Who_took_care_before_an_absence_does_not_take_care_after_it()
    {
        Take(AlertChangeKind.Raised, 0, 1);
        _book.Apply(new AlertAcknowledged(Now.AlertId, "contact 1", "", Start));
        Take(AlertChangeKind.Suppressed, 1, 0);
        Take(AlertChangeKind.Released, 0, 1);

        Assert.Equal((AlertState.Raised, null), (Now.State, Now.AcknowledgedBy));
        Assert.Null(_book.Refusal(Now.AlertId));
    }

    [Fact]
    public void A_word_holds_for_what_was_known_when_it_was_said_and_not_for_what_began_since()
    {
        Take(AlertChangeKind.Raised, 0, 1);
        Take(AlertChangeKind.Unobservable, 1, 1);
        Assert.False(_book.IsStale(Now.AlertId, 0));
        Take(AlertChangeKind.Suppressed, 1, 0);
        Assert.False(_book.IsStale(Now.AlertId, 0));
        Take(AlertChangeKind.Released, 0, 1);
        Take(AlertChangeKind.Unobservable, 1, 1);

        AlertBook restored = new();
        restored.Restore(_book.Snapshot());
        AlertBook older = new();
        older.Restore(_book.Snapshot() with { Renewed = null });
        Assert.All(new[] { _book, restored }, book => Assert.True(book.IsStale(Now.AlertId, 2)));
        Assert.False(older.IsStale(Now.AlertId, 2)); // It does not know better, and a true word must not be lost.
        Assert.All(new[] { _book, restored }, book => Assert.False(book.IsStale(Now.AlertId, 3)));
        Take(AlertChangeKind.Resolved, 1, 0);
        Assert.False(_book.IsStale(Now.AlertId, 0)); // Over: refused for that.
    }

    [Fact]
    public void A_comment_changes_nothing_but_the_history()
    {
        Take(AlertChangeKind.Raised, 0, 3);
        AlertView before = Now;
        _book.Apply(new AlertNoted(Now.AlertId, "duty", "crew sent", false, Start));
        Assert.Equal(before, Now);
        Assert.Equal("by duty: crew sent", _book.Alerts.Single().History[^1].Text);
    }

    [Fact]
    public void A_long_history_keeps_its_beginning_and_its_newest_entries()
    {
        Take(AlertChangeKind.Raised, 0, 4);
        for (int i = 0; i < 2 * Limits.HistoryPerAlertMax; i++)
        {
            Take(i % 2 == 0 ? AlertChangeKind.SteppedDown : AlertChangeKind.SteppedUp, 4, 4);
        }

        IReadOnlyList<AlertHistoryEntry> history = _book.Find(Now.AlertId)!.History;
        Assert.Equal(Limits.HistoryPerAlertMax, history.Count);
        Assert.Equal(Enumerable.Range(1, Limits.HistoryBeginMax), history.Take(Limits.HistoryBeginMax).Select(MinuteOf));
        int newest = Limits.HistoryPerAlertMax - Limits.HistoryBeginMax;
        Assert.Equal(Enumerable.Range(_changes - newest + 1, newest), history.TakeLast(newest).Select(MinuteOf));

        static int MinuteOf(AlertHistoryEntry entry) => (int)(entry.Time - Start).TotalMinutes;
    }

    private void Told(string id, int changes)
    {
        for (int i = 0; i < changes; i++)
        {
            _book.Apply(new AlertNotified(id, i, "log", Realtime.Actors.Ports.NotifyOutcome.NothingToSend, Start));
        }
    }

    private void Take(AlertChangeKind kind, int from, int to, bool unconfirmed = false, string? id = null, int? sequence = null) => _book.Apply(new AlertTaken(++_changes, new AlertChange
    {
        AlertId = id ?? AlertIds.Of(Gauge, Rules.Stage, Start),
        Thing = Gauge,
        Rule = Rules.Stage,
        EpisodeStart = Start,
        Sequence = sequence ?? _changes - 1,
        Kind = kind,
        FromLevel = from,
        ToLevel = to,
        Time = Start.AddMinutes(_changes),
        Unconfirmed = unconfirmed,
        Text = kind.ToString(),
    }));
}
