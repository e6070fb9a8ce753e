using Realtime.Domain;

namespace Realtime.Dashboards.Prometheus;

/// <summary>The dead-man's switch as far as Prometheus can see it; what ends Prometheus too is noticed by the watcher outside.</summary>
public static partial class AlertRules
{
    private static AlertRule CanaryLate => new("RealtimeCanaryLate", $"max by (job) ({RecordingRules.CanaryAge}) > 120")
    {
        For = "1m",
        KeepFiringFor = "1m",
        Severity = Critical,
        Summary = "In one partition at least nothing has come through from end to end for {{ $value | humanizeDuration }}.",
        Description = "A record that the product sends to itself does not come out. Whatever the other figures say, readings of that partition do not become alerts either.",
    };

    private static AlertRule CanaryAbsent => new("RealtimeCanaryAbsent", $"absent({MetricNames.CanarySeconds}{{job=\"realtime\"}})")
    {
        For = "5m",
        Severity = Critical,
        Summary = "No node of {{ $labels.job }} sends canaries.",
        Description = "Nobody would notice that nothing comes through any more: no node is up, or Canary:Seconds is 0 on all of them.",
    };
}
