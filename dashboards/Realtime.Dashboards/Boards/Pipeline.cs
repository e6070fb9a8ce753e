using Realtime.Dashboards.Grafana;
using Realtime.Domain;
using static Realtime.Dashboards.Boards.Prom;

namespace Realtime.Dashboards.Boards;

/// <summary>The product itself: panels follow the data, from Kafka to the family's mail and the time series.</summary>
internal static class Pipeline
{
    private const string Purpose =
        """
        **Does everything that is sent come through, and how fast?** Read from top to bottom as the data flow: in from Kafka, applied by the things,
        stored in epochs, alerts out, points to the time series. Readings wait in Kafka when a partition is full: lag grows then, nothing is lost.
        What each Prometheus alert means and what to do stands in `docs/runbook.md`.
        """;

    private static readonly IReadOnlyList<ColourStep> s_anyIsBad = [new(0, "green"), new(1, "red")];

    public static readonly Dashboard Board = new()
    {
        Uid = "realtime-pipeline",
        Title = "Pipeline",
        Folder = "operations",
        Description = "Readings, lag, epochs, alert delay, notifications and the historian.",
        Source = DataSource.Prometheus,
        Variables = [Job, Instance],
        From = "now-1h",
        Refresh = "30s",
        Panels = [Panels.Text("Pipeline", Purpose), .. Overview(), .. Intake(), .. Channels(), .. Durability(), .. Delivery(), .. Historian()],
    };

    private static Panel[] Overview() =>
    [
        Panels.Stat("Readings applied", "Since the nodes started.", "short", Total(MetricNames.ReadingsApplied, "readings")),
        Panels.Stat("Partitions owned", "Over all nodes; must equal the partition count of the topics. Fewer: some things are not looked after.", "short", Total(MetricNames.PartitionsOwned, "owned")),
        Panels.Stat("Partitions paused", "Partitions that take no more records at the moment because they are full; short pauses are normal under load.", "short", Total(MetricNames.PartitionsPaused, "paused")),
        Panels.Stat("Persist failures", "Epochs that could not be stored, since the nodes started. Each made its partition recover.", "short", Total(MetricNames.PersistFailures, "failures")) with { Steps = s_anyIsBad },
    ];

    private static Panel[] Intake() =>
    [
        Panels.TimeSeries("Readings applied per second", "By kind of thing.", "cps", Rate(MetricNames.ReadingsApplied, "{{kind}}", "kind")),
        Panels.TimeSeries("Records waiting in Kafka", "Lag of the consumer, summed and of the worst partition.", "short", Total(MetricNames.ConsumerLagRecords, "all partitions"), new($"max({Of(MetricNames.ConsumerLagRecords)})", "worst partition")),
        Panels.TimeSeries("Records consumed per second", "By topic. A frame of a gateway is one record with many readings.", "cps", Rate(MetricNames.RecordsConsumed, "{{topic}}", "topic")),
        Panels.TimeSeries("Dead letters per second, by reason", "Records that could not be taken. The dead-letter topic keeps their bytes, position and reason.", "cps", Rate(MetricNames.RecordsRejected, "{{reason}}", "reason")),
        Panels.TimeSeries("Readings skipped per second, by reason", "replayed: the log was read again after a restart or a move. repeated: another log brought the same reading again.", "cps", Rate(MetricNames.ReadingsSkipped, "{{reason}}", "reason")),
        Panels.TimeSeries("Things", "Things alive by kind, and those that nobody registered.", "short", Total(MetricNames.ThingsAlive, "{{kind}}", "kind"), Total(MetricNames.UnregisteredThings, "unregistered {{kind}}", "kind")),
    ];

    private static Panel[] Channels() =>
    [
        Panels.TimeSeries("Age of channel watermarks", "How far behind the clock each channel vouches for its readings. Absence rules wait for it. Large for a replayed recording.", "s", Age(MetricNames.ChannelWatermarkSeconds, "min", "channel", "{{channel}}")),
        Panels.TimeSeries("Time since the last heartbeat", "Per channel, by the receiving clock.", "s", Age(MetricNames.ChannelLastArrivalSeconds, "max", "channel", "{{channel}}")),
    ];

    private static Panel[] Durability() =>
    [
        Panels.TimeSeries("Time to store an epoch", "Median and 99th percentile.", "s", Quantile(MetricNames.EpochSeconds, 0.5, "p50"), Quantile(MetricNames.EpochSeconds, 0.99, "p99")),
        Panels.TimeSeries("Epochs per second", "Full epochs run on a timer, small ones as soon as there are alerts.", "cps", Rate(MetricNames.EpochsCommitted, "{{epoch}}", "epoch")),
        Panels.TimeSeries("Members of the cluster", "By state. A member that does not answer is removed within about 10 s; its partitions move.", "short", new Target($"max by (state) ({Of(MetricNames.ClusterMembers)})", "{{state}}")),
        Panels.TimeSeries("Writes refused per second", "Another node had taken the partition over; the refused owner stopped.", "cps", Rate(MetricNames.WritersFenced, "{{owner}}", "owner")),
        Panels.TimeSeries("Uncommitted readings", "Applied but not yet in a stored epoch; after a crash they are read again from Kafka.", "short", Total(MetricNames.UncommittedReadings, "all partitions"), new($"max({Of(MetricNames.UncommittedReadings)})", "worst partition")),
        Panels.TimeSeries("Epoch bytes per second", "Written to the journal.", "Bps", Rate(MetricNames.EpochBytes, "bytes")),
    ];

    private static Panel[] Delivery() =>
    [
        Panels.TimeSeries("Age of the canary", "How long ago the record was sent that came through from end to end last, worst partition. It grows when any stage stands still.", "s", new Target($"max(time() - max by (partition) ({Of(MetricNames.CanarySeconds)}))", "worst partition")),
        Panels.TimeSeries("Dependencies", "1: the last look found it in order. 0: it did not answer.", "short", new Target($"min by (dependency) ({Of(MetricNames.DependencyUp)})", "{{dependency}}")),
        Panels.TimeSeries("Alert delay", "From the consumed record to the delivered alert, median and 99th percentile.", "s", Quantile(MetricNames.AlertDelaySeconds, 0.5, "p50"), Quantile(MetricNames.AlertDelaySeconds, 0.99, "p99")),
        Panels.TimeSeries("Open alerts by rule", "As the alert desks count them.", "short", Total(MetricNames.AlertsOpen, "{{rule}}", "rule")),
        Panels.TimeSeries("Notifications waiting", "Outbox of notices that nobody accepted yet.", "short", Total(MetricNames.NotificationsPending, "waiting")),
        Panels.TimeSeries("Notifications per second", "By way and outcome.", "cps", Rate(MetricNames.NotificationsSent, "{{way}} {{outcome}}", "way, outcome")),
    ];

    private static Panel[] Historian() =>
    [
        Panels.TimeSeries("Historian lag", "Result records not yet in the time series. Alerting does not wait for it.", "short", Total(MetricNames.HistorianLagRecords, "records")),
        Panels.TimeSeries("Points written and failed writes per second", "A failed write is repeated until it succeeds.", "cps", Rate(MetricNames.HistorianPoints, "points"), Rate(MetricNames.HistorianFailures, "failed writes")),
    ];
}
