using Prometheus;
using Realtime.Actors.City;
using Realtime.Actors.Desk;
using Realtime.Domain;

namespace Realtime.Actors.Metrics;

/// <summary>How people answer alerts: which wait for somebody, since when, and how long it took until somebody took care.</summary>
public static class AlertMetrics
{
    /// <summary>
    /// Edges in seconds. 60 and 180 are those of telecare alarm centres (97.5 % of calls answered within 60 s, 99 % within 180 s: the TSA's
    /// figures, CEN/TS 17470 for the service model); the rest spans a working day.
    /// </summary>
    private static readonly double[] s_edges = [15, 30, 60, 120, 180, 300, 600, 1_200, 1_800, 3_600, 7_200, 14_400, 43_200, 86_400];

    private static readonly Gauge s_waiting =
        Prometheus.Metrics.CreateGauge(MetricNames.AlertsWaiting, "Open alerts that nobody has acknowledged or suppressed.", "rule", "partition");

    private static readonly Gauge s_waitingSince = Prometheus.Metrics.CreateGauge(
        MetricNames.AlertsWaitingSinceSeconds, "Beginning of the oldest of them, event time, Unix seconds; no series when none waits.", "partition");

    private static readonly Histogram s_taken = Prometheus.Metrics.CreateHistogram(
        MetricNames.AcknowledgeSeconds,
        "Time from the notice that was accepted (without one: from the change itself) to the acknowledgement.",
        new HistogramConfiguration { Buckets = s_edges });

    /// <summary>Sets what waits at one desk, zero included, so that a rule that was answered does not stay at its last number.</summary>
    /// <param name="partition">The desk's partition.</param>
    /// <param name="byRule">Its alerts, as <see cref="ByRule"/> gives them.</param>
    public static void ShowWaiting(int partition, ILookup<string, AlertView> byRule)
    {
        string label = EngineMetrics.Label(partition);
        foreach (IGrouping<string, AlertView> alerts in byRule)
        {
            s_waiting.WithLabels(alerts.Key, label).Set(alerts.Count(Waits));
        }

        AlertView? oldest = byRule.SelectMany(alerts => alerts).Where(Waits).MinBy(alert => alert.Since);
        if (oldest is null)
        {
            s_waitingSince.RemoveLabelled(label);
        }
        else
        {
            s_waitingSince.WithLabels(label).Set(oldest.Since.ToUnixTimeSeconds());
        }
    }

    /// <summary>The alerts of a desk by rule, those that are over too: a rule that was answered must not stay at its last number.</summary>
    public static ILookup<string, AlertView> ByRule(AlertBook book) => book.Alerts.Select(alert => alert.Alert).ToLookup(alert => alert.Rule);

    /// <summary>Somebody took care of an alert.</summary>
    public static void Acknowledged(int partition, AlertBook book, string alertId)
    {
        if (book.Find(alertId) is { } alert && TimeTaken(alert) is { } taken)
        {
            s_taken.Observe(taken.TotalSeconds);
        }

        ShowWaiting(partition, ByRule(book));
    }

    /// <summary>The desk left this node.</summary>
    public static void Forget(int partition)
    {
        string label = EngineMetrics.Label(partition);
        s_waitingSince.RemoveLabelled(label);
        EngineMetrics.ForgetRules(s_waiting, label);
    }

    /// <summary>
    /// From the moment people could know of the alert's last rise to its last acknowledgement: its first accepted notice, or the rise itself
    /// where no notice went out before. Never negative (clocks differ); null when nobody acknowledged it.
    /// </summary>
    public static TimeSpan? TimeTaken(AlertDetail alert)
    {
        List<AlertHistoryEntry> history = [.. alert.History];
        int end = history.FindLastIndex(entry => entry.What == "acknowledged");
        if (end < 0)
        {
            return null;
        }

        int rise = history.FindLastIndex(end, entry => entry.What is "raised" or "stepped-up" or "released");
        AlertHistoryEntry? told = history[(rise + 1)..end].Find(entry => entry.What == "notified");
        TimeSpan taken = history[end].Time - (told?.Time ?? (rise < 0 ? alert.Alert.Since : history[rise].Time));
        return taken < TimeSpan.Zero ? TimeSpan.Zero : taken;
    }

    private static bool Waits(AlertView alert) =>
        alert.State is not (AlertState.Resolved or AlertState.Suppressed) && alert is { AcknowledgedBy: null, SuppressedBy: null };
}
