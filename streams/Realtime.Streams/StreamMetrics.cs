using System.Globalization;
using Prometheus;
using Realtime.Domain;

namespace Realtime.Streams;

/// <summary>The metrics of reading from and writing to Kafka and the time-series store.</summary>
internal static class StreamMetrics
{
    private static readonly Counter ConsumedTotal =
        Metrics.CreateCounter(MetricNames.RecordsConsumed, "Records read from Kafka, repeats after a restart included.", "topic");

    private static readonly Counter RejectedTotal =
        Metrics.CreateCounter(MetricNames.RecordsRejected, "Records, frame readings and results that became dead letters.", "reason");

    private static readonly Gauge Lag =
        Metrics.CreateGauge(MetricNames.ConsumerLagRecords, "Records of the input topics that wait at the broker.", "partition");

    public static readonly Gauge PartitionsPaused =
        Metrics.CreateGauge(MetricNames.PartitionsPaused, "Partitions that are full, so that the reader does not fetch them.");

    public static readonly Counter HistorianPoints =
        Metrics.CreateCounter(MetricNames.HistorianPoints, "Points that the time-series store has taken, repeats included.");

    public static readonly Counter HistorianFailures =
        Metrics.CreateCounter(MetricNames.HistorianFailures, "Writes that the time-series store did not take; they are tried again.");

    public static readonly Gauge HistorianLag =
        Metrics.CreateGauge(MetricNames.HistorianLagRecords, "Records of results and alerts that are not in the time-series store yet.");

    /// <summary>Measurements whose points may be thinned under overload.</summary>
    public static readonly string[] Coalesced = [Measurements.Vehicle, Measurements.People, Measurements.PeopleForecast];

    private static readonly Counter CoalescedTotal = Metrics.CreateCounter(
        MetricNames.HistorianCoalesced, "Points that were not written because a newer one of the same thing stood in the same write, under overload.", "measurement");

    private static readonly Dictionary<string, Counter.Child> CoalescedByMeasurement =
        Coalesced.ToDictionary(name => name, name => CoalescedTotal.WithLabels(name), StringComparer.Ordinal);

    public static readonly Gauge CanarySent = Metrics.CreateGauge(
        MetricNames.CanarySeconds, "When the newest canary that came out of the partition was sent, Unix seconds.", "partition");

    // A series that begins with its first increment has no rate: the first dead letter of a kind would be seen by nobody.
    private static readonly Dictionary<RejectReason, Counter.Child> RejectedByReason =
        Enum.GetValues<RejectReason>().ToDictionary(reason => reason, reason => RejectedTotal.WithLabels(Codec.EnumNames<RejectReason>.Of(reason)));

    private static readonly Counter.Child[] ConsumedByTopic = [.. Topics.Inputs.Select(t => ConsumedTotal.WithLabels(t))];

    public static void Consumed(int topicNumber, int records) => ConsumedByTopic[topicNumber].Inc(records);

    public static void Rejected(RejectReason reason) => RejectedByReason[reason].Inc();

    public static void PointCoalesced(string measurement) => CoalescedByMeasurement[measurement].Inc();

    public static void SetLag(int partition, long records) => Lag.WithLabels(Label(partition)).Set(records);

    public static void ForgetLag(int partition) => Lag.RemoveLabelled(Label(partition));

    private static string Label(int partition) => partition.ToString(CultureInfo.InvariantCulture);
}
