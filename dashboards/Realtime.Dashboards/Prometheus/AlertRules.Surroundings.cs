using Realtime.Domain;

namespace Realtime.Dashboards.Prometheus;

/// <summary>What the nodes stand on: broker, journal, disk, clock.</summary>
public static partial class AlertRules
{
    private static AlertRule BrokerDown => new("RealtimeBrokerDown", Down("broker"))
    {
        For = "1m",
        KeepFiringFor = "1m",
        Severity = Critical,
        Summary = "{{ $value }} nodes have had no answer from Kafka for a minute.",
        Description = "Nothing comes in and no alert is published. Senders keep what Kafka does not take; nobody becomes absent meanwhile.",
    };

    private static AlertRule TopicsWrong => new("RealtimeTopicsWrong", $"max by (job) ({MetricNames.TopicsWrong}) > 0")
    {
        KeepFiringFor = "5m",
        Severity = Critical,
        Summary = "{{ $value }} topics do not have the partition count of this deployment.",
        Description = "Senders spread things over partitions that nobody reads, or to other partitions than those that know them: these things are not looked after.",
    };

    private static AlertRule OffsetsLost => new("RealtimeOffsetsLost", $"sum by (job) (increase({MetricNames.PartitionFaults}{{fault=\"offsets-lost\"}}[10m])) > 0")
    {
        KeepFiringFor = "10m",
        Severity = Critical,
        Summary = "Records were deleted before they were read ({{ $value | humanize }} times found in 10 minutes).",
        Description = "The partitions concerned stand still until somebody decides, or went on behind the gap, as configured. What lay in the gap was not evaluated.",
    };

    private static AlertRule JournalDown => new("RealtimeJournalDown", Down("journal"))
    {
        For = "1m",
        KeepFiringFor = "1m",
        Severity = Critical,
        Summary = "{{ $value }} nodes have not reached the journal's database, or have no room for it, for a minute.",
        Description = "No epoch is stored, so no alert goes out. Readings wait in Kafka and are evaluated when the database is back.",
    };

    private static AlertRule DiskFilling => new("RealtimeDiskFilling", $"min by (job, instance) ({MetricNames.DiskFreeBytes} / {MetricNames.DiskSizeBytes}) < 0.1")
    {
        For = "5m",
        KeepFiringFor = "5m",
        Severity = Warning,
        Summary = "Only {{ $value | humanizePercentage }} of the data disk of {{ $labels.instance }} are free.",
        Description = "A full disk stops every partition of the node: readings then wait in Kafka and alerts with them.",
    };

    private static AlertRule StoreUnreadable => new(
        "RealtimeStoreUnreadable",
        $"sum by (job) (increase({MetricNames.PartitionFaults}{{fault=\"unreadable\"}}[10m])) + sum by (job) (increase({MetricNames.SnapshotsUnreadable}[10m])) > 0")
    {
        KeepFiringFor = "10m",
        Severity = Critical,
        Summary = "What is stored could not be read {{ $value | humanize }} times in 10 minutes.",
        Description = "A damaged snapshot is passed over for the one before; damaged events stop their partition, and its things are not looked after.",
    };

    private static AlertRule ClockWrong => new(
        "RealtimeClockWrong",
        $"max by (job, instance) (abs({MetricNames.ClockOffsetSeconds})) > 30 or max by (job, instance) (abs({MetricNames.ClockSeconds} - timestamp({MetricNames.ClockSeconds}))) > 30")
    {
        For = "2m",
        KeepFiringFor = "2m",
        Severity = Warning,
        Summary = "The clock of {{ $labels.instance }} is {{ $value | humanizeDuration }} off.",
        Description = "Rules run on event time and do not care; the refusal of readings from the future does, and so do the times of acknowledgements.",
    };

    // Half of what makes a node look dead to the others: it stands still for whole collections, not for shares of each second.
    private static AlertRule GarbageCollection => new("RealtimeGarbageCollection", $"sum by (job, instance) (rate({MetricNames.GcPauseSeconds}[5m])) > 0.1")
    {
        For = "10m",
        KeepFiringFor = "5m",
        Severity = Warning,
        Summary = "{{ $labels.instance }} stands still for {{ $value | humanizePercentage }} of the time to collect garbage.",
        Description = "Alerts are late by the pauses, and a pause of several seconds makes the other nodes take this one for dead. It is short of memory.",
    };

    private static AlertRule LeaseNotRenewed => new("RealtimeLeaseNotRenewed", $"sum by (job) (increase({MetricNames.LeaseRenewFailures}[10m])) > 0")
    {
        KeepFiringFor = "10m",
        Severity = Warning,
        Summary = "The lease could not be renewed {{ $value | humanize }} times in 10 minutes.",
        Description = "The side of a split that goes on holds it in the journal's database. If the database stays away, that side stops too.",
    };

    private static AlertRule CertificateEnds => new("RealtimeCertificateEnds", EndsWithin(days: 30))
    {
        KeepFiringFor = "5m",
        Severity = Warning,
        Summary = "The {{ $labels.certificate }} certificate of {{ $labels.instance }} runs out in {{ $value | humanizeDuration }}.",
        Description = "From then on the other nodes refuse this one at its next connection or start.",
    };

    private static AlertRule CertificateEndsAtOnce => new("RealtimeCertificateEndsAtOnce", EndsWithin(days: 7))
    {
        KeepFiringFor = "5m",
        Severity = Critical,
        Summary = "The {{ $labels.certificate }} certificate of {{ $labels.instance }} runs out in {{ $value | humanizeDuration }}.",
        Description = "From then on the other nodes refuse this one at its next connection or start: with every node's certificate the cluster falls apart.",
    };

    private static string EndsWithin(int days) =>
        FormattableString.Invariant($"min by (job, instance, certificate) ({MetricNames.CertificateExpirySeconds}) - time() < {days * 24 * 3600}");

    private static string Down(string dependency) => $"count by (job) ({MetricNames.DependencyUp}{{dependency=\"{dependency}\"}} == 0) > 0";
}
