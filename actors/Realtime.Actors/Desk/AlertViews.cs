using Realtime.Actors.City;
using Realtime.Domain;

namespace Realtime.Actors.Desk;

/// <summary>How an alert looks after a change.</summary>
public static class AlertViews
{
    /// <summary>The alert after a change; <paramref name="before"/> is null for the first one seen.</summary>
    public static AlertView After(AlertView? before, AlertChange change) => new(
        change.AlertId,
        change.Thing,
        change.ThingName,
        change.Rule,
        StateAfter(before, change),
        change.Ends ? 0 : change.ToLevel,
        Math.Max(before?.PeakLevel ?? 0, change.ToLevel),
        change.EpisodeStart,
        change.Time,
        change.Text,
        change.Evidence,
        change.Municipality,
        change.Audience,
        change.Drill,
        IsNews(before, change) ? null : before?.AcknowledgedBy)
    {
        SuppressedBy = IsNews(before, change) ? null : before?.SuppressedBy,
        ClosedBy = change.Ends ? before?.ClosedBy : null,
    };

    /// <summary>
    /// What people said before does not hold for it: a rise, the end of an absence (whoever took care did so before it), and what readings
    /// open again after a person closed it.
    /// </summary>
    public static bool IsNews(AlertView? before, AlertChange change) =>
        change.Kind is AlertChangeKind.SteppedUp or AlertChangeKind.Raised or AlertChangeKind.Released || (before?.State == AlertState.Resolved && !change.Ends);

    /// <summary>The change in one word, as histories and time series show it.</summary>
    public static string Word(AlertChangeKind kind) => kind switch
    {
        AlertChangeKind.Raised => "raised",
        AlertChangeKind.SteppedUp => "stepped-up",
        AlertChangeKind.SteppedDown => "stepped-down",
        AlertChangeKind.Unobservable => "unobservable",
        AlertChangeKind.Observable => "observable",
        AlertChangeKind.Resolved => "resolved",
        AlertChangeKind.Confirmed => "confirmed",
        AlertChangeKind.NotConfirmed => "not-confirmed",
        AlertChangeKind.Suppressed => "suppressed",
        AlertChangeKind.Released => "released",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "unknown change"),
    };

    private static AlertState StateAfter(AlertView? before, AlertChange change) => change.Kind switch
    {
        _ when change.Ends => AlertState.Resolved,
        AlertChangeKind.Unobservable => AlertState.Unobservable,
        AlertChangeKind.Suppressed => AlertState.Suppressed,
        AlertChangeKind.Released => AlertState.Raised,

        // Whoever takes care of it is named beside the state: that it is not certain stays visible until it is.
        _ when change.Unconfirmed => AlertState.Unconfirmed,

        // A rise concerns people anew: who acknowledged level 2 has not seen level 4.
        AlertChangeKind.SteppedUp or AlertChangeKind.Raised => AlertState.Raised,
        _ => before is null ? AlertState.Raised
            : before.State is not (AlertState.Unobservable or AlertState.Unconfirmed or AlertState.Resolved) ? before.State
            : before.AcknowledgedBy is null || IsNews(before, change) ? AlertState.Raised : AlertState.Acknowledged,
    };
}
