using Akka.TestKit.Xunit2;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Prometheus;
using Realtime.Actors.Ports;
using Realtime.Cluster.Health;
using Realtime.Domain;
using Realtime.Streams.Historian;
using Realtime.Streams.Kafka;
using Realtime.Tests.Support;

namespace Realtime.Tests.Streams;

/// <summary>A time series that cannot keep up: positions are thinned to the newest, rivers and homes are not, and every point is accounted for.</summary>
public sealed class CoalescingTests : TestKit
{
    private const int Vehicles = 40;
    private const int PointsEach = 300;
    private const int Gauges = 10;
    private static readonly DateTimeOffset Start = new(2026, 2, 1, 6, 0, 0, TimeSpan.Zero);
    private readonly string _directory = Directory.CreateTempSubdirectory("realtime-coalescing-").FullName;
    private readonly TestKafka _kafka = new(partitions: 2);

    [Fact]
    public async Task Under_overload_written_and_coalesced_are_together_what_was_sent()
    {
        using SqliteSeriesWriter store = new(Path.Combine(_directory, "series.db"), TimeSpan.FromDays(1), TimeProvider.System);
        GatedStore gate = new(store);
        using SharedProducer producer = new(_kafka.Settings, NullLogger.Instance);
        await using HistorianStream historian = new(_kafka.Settings, gate, producer, Sys, TimeProvider.System, NullLogger.Instance, coalesceAbove: 20);
        double before = await CoalescedAsync();
        IPartitionOutbox outbox = new KafkaOutbox(producer).Open(0, TestActor);
        Send(outbox);
        await Eventually.TrueAsync("more waits than the limit", async () => (await SumsAsync()).Of(MetricNames.HistorianLagRecords) > 100);

        gate.Open.SetResult();
        Assert.True(await historian.DrainAsync(TimeSpan.FromSeconds(60)));

        double coalesced = await CoalescedAsync() - before;
        int sent = (Vehicles + Gauges) * PointsEach;
        Assert.True(coalesced > sent / 4, $"only {coalesced} points were coalesced");
        int written = Things(ThingKind.Sensor, Gauges).Sum(gauge => Read(store, Measurements.WaterLevel, gauge).Count) + Things(ThingKind.Vehicle, Vehicles).Sum(vehicle => Read(store, Measurements.Vehicle, vehicle).Count);
        Assert.Equal(sent, written + coalesced);
        Assert.All(Things(ThingKind.Sensor, Gauges), gauge => Assert.Equal(PointsEach, Read(store, Measurements.WaterLevel, gauge).Count));
        Assert.All(Things(ThingKind.Vehicle, Vehicles), vehicle => Assert.Equal(Start.AddSeconds(PointsEach - 1), Read(store, Measurements.Vehicle, vehicle)[^1].Time));
    }

    protected override void AfterAll()
    {
        base.AfterAll();
        _kafka.Dispose();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_directory, recursive: true);
    }

    private static ThingKey[] Things(ThingKind kind, int count) => [.. Enumerable.Range(0, count).Select(i => new ThingKey(kind, $"{ThingKey.Name(kind)}-{i}"))];

    private static void Send(IPartitionOutbox outbox)
    {
        for (int i = 0; i < PointsEach; i++)
        {
            foreach (ThingKey thing in Things(ThingKind.Vehicle, Vehicles).Concat(Things(ThingKind.Sensor, Gauges)))
            {
                outbox.Result(new ResultPoint
                {
                    Measurement = thing.Kind == ThingKind.Vehicle ? Measurements.Vehicle : Measurements.WaterLevel,
                    Thing = thing,
                    Time = Start.AddSeconds(i),
                    Fields = [new ResultField("speed_mps", i)],
                });
            }

            outbox.Flush();
        }
    }

    private static IReadOnlyList<ResultPoint> Read(SqliteSeriesWriter store, string measurement, ThingKey thing) => store.Read(measurement, thing, Start, Start.AddDays(1));

    private static Task<MetricSums> SumsAsync() => new NodeMetrics(Metrics.DefaultRegistry).ReadAsync(default);

    private static async Task<double> CoalescedAsync() => (await SumsAsync()).Of(MetricNames.HistorianCoalesced) ?? 0;

    /// <summary>The real store, away until it is opened.</summary>
    private sealed class GatedStore(ITimeSeriesWriter store) : ITimeSeriesWriter
    {
        public TaskCompletionSource Open { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public async Task WriteAsync(IReadOnlyList<PointLines> points, CancellationToken cancellation)
        {
            await Open.Task.WaitAsync(cancellation);
            await store.WriteAsync(points, cancellation);
        }
    }
}
