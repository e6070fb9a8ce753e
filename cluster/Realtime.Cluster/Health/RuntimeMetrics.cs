using Prometheus;
using Realtime.Domain;

namespace Realtime.Cluster.Health;

/// <summary>
/// What .NET's own collectors of prometheus-net do not say: how long the process stood still for garbage collection. A node that stands still
/// for seconds is taken for dead by the others, so this comes before its partitions move.
/// </summary>
public static class RuntimeMetrics
{
    private static readonly Counter s_pause =
        Prometheus.Metrics.CreateCounter(MetricNames.GcPauseSeconds, "Time that all threads stood still for garbage collection since the process started.");

    private static int s_shown;

    /// <summary>Shows the figure at every scrape.</summary>
    public static void Show()
    {
        if (Interlocked.Exchange(ref s_shown, 1) == 0)
        {
            Prometheus.Metrics.DefaultRegistry.AddBeforeCollectCallback(() => s_pause.IncTo(GC.GetTotalPauseDuration().TotalSeconds));
        }
    }
}
