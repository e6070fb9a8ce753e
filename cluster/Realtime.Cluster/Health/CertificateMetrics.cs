using System.Security.Cryptography.X509Certificates;
using Prometheus;
using Realtime.Cluster.Membership;
using Realtime.Domain;

namespace Realtime.Cluster.Health;

/// <summary>When the certificates end that this process uses; names and labels in <see cref="MetricNames"/>. A file that was exchanged counts from the next start on, as it does for the connections.</summary>
public static class CertificateMetrics
{
    public static readonly Gauge Expiry = Prometheus.Metrics.CreateGauge(
        MetricNames.CertificateExpirySeconds, "End of a certificate between nodes that this process uses, Unix seconds; of several authorities the one that ends first.", "certificate");

    public static void Show(NodeCertificates certificates)
    {
        Expiry.WithLabels("node").Set(End(certificates.Own));
        Expiry.WithLabels("authority").Set(certificates.Authorities.Min(End));
    }

    private static double End(X509Certificate2 certificate) => new DateTimeOffset(certificate.NotAfter.ToUniversalTime()).ToUnixTimeSeconds();
}
