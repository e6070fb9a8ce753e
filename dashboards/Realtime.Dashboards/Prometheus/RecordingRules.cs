using Realtime.Domain;

namespace Realtime.Dashboards.Prometheus;

/// <summary>Results that several alerts use, named <c>level:metric:operations</c>; always by job, so that two clusters never mix.</summary>
public static class RecordingRules
{
    public const string ReadingsRate = "job:realtime_readings_applied:rate5m";
    public const string Lag = "job:realtime_consumer_lag_records:sum";
    public const string Owned = "job:realtime_partitions_owned:sum";

    /// <summary>Partitions that any node has read within a day: the expectation follows the deployment's own partition count.</summary>
    public const string PartitionsSeen = "job:realtime_partitions:seen1d";

    public const string EpochP99 = "job:realtime_epoch_duration_seconds:p99_5m";
    public const string AlertDelayP99 = "job:realtime_alert_delay_seconds:p99_5m";
    public const string WatermarkAge = "job_channel:realtime_channel_watermark:age_seconds";
    public const string HeartbeatAge = "job_channel:realtime_channel_last_arrival:age_seconds";

    /// <summary>Of the newest canary of each partition that any node has seen come out.</summary>
    public const string CanaryAge = "job_partition:realtime_canary:age_seconds";

    /// <summary>1 while every partition has an owner, else 0; its mean over a month is the share of time in which all things were looked after.</summary>
    public const string AllOwned = "job:realtime_partitions:all_owned";

    /// <summary>1 while every partition has let a canary out within two minutes, else 0.</summary>
    public const string AllThrough = "job:realtime_canary:all_through";

    public static IReadOnlyList<RuleGroup> Groups { get; } =
    [
        new("realtime.recording",
        [
            new RecordingRule(ReadingsRate, $"sum by (job) (rate({MetricNames.ReadingsApplied}[5m]))"),
            new RecordingRule(Lag, $"sum by (job) ({MetricNames.ConsumerLagRecords})"),
            new RecordingRule(Owned, $"sum by (job) ({MetricNames.PartitionsOwned})"),
            new RecordingRule(PartitionsSeen, $"count by (job) (count by (job, partition) (last_over_time({MetricNames.ConsumerLagRecords}[1d])))"),
            new RecordingRule(EpochP99, Quantile(MetricNames.EpochSeconds)),
            new RecordingRule(AlertDelayP99, Quantile(MetricNames.AlertDelaySeconds)),
            new RecordingRule(WatermarkAge, $"time() - min by (job, channel) ({MetricNames.ChannelWatermarkSeconds})"),
            new RecordingRule(HeartbeatAge, $"time() - max by (job, channel) ({MetricNames.ChannelLastArrivalSeconds})"),
            new RecordingRule(CanaryAge, $"time() - max by (job, partition) ({MetricNames.CanarySeconds})"),
            new RecordingRule(AllOwned, $"max by (job) ({Owned}) >= bool {PartitionsSeen}"),
            new RecordingRule(AllThrough, $"max by (job) ({CanaryAge}) <= bool 120"),
        ]),
    ];

    private static string Quantile(string histogram) => $"histogram_quantile(0.99, sum by (job, le) (rate({histogram}_bucket[5m])))";
}
