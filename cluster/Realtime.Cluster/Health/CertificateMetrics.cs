using Prometheus;
using Realtime.Cluster.Membership;
using Realtime.Domain;

namespace Realtime.Cluster.Health;

/// <summary>When the certificates end that this process uses; names and labels in <see cref="MetricNames"/>. A file that was exchanged counts from the next start on, as it does for the connections.</summary>
public static class CertificateMetrics
{
    public static readonly Gauge Expiry = Prometheus.Metrics.CreateGauge(
        MetricNames.CertificateExpirySeconds, "End of a certificate between nodes that this process uses, Unix seconds; of several authorities the one that ends first.", "certificate");

    /// <param name="certificates">Null = no TLS between nodes: nothing can run out.</param>
    public static void Show(NodeCertificates? certificates)
    {
        foreach (string[] labels in Expiry.GetAllLabelValues().ToArray())
        {
            Expiry.RemoveLabelled(labels);
        }

        foreach ((string certificate, DateTimeOffset end) in certificates?.Ends ?? [])
        {
            Expiry.WithLabels(certificate).Set(end.ToUnixTimeSeconds());
        }
    }
}
