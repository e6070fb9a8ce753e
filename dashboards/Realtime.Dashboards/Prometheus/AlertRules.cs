using Realtime.Domain;

namespace Realtime.Dashboards.Prometheus;

/// <summary>
/// Alerts about the product itself, for its operators. What happens in the city is alerted by the product, never here:
/// a missing series must not turn into an all-clear, and no household may stand in a metric.
/// </summary>
public static partial class AlertRules
{
    internal const string Critical = "critical";
    internal const string Warning = "warning";

    public static IReadOnlyList<RuleGroup> Groups { get; } =
    [
        new("realtime.intake", [NodeDown, MetricsAbsent, NoReadings, LagGrowing, DeadLetters, BrokerDown, TopicsWrong, OffsetsLost]),
        new("realtime.channels", [ChannelStalled, WatermarkBehind]),
        new("realtime.engine", [PartitionsWithoutOwner, MemberUnreachable, WriterFenced, PersistFailures, JournalDown, DiskFilling, StoreUnreadable, ClockWrong, GarbageCollection, LeaseNotRenewed, CertificateEnds, CertificateEndsAtOnce]),
        new("realtime.delivery", [AlertDelay, NotificationsPending, FamilyLettersLost, HistorianFailing, HistorianBehind, CanaryLate, CanaryAbsent]),
    ];

    private static AlertRule NodeDown => new("RealtimeNodeDown", "up{job=\"realtime\"} == 0")
    {
        For = "2m",
        KeepFiringFor = "2m",
        Severity = Critical,
        Summary = "Node {{ $labels.instance }} has not answered for 2 minutes.",
        Description = "Its partitions move to the other nodes; with one node nothing is evaluated.",
    };

    private static AlertRule MetricsAbsent => new("RealtimeMetricsAbsent", "absent(up{job=\"realtime\"})")
    {
        For = "5m",
        Severity = Critical,
        Summary = "Prometheus knows no node at all (job realtime).",
        Description = "No other alert of this file can fire: the scrape configuration or the service discovery lost the nodes.",
    };

    // "Nodes up unless a rate above zero", not "rate = 0": the counters do not exist before the first reading.
    private static AlertRule NoReadings => new("RealtimeNoReadings", $"sum by (job) (up{{job=\"realtime\"}}) > 0 unless on (job) {RecordingRules.ReadingsRate} > 0")
    {
        For = "10m",
        KeepFiringFor = "2m",
        Severity = Critical,
        Summary = "{{ $value }} nodes are up and no reading was applied for 10 minutes.",
        Description = "Nothing comes in, or nothing is taken: no rule that needs a reading can raise an alert.",
    };

    private static AlertRule LagGrowing => new("RealtimeConsumerLagGrowing", $"{RecordingRules.Lag} > 10000 and deriv({RecordingRules.Lag}[15m]) > 0")
    {
        For = "10m",
        KeepFiringFor = "5m",
        Severity = Warning,
        Summary = "{{ $value | humanize }} records wait in Kafka, and more every minute.",
        Description = "More is sent than taken. Nothing is lost while Kafka keeps it, but alerts are late by as much as the lag.",
    };

    private static AlertRule DeadLetters => new("RealtimeDeadLetters", $"sum by (job, reason) (increase({MetricNames.RecordsRejected}[15m])) > 10")
    {
        KeepFiringFor = "15m",
        Severity = Warning,
        Summary = "{{ $value | humanize }} records in 15 minutes could not be taken: {{ $labels.reason }}.",
        Description = "A sender writes what the product does not understand; its things are not seen as long as it does.",
    };

    private static AlertRule ChannelStalled => new("RealtimeChannelStalled", $"sum by (job) ({MetricNames.AlertsOpen}{{rule=\"{Rules.ChannelStalled}\"}}) > 0")
    {
        For = "5m",
        KeepFiringFor = "5m",
        Severity = Critical,
        Summary = "{{ $value }} channels send no heartbeat.",
        Description = "Nothing behind these channels can be judged: their things are unobservable, which is no all-clear.",
    };

    private static AlertRule WatermarkBehind => new(
        "RealtimeChannelWatermarkBehind",
        $"{RecordingRules.WatermarkAge} > 7200 and on (job, channel) {RecordingRules.HeartbeatAge} < 600")
    {
        For = "10m",
        KeepFiringFor = "5m",
        Severity = Warning,
        Summary = "Channel {{ $labels.channel }} is alive but vouches only for what is {{ $value | humanizeDuration }} old.",
        Description = "Absence rules wait for the watermark: no viewing and silence behind this channel are noticed late by as much.",
    };

    private static AlertRule PartitionsWithoutOwner => new("RealtimePartitionsWithoutOwner", $"{RecordingRules.Owned} < {RecordingRules.PartitionsSeen}")
    {
        For = "2m",
        KeepFiringFor = "1m",
        Severity = Critical,
        Summary = "Only {{ $value }} partitions are owned; more were read within the last day.",
        Description = "The things of the partitions without an owner are not looked after. A fail-over takes about 10 seconds, not 2 minutes.",
    };

    private static AlertRule MemberUnreachable => new("RealtimeMemberUnreachable", $"max by (job) ({MetricNames.ClusterMembers}{{state=\"unreachable\"}}) > 0")
    {
        For = "1m",
        KeepFiringFor = "1m",
        Severity = Warning,
        Summary = "{{ $value }} members of the cluster have not answered for a minute and are still members.",
        Description = "A dead node is removed within 10 seconds. One that stays unreachable means that the nodes do not agree: a link between some of them is cut.",
    };

    private static AlertRule WriterFenced => new("RealtimeWriterFenced", $"sum by (job) (increase({MetricNames.WritersFenced}[10m])) > 0")
    {
        KeepFiringFor = "10m",
        Severity = Warning,
        Summary = "{{ $value | humanize }} writes were refused because another node had taken over.",
        Description = "Two nodes owned the same partition. Nothing is lost or doubled: the refused one stopped. It must not go on happening.",
    };

    private static AlertRule PersistFailures => new("RealtimePersistFailures", $"sum by (job) (increase({MetricNames.PersistFailures}[10m])) > 0")
    {
        KeepFiringFor = "10m",
        Severity = Critical,
        Summary = "{{ $value | humanize }} epochs in 10 minutes could not be stored.",
        Description = "The partition recovers and reads again, so nothing is lost, but alerts wait until the journal takes epochs again.",
    };

    private static AlertRule AlertDelay => new("RealtimeAlertDelayHigh", $"{RecordingRules.AlertDelayP99} > 10")
    {
        For = "10m",
        KeepFiringFor = "5m",
        Severity = Critical,
        Summary = "1 % of the alerts take longer than {{ $value | humanizeDuration }} from record to delivery.",
        Description = "Lag in Kafka comes on top of this.",
    };

    private static AlertRule NotificationsPending => new("RealtimeNotificationsPending", $"sum by (job) ({MetricNames.NotificationsPending}) > 0")
    {
        For = "15m",
        KeepFiringFor = "5m",
        Severity = Critical,
        Summary = "{{ $value }} notices wait, and the outbox has not been empty for 15 minutes.",
        Description = "Families or operators are not told. The mail server refuses or does not answer; notices are repeated until it takes them.",
    };

    private static AlertRule FamilyLettersLost => new("RealtimeFamilyLettersLost", $"sum by (job) (increase({MetricNames.FamilyLetters}{{outcome=\"refused\"}}[1h])) > 0")
    {
        KeepFiringFor = "1h",
        Severity = Warning,
        Summary = "Letters to the people around households that reached nobody within an hour: {{ $value | humanize }}.",
        Description = "An address does not exist, or nobody accepted the letter for a day. The next contact was told at once; the registration has to be mended.",
    };

    private static AlertRule HistorianFailing => new("RealtimeHistorianFailing", $"sum by (job) (rate({MetricNames.HistorianFailures}[5m])) > 0")
    {
        For = "5m",
        KeepFiringFor = "5m",
        Severity = Warning,
        Summary = "{{ $value | humanize }} writes to the time series fail per second.",
        Description = "Alerting goes on; dashboards stand still. Points wait in the results topic as long as Kafka keeps them.",
    };

    private static AlertRule HistorianBehind => new("RealtimeHistorianBehind", $"sum by (job) ({MetricNames.HistorianLagRecords}) > 100000")
    {
        For = "15m",
        KeepFiringFor = "5m",
        Severity = Warning,
        Summary = "{{ $value | humanize }} result records are not in the time series yet.",
        Description = "Dashboards show the past. Points older than the retention of the results topic would be lost for the time series.",
    };
}
