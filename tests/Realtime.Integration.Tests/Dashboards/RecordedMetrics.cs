using Prometheus;
using Realtime.Domain;
using Realtime.Integration.Tests.Servers;

namespace Realtime.Integration.Tests.Dashboards;

/// <summary>
/// A metrics endpoint with every metric of the pipeline dashboard, labelled as a node labels them. Readings, things, channels and
/// alerts are the recorded city's; the other metrics have one series each, so that a query with a wrong name or label finds nothing.
/// </summary>
internal sealed class RecordedMetrics : IDisposable
{
    private readonly CollectorRegistry _registry = Metrics.NewCustomRegistry();
    private readonly MetricFactory _metrics;
    private readonly MetricServer _server;

    public RecordedMetrics(RecordedCity city)
    {
        _metrics = Metrics.WithCustomRegistry(_registry);
        ShowCity(city);
        ShowPipeline();
        int port = ServerProcess.FreePort();
        Target = $"127.0.0.1:{port}";
        _server = new MetricServer("127.0.0.1", port, registry: _registry);
        _server.Start();
    }

    /// <summary>Host and port to scrape.</summary>
    public string Target { get; }

    public void Dispose() => _server.Dispose();

    private void ShowCity(RecordedCity city)
    {
        foreach ((ThingKind kind, long readings) in city.Readings)
        {
            _metrics.CreateCounter(MetricNames.ReadingsApplied, "-", "kind").WithLabels(ThingKey.Name(kind)).Inc(readings);
            _metrics.CreateGauge(MetricNames.ThingsAlive, "-", "kind", "partition").WithLabels(ThingKey.Name(kind), "0")
                .Set(city.Points.Where(point => point.Thing.Kind == kind).Select(point => point.Thing).Distinct().Count());
            _metrics.CreateGauge(MetricNames.UnregisteredThings, "-", "kind", "partition").WithLabels(ThingKey.Name(kind), "0").Set(0);
        }

        foreach (IGrouping<string, AlertChange> rule in city.Changes.GroupBy(change => change.Rule))
        {
            int open = rule.Count(change => change.Kind == AlertChangeKind.Raised) - rule.Count(change => change.Kind == AlertChangeKind.Resolved);
            _metrics.CreateGauge(MetricNames.AlertsOpen, "-", "rule", "partition").WithLabels(rule.Key, "0").Set(open);
        }

        foreach (ChannelEntry channel in city.Channels)
        {
            Gauge(MetricNames.ChannelWatermarkSeconds, "channel", channel.Id, channel.Watermark.ToUnixTimeSeconds());
            Gauge(MetricNames.ChannelLastArrivalSeconds, "channel", channel.Id, channel.Watermark.ToUnixTimeSeconds());
        }
    }

    private void ShowPipeline()
    {
        _metrics.CreateGauge(MetricNames.PartitionsOwned, "-").Set(1);
        _metrics.CreateGauge(MetricNames.PartitionsPaused, "-").Set(0);
        _metrics.CreateGauge(MetricNames.HistorianLagRecords, "-").Set(0);
        Gauge(MetricNames.NotificationsPending, "partition", "0", 0);
        Gauge(MetricNames.ConsumerLagRecords, "partition", "0", 0);
        Gauge(MetricNames.UncommittedReadings, "partition", "0", 0);
        Counter(MetricNames.RecordsConsumed, "topic", Topics.Sensor);
        Counter(MetricNames.RecordsRejected, "reason", "not-json");
        Counter(MetricNames.ReadingsSkipped, "reason", "replayed");
        Counter(MetricNames.EpochsCommitted, "epoch", "full");
        _metrics.CreateCounter(MetricNames.NotificationsSent, "-", "way", "outcome").WithLabels("log", "accepted").Inc();
        foreach (string plain in new[] { MetricNames.EpochBytes, MetricNames.PersistFailures, MetricNames.HistorianPoints, MetricNames.HistorianFailures })
        {
            _metrics.CreateCounter(plain, "-");
        }

        // A quantile of a rate needs observations between two scrapes.
        Histogram[] histograms = [_metrics.CreateHistogram(MetricNames.EpochSeconds, "-"), _metrics.CreateHistogram(MetricNames.AlertDelaySeconds, "-")];
        _registry.AddBeforeCollectCallback(() => Array.ForEach(histograms, histogram => histogram.Observe(0.01)));
    }

    private void Gauge(string name, string label, string value, double number) => _metrics.CreateGauge(name, "-", label).WithLabels(value).Set(number);

    private void Counter(string name, string label, string value) => _metrics.CreateCounter(name, "-", label).WithLabels(value).Inc();
}
