using System.Collections.Concurrent;
using System.Globalization;
using Prometheus;
using Realtime.Actors.City;
using Realtime.Actors.Desk;
using Realtime.Actors.Partitions;
using Realtime.Actors.Ports;
using Realtime.Domain;

namespace Realtime.Actors.Metrics;

/// <summary>The engine's metrics; names and labels in <see cref="MetricNames"/>.</summary>
public static class EngineMetrics
{
    private static readonly ConcurrentDictionary<string, bool> ShownChannels = new(StringComparer.Ordinal);

    public static readonly Counter ReadingsApplied =
        Prometheus.Metrics.CreateCounter(MetricNames.ReadingsApplied, "Readings given to the rules of their thing.", "kind");

    public static readonly Counter ReadingsSkipped =
        Prometheus.Metrics.CreateCounter(MetricNames.ReadingsSkipped, "Readings recognised as applied before.", "reason");

    public static readonly Counter RecordsForwarded =
        Prometheus.Metrics.CreateCounter(MetricNames.RecordsForwarded, "Readings sent on to the partition they belong to.");

    public static readonly Gauge PartitionsOwned =
        Prometheus.Metrics.CreateGauge(MetricNames.PartitionsOwned, "Partitions running on this node.");

    public static readonly Gauge Things =
        Prometheus.Metrics.CreateGauge(MetricNames.ThingsAlive, "Things known on this node.", "kind", "partition");

    public static readonly Gauge UnregisteredThings =
        Prometheus.Metrics.CreateGauge(MetricNames.UnregisteredThings, "Things that send readings but are not in the registry.", "kind", "partition");

    public static readonly Counter EpochsCommitted =
        Prometheus.Metrics.CreateCounter(MetricNames.EpochsCommitted, "Epochs stored.", "epoch");

    public static readonly Histogram EpochSeconds = Prometheus.Metrics.CreateHistogram(
        MetricNames.EpochSeconds,
        "Time from capture to stored, acknowledgement of results included.",
        new HistogramConfiguration { Buckets = Histogram.ExponentialBuckets(0.001, 2, 15) });

    public static readonly Counter EpochBytes =
        Prometheus.Metrics.CreateCounter(MetricNames.EpochBytes, "Bytes of things in stored epochs.");

    public static readonly Counter PersistFailures =
        Prometheus.Metrics.CreateCounter(MetricNames.PersistFailures, "Writes to the journal that failed; each one makes its partition or desk recover.");

    public static readonly Counter PartitionFaults =
        Prometheus.Metrics.CreateCounter(MetricNames.PartitionFaults, "Partitions that ended by a fault and started anew, or could not start.", "fault");

    public static readonly Counter SnapshotsUnreadable =
        Prometheus.Metrics.CreateCounter(MetricNames.SnapshotsUnreadable, "Snapshots that could not be read; recovery goes back to the one before.", "owner");

    public static readonly Counter WritersFenced =
        Prometheus.Metrics.CreateCounter(MetricNames.WritersFenced, "Writes refused because another node has taken over.", "owner");

    public static readonly Gauge UncommittedReadings =
        Prometheus.Metrics.CreateGauge(MetricNames.UncommittedReadings, "Readings applied but not in a stored epoch.", "partition");

    public static readonly Gauge ChannelWatermark = Prometheus.Metrics.CreateGauge(
        MetricNames.ChannelWatermarkSeconds, "Event time up to which a channel vouches, in its home partition, Unix seconds.", "channel");

    public static readonly Gauge ChannelLastArrival = Prometheus.Metrics.CreateGauge(
        MetricNames.ChannelLastArrivalSeconds, "When the channel's last heartbeat arrived, Unix seconds.", "channel");

    public static readonly Counter AlertChanges =
        Prometheus.Metrics.CreateCounter(MetricNames.AlertChanges, "Alert changes taken over by a desk.", "rule", "change");

    public static readonly Gauge AlertsOpen =
        Prometheus.Metrics.CreateGauge(MetricNames.AlertsOpen, "Open alerts.", "rule", "partition");

    public static readonly Histogram AlertDelay = Prometheus.Metrics.CreateHistogram(
        MetricNames.AlertDelaySeconds,
        "Time from receiving the record that raised an alert to its desk having stored it.",
        new HistogramConfiguration { Buckets = Histogram.ExponentialBuckets(0.001, 2, 18) });

    public static readonly Counter NotificationsSent =
        Prometheus.Metrics.CreateCounter(MetricNames.NotificationsSent, "Notices to people by outcome.", "way", "outcome");

    public static readonly Counter FamilyLetters =
        Prometheus.Metrics.CreateCounter(MetricNames.FamilyLetters, "Letters to the people around households handed over, by what they say and outcome.", "letter", "outcome");

    public static readonly Gauge FamilyCasesOpen =
        Prometheus.Metrics.CreateGauge(MetricNames.FamilyCasesOpen, "Households whose people are being told of something.", "partition");

    public static readonly Counter LettersSent =
        Prometheus.Metrics.CreateCounter(MetricNames.LettersSent, "Letters handed over, each with one or many notices, by outcome.", "outcome");

    public static readonly Gauge NotificationsPending =
        Prometheus.Metrics.CreateGauge(MetricNames.NotificationsPending, "Notices that are not finished, those not counted that wait for their letter's window.", "partition");

    /// <summary>
    /// Gives every labelled counter its series at zero: one that begins with its first increment has no rate, so the first repeat or the
    /// first refused mail would not be seen.
    /// </summary>
    /// <param name="way">The way of the node's notices.</param>
    public static void Prepare(string way)
    {
        Array.ForEach(Enum.GetValues<ThingKind>(), kind => ReadingsApplied.WithLabels(ThingKey.Name(kind)));
        Array.ForEach(["replayed", "repeated"], reason => ReadingsSkipped.WithLabels(reason));
        Array.ForEach(["partition", "desk", "post", "family"], owner => WritersFenced.WithLabels(owner));
        Array.ForEach(Enum.GetValues<PartitionFault>(), fault => PartitionFaults.WithLabels(Label(fault)));
        Array.ForEach(["partition", "desk", "post", "family"], owner => SnapshotsUnreadable.WithLabels(owner));
        Array.ForEach(["full", "small"], epoch => EpochsCommitted.WithLabels(epoch));
        Array.ForEach(Enum.GetValues<NotifyOutcome>(), outcome => LettersSent.WithLabels(Label(outcome)));
        Array.ForEach(Enum.GetValues<NotifyOutcome>(), outcome => NotificationsSent.WithLabels(way, Label(outcome)));
        foreach (FamilyLetterKind kind in Enum.GetValues<FamilyLetterKind>())
        {
            Array.ForEach(Enum.GetValues<NotifyOutcome>(), outcome => FamilyLetters.WithLabels(Label(kind), Label(outcome)));
        }

        foreach (string rule in Rules.All)
        {
            Array.ForEach(Enum.GetValues<AlertChangeKind>(), change => AlertChanges.WithLabels(rule, AlertViews.Word(change)));
        }
    }

    /// <summary>An outcome as a label.</summary>
    public static string Label(NotifyOutcome outcome) => outcome.ToString().ToLowerInvariant();

    /// <summary>What a letter says as a label.</summary>
    public static string Label(FamilyLetterKind kind) => kind.ToString().ToLowerInvariant();

    /// <summary>A fault as a label.</summary>
    public static string Label(PartitionFault fault) => fault == PartitionFault.OffsetsLost ? "offsets-lost" : fault.ToString().ToLowerInvariant();

    /// <summary>A partition as a label.</summary>
    public static string Label(int partition) => partition.ToString(CultureInfo.InvariantCulture);

    /// <summary>Sets the open alerts of one desk, zero included, so that a resolved rule does not stay at its last number.</summary>
    public static void ShowOpenAlerts(int partition, AlertBook book)
    {
        ILookup<string, AlertView> byRule = AlertMetrics.ByRule(book);
        foreach (IGrouping<string, AlertView> alerts in byRule)
        {
            AlertsOpen.WithLabels(alerts.Key, Label(partition)).Set(alerts.Count(alert => alert.State != AlertState.Resolved));
        }

        AlertMetrics.ShowWaiting(partition, byRule);
    }

    /// <summary>
    /// Shows how far a channel is. A household's channel is not shown: its name could name a person, and there are as many as homes.
    /// Beyond <see cref="Limits.ChannelsInMetricsMax"/> channels the rest is left to the API, so that a sender cannot fill the memory of
    /// the monitoring with ids it makes up.
    /// </summary>
    public static void Show(ChannelEntry entry, DateTimeOffset arrival)
    {
        bool known = ShownChannels.ContainsKey(entry.Id);
        if (entry.Topic == Topics.Household || (!known && ShownChannels.Count >= Limits.ChannelsInMetricsMax))
        {
            return;
        }

        ShownChannels[entry.Id] = true;
        ChannelWatermark.WithLabels(entry.Id).Set(entry.Watermark.ToUnixTimeSeconds());
        ChannelLastArrival.WithLabels(entry.Id).Set(arrival.ToUnixTimeSeconds());
    }

    /// <summary>The desk left this node.</summary>
    public static void ForgetDesk(int partition)
    {
        string label = Label(partition);
        NotificationsPending.RemoveLabelled(label);
        AlertMetrics.Forget(partition);
        ForgetRules(AlertsOpen, label);
    }

    /// <summary>Takes a gauge by rule and partition back, of every rule.</summary>
    internal static void ForgetRules(Gauge gauge, string partition)
    {
        foreach (string[] labels in gauge.GetAllLabelValues().Where(labels => labels[1] == partition).ToArray())
        {
            gauge.RemoveLabelled(labels);
        }
    }

    /// <summary>The partition left this node: its gauges go with it.</summary>
    public static void Forget(int partition)
    {
        string label = Label(partition);
        UncommittedReadings.RemoveLabelled(label);
        foreach (Gauge gauge in new[] { Things, UnregisteredThings })
        {
            foreach (string[] labels in gauge.GetAllLabelValues().Where(labels => labels[1] == label).ToArray())
            {
                gauge.RemoveLabelled(labels);
            }
        }
    }
}
