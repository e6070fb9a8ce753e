using Prometheus;
using Realtime.Domain;

namespace Realtime.Cluster.Membership;

/// <summary>The lease of the split-brain resolver as this node sees it; a cluster without a lease shows zeros.</summary>
public static class LeaseMetrics
{
    public static readonly Gauge Held =
        Prometheus.Metrics.CreateGauge(MetricNames.LeaseHeld, "1 = this node holds the lease; it is taken only while a split is decided.");

    public static readonly Counter RenewFailures =
        Prometheus.Metrics.CreateCounter(MetricNames.LeaseRenewFailures, "Renewals of the lease that the database did not answer.");
}
