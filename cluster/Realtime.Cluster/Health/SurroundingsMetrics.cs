using Prometheus;
using Realtime.Domain;

namespace Realtime.Cluster.Health;

/// <summary>What a node knows of its surroundings; names and labels in <see cref="MetricNames"/>.</summary>
public static class SurroundingsMetrics
{
    public static readonly Gauge DependencyUp =
        Prometheus.Metrics.CreateGauge(MetricNames.DependencyUp, "1 = the last look found it in order, 0 = it did not answer.", "dependency");

    public static readonly Gauge TopicsWrong =
        Prometheus.Metrics.CreateGauge(MetricNames.TopicsWrong, "Topics whose partition count is not this deployment's.");

    public static readonly Gauge DiskFree = Prometheus.Metrics.CreateGauge(MetricNames.DiskFreeBytes, "Free bytes on the disk of the data directory.");

    public static readonly Gauge DiskSize = Prometheus.Metrics.CreateGauge(MetricNames.DiskSizeBytes, "Size of the disk of the data directory.");

    public static readonly Gauge JournalBytes = Prometheus.Metrics.CreateGauge(MetricNames.JournalBytes, "Size of journal and snapshots.");

    public static readonly Gauge ClockOffset = Prometheus.Metrics.CreateGauge(
        MetricNames.ClockOffsetSeconds, "How far another clock is ahead of this machine's; negative = behind.", "reference");

    private static readonly Gauge _clock = Prometheus.Metrics.CreateGauge(
        MetricNames.ClockSeconds, "This machine's clock at the moment of the scrape, Unix seconds: whoever scrapes compares it with its own.");

    private static TimeProvider? _shown;

    /// <summary>Shows a clock at every scrape.</summary>
    public static void Show(TimeProvider clock)
    {
        bool first = _shown is null;
        _shown = clock;
        if (first)
        {
            Prometheus.Metrics.DefaultRegistry.AddBeforeCollectCallback(() => _clock.Set((_shown.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalSeconds));
        }
    }
}
