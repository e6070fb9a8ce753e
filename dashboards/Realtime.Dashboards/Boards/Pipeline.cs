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
        Panels = [.. Overview(), .. Intake(), .. Channels(), .. Durability(), .. Delivery(), .. Historian(), Panels.Text("Pipeline", Purpose)],
    };

    private static Panel[] Overview() =>
    [
        Panels.Stat("Age of the canary now", "How long ago the record was sent that came through from end to end last, worst partition. Above two minutes: follow the panels below and find where it stands still.", "s", new Target($"max(time() - max by (partition) ({Of(MetricNames.CanarySeconds)}))", "worst partition")) with { Steps = [new(0, "green"), new(60, "orange"), new(120, "red")], NoValue = "no canary" },
        Panels.Stat("Partitions owned", "Over all nodes; must equal the partition count of the topics. Fewer: some things are not looked after; open Cluster.", "short", Total(MetricNames.PartitionsOwned, "owned")) with { Link = new Link("realtime-cluster", "Cluster").Keep("job", "instance") },
        Panels.Stat("Records waiting in Kafka now", "Lag of all partitions. Rising for ten minutes: alerts get late by as much; add a node or find the slow journal.", "short", Total(MetricNames.ConsumerLagRecords, "waiting")) with { Steps = [new(0, "green"), new(10_000, "orange")] },
        Panels.Stat("Dead letters in the range", "Records that could not be taken. By reason below; the dead-letter topic has their bytes. Tell the sender.", "short", new Target(Grown(MetricNames.RecordsRejected), "dead letters")) with { Decimals = 0, Steps = [new(0, "green"), new(1, "orange")] },
        Panels.Stat("Readings applied", "Since the nodes started. Standing still while people report events: nothing comes in, or nothing is taken.", "short", Total(MetricNames.ReadingsApplied, "readings")),
        Panels.Stat("Partitions paused", "Partitions that take no more records at the moment because they are full; short pauses are normal under load, long ones wait for the journal.", "short", Total(MetricNames.PartitionsPaused, "paused")),
        Panels.Stat("Persist failures", "Epochs that could not be stored, since the nodes started. Each made its partition recover; look at the journal's database.", "short", Total(MetricNames.PersistFailures, "failures")) with { Steps = Levels.AnyIsBad },
        Panels.Stat("Dependencies that do not answer", "Broker or journal, by node. Above zero: nothing is stored and no alert goes out until it is back; nothing is lost.", "short", new Target($"count({Of(MetricNames.DependencyUp)} == 0) or vector(0)", "away")) with { Steps = Levels.AnyIsBad },
    ];

    private static Panel[] Intake() =>
    [
        Panels.TimeSeries("Readings applied per second", "By kind of thing. One kind falls to zero: ask the operator of its channel. All fall: look at what waits in Kafka.", "cps", Rate(MetricNames.ReadingsApplied, "{{kind}}", "kind")),
        Panels.TimeSeries("Records waiting in Kafka", "Lag of the consumer, summed and of the worst partition. The worst is nearly all: one key carries many things, or its owner is in trouble (Cluster).", "short", Total(MetricNames.ConsumerLagRecords, "all partitions"), new($"max({Of(MetricNames.ConsumerLagRecords)})", "worst partition")),
        Panels.TimeSeries("Records consumed per second", "By topic. A frame of a gateway is one record with many readings. Zero while senders send: look at the dependencies below.", "cps", Rate(MetricNames.RecordsConsumed, "{{topic}}", "topic")),
        Panels.TimeSeries("Dead letters per second, by reason", "Records that could not be taken. The dead-letter topic keeps their bytes, position and reason: tell the sender; rule-fault and store-refused are ours.", "cps", Rate(MetricNames.RecordsRejected, "{{reason}}", "reason")),
        Panels.TimeSeries("Readings skipped per second, by reason", "replayed: the log was read again after a restart or a move. repeated: another log brought the same reading again. Neither needs an act; repeated for ever is a doubled sender.", "cps", Rate(MetricNames.ReadingsSkipped, "{{reason}}", "reason")),
        Panels.Steps("Things", "Things alive by kind, and those that nobody registered: they have no thresholds and no contacts; ask whoever connected them.", "short", Total(MetricNames.ThingsAlive, "{{kind}}", "kind"), Total(MetricNames.UnregisteredThings, "unregistered {{kind}}", "kind")),
    ];

    private static Panel[] Channels() =>
    [
        Panels.TimeSeries("Age of channel watermarks", "How far behind the clock each channel vouches for its readings; absence rules wait for it. Growing: the sender's clock or queue. Large for a replayed recording.", "s", Age(MetricNames.ChannelWatermarkSeconds, "min", "channel", "{{channel}}")),
        Panels.TimeSeries("Time since the last heartbeat", "Per channel, by the receiving clock. A line that climbs is a channel that stopped: call its operator; nothing behind it can be judged.", "s", Age(MetricNames.ChannelLastArrivalSeconds, "max", "channel", "{{channel}}")),
    ];

    private static Panel[] Durability() =>
    [
        Panels.TimeSeries("Time to store an epoch", "Median and 99th percentile. Seconds: the journal's database is slow, and every alert waits for it; look at its disk and load.", "s", Quantile(MetricNames.EpochSeconds, 0.5, "p50"), Quantile(MetricNames.EpochSeconds, 0.99, "p99")),
        Panels.TimeSeries("Epochs per second", "Full epochs run on a timer, small ones as soon as there are alerts. Zero: nothing is stored and no alert goes out; look at the dependencies.", "cps", Rate(MetricNames.EpochsCommitted, "{{epoch}}", "epoch")),
        Panels.TimeSeries("Uncommitted readings", "Applied but not yet in a stored epoch; after a crash they are read again from Kafka. A flat high line: partitions wait for the journal.", "short", Total(MetricNames.UncommittedReadings, "all partitions"), new($"max({Of(MetricNames.UncommittedReadings)})", "worst partition")),
        Panels.TimeSeries("Epoch bytes per second", "Written to the journal. Compare with the room on the disk (Cluster) before enlarging the city.", "Bps", Rate(MetricNames.EpochBytes, "bytes")),
    ];

    private static Panel[] Delivery() =>
    [
        Panels.TimeSeries("Age of the canary", "How long ago the record was sent that came through from end to end last, worst partition. It grows when any stage stands still: find it among the panels from here down.", "s", new Target($"max(time() - max by (partition) ({Of(MetricNames.CanarySeconds)}))", "worst partition")),
        Panels.TimeSeries("Dependencies", "1: the last look found it in order. 0: it did not answer. Bring it back; the nodes need no restart and nothing is lost.", "short", new Target($"min by (dependency) ({Of(MetricNames.DependencyUp)})", "{{dependency}}")),
        Panels.TimeSeries("Alert delay", "From the consumed record to the delivered alert, median and 99th percentile. Above ten seconds: compare with the time to store an epoch, then with the processors (Cluster).", "s", Quantile(MetricNames.AlertDelaySeconds, 0.5, "p50"), Quantile(MetricNames.AlertDelaySeconds, 0.99, "p99")),
        Panels.TimeSeries("Open alerts by rule", "As the alert desks count them. Whether somebody takes care stands on Alert response.", "short", Total(MetricNames.AlertsOpen, "{{rule}}", "rule")),
        Panels.TimeSeries("Notifications waiting", "Outbox of notices that nobody accepted yet. Not back at zero within minutes: the mail server refuses; call people by telephone meanwhile.", "short", Total(MetricNames.NotificationsPending, "waiting")),
        Panels.TimeSeries("Notifications per second", "By way and outcome. retry: the mail server does not take them now. refused: an address is wrong for good; mend it.", "cps", Rate(MetricNames.NotificationsSent, "{{way}} {{outcome}}", "way, outcome")),
    ];

    private static Panel[] Historian() =>
    [
        Panels.TimeSeries("Historian lag", "Result records not yet in the time series; dashboards show the past by as much, alerts do not wait for it. Rising: the store is slow or away.", "short", Total(MetricNames.HistorianLagRecords, "records")),
        Panels.TimeSeries("Points written and failed writes per second", "A failed write is repeated until it succeeds. Failures that stay: the store's log says why (disk, password, database name).", "cps", Rate(MetricNames.HistorianPoints, "points"), Rate(MetricNames.HistorianFailures, "failed writes")),
    ];
}
