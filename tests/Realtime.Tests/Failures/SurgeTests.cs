using System.Collections.Concurrent;
using System.Diagnostics;
using Confluent.Kafka;
using Realtime.Domain;
using Realtime.Streams.Codec;
using Realtime.Tests.Streams;
using Realtime.Tests.Support;
using Xunit.Abstractions;

namespace Realtime.Tests.Failures;

/// <summary>
/// A surge of positions, more than the node can take: rivers pass those that wait, nothing is lost and the surge drains. Small here;
/// <c>REALTIME_MEASURE=10</c> makes it ten minutes long and judges the alerts' delay, too.
/// </summary>
public sealed class SurgeTests(ITestOutputHelper output) : IDisposable
{
    private const int Partitions = 2;
    private const int FrameReadings = 50;
    private const int Surge = 30_000;
    private const int SurgeMax = 4 * Surge; // Far below what the broker keeps of a partition.
    private static readonly DateTimeOffset Start = new(2026, 9, 12, 9, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly string[] Gauges = [.. Enumerable.Range(0, Partitions).Select(p => Enumerable.Range(0, 99).Select(i => $"gauge-{i}").First(id => Partitioning.PartitionOf(id, Partitions) == p))];
    private static readonly string[][] Buses = [.. Enumerable.Range(0, Partitions).Select(p => Enumerable.Range(0, 1000).Select(i => $"bus-{i}").Where(id => Partitioning.PartitionOf(id, Partitions) == p).Take(FrameReadings).ToArray())];
    private readonly string _directory = Directory.CreateTempSubdirectory("realtime-surge-").FullName;
    private readonly TestKafka _kafka = new(Partitions);
    private readonly ConcurrentDictionary<(string Gauge, DateTimeOffset Time), long> _sent = new();
    private readonly ConcurrentQueue<TimeSpan> _delays = new();
    private readonly CancellationTokenSource _stop = new();
    private int _steps;
    private int _positions;

    private static double Minutes => double.TryParse(Environment.GetEnvironmentVariable("REALTIME_MEASURE"), out double minutes) ? minutes : 0;

    public void Dispose()
    {
        _stop.Dispose();
        _kafka.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task Rivers_are_judged_as_fast_as_before_and_every_position_is_taken()
    {
        foreach (string gauge in Gauges)
        {
            var stages = new StageThresholds([new StageThreshold(2, 2.0, "注意")], 0.05);
            _kafka.Send(Topics.Registry, gauge, TelemetryEncoder.Encode(new Registration { Key = new ThingKey(ThingKind.Sensor, gauge), Name = gauge, Thresholds = stages }));
        }

        _kafka.Flush();
        await using PipelineNode node = await PipelineNode.StartAsync(_directory, _kafka);
        Task listening = Task.Run(Listen);
        TimeSpan[] calm = await StepsAsync(10, surge: 0);
        long warm = Environment.WorkingSet;
        int behind = 0;
        for (int surge = Surge; surge <= SurgeMax && behind == 0; surge *= 2)
        {
            TimeSpan[] crowded = Minutes > 0 ? await SurgeForAsync(TimeSpan.FromMinutes(Minutes)) : await StepsAsync(1, surge);
            output.WriteLine($"alert delay, half and worst: calm {Median(calm).TotalMilliseconds:0} and {calm.Max().TotalMilliseconds:0} ms, in the surge {Median(crowded).TotalMilliseconds:0} and {crowded.Max().TotalMilliseconds:0} ms; "
                + $"{_positions} positions; resident {warm >> 20} MiB before, {Environment.WorkingSet >> 20} MiB in the surge");

            // Times are for quiet machines: they are judged in the long run only.
            Assert.True(Minutes == 0 || Median(crowded) < Median(calm) + TimeSpan.FromSeconds(1.5), $"half of the alerts waited {Median(crowded)} in the surge, {Median(calm)} before it");
            await Eventually.TrueAsync(
                "the surge has drained and every reading was taken", async () => await AppliedAsync(node) == _positions + (_steps * Gauges.Length), Patience + TimeSpan.FromMinutes(Minutes));
            behind = PositionsBehindTheLastLevels();
            output.WriteLine($"{behind} positions were judged behind levels that had been sent after them");
        }

        // A river that stood in line would be judged behind every position, however many there are.
        Assert.True(behind > 0, "no river passed a position that was sent before its level");
        await _stop.CancelAsync();
        await listening;
    }

    /// <summary>Positions whose points arose behind the last level of their partition; all of them were sent before it.</summary>
    private int PositionsBehindTheLastLevels() => Enumerable.Range(0, Partitions).Sum(partition => _kafka.ReadAll(Topics.Results, partition)
        .SelectMany(result => ResultLines.Decode(result.Message.Value))
        .Reverse().TakeWhile(point => point.Thing.Kind != ThingKind.Sensor)
        .Count(point => point.Thing.Kind == ThingKind.Vehicle));

    private static TimeSpan Median(TimeSpan[] delays) => delays.Order().ElementAt(delays.Length / 2);

    private static async Task<long> AppliedAsync(PipelineNode node) => (await node.Engine.City.GetCityAsync(new Actors.City.CityQuery(Take: 0), default)).ReadingsApplied;

    private async Task<TimeSpan[]> SurgeForAsync(TimeSpan span)
    {
        long started = Stopwatch.GetTimestamp();
        List<TimeSpan> delays = [];
        while (Stopwatch.GetElapsedTime(started) < span)
        {
            delays.AddRange(await StepsAsync(1, Surge));
        }

        return [.. delays];
    }

    /// <summary>Each step: a burst of positions, then every river passes its stage, up or down; waits for these alerts.</summary>
    private async Task<TimeSpan[]> StepsAsync(int steps, int surge)
    {
        _delays.Clear();
        for (int i = 0; i < steps; i++)
        {
            SendPositions(surge);

            DateTimeOffset time = Start.AddMinutes(10 * ++_steps);
            foreach (string gauge in Gauges)
            {
                _sent[(gauge, time)] = Stopwatch.GetTimestamp();
                _kafka.Send(new SensorReading { ThingId = gauge, Time = time, Type = SensorType.RiverLevel, Value = _steps % 2 == 1 ? 2.1 : 1.9 });
            }

            int expected = (i + 1) * Gauges.Length;
            await Eventually.TrueAsync($"the alerts of step {_steps} are out", () => _delays.Count >= expected, Patience);
        }

        return [.. _delays];
    }

    /// <summary>In frames: sending must be so much cheaper than taking that something surely waits.</summary>
    private void SendPositions(int count)
    {
        for (int sent = 0; sent < count; sent += FrameReadings, _positions += FrameReadings)
        {
            string[] buses = Buses[sent / FrameReadings % Partitions];
            byte[] frame = TelemetryEncoder.EncodeFrame([.. buses.Select(bus => new VehicleReading { ThingId = bus, Time = Start.AddSeconds(_positions / FrameReadings), Latitude = 43, Longitude = -76 })]);
            _kafka.Send(Topics.Vehicle, buses[0], frame);
        }
    }

    private void Listen()
    {
        using IConsumer<byte[], byte[]> consumer = new ConsumerBuilder<byte[], byte[]>(new ConsumerConfig { BootstrapServers = _kafka.Broker.BootstrapServers, GroupId = "surge", FetchWaitMaxMs = 10 }).Build();
        consumer.Assign(Enumerable.Range(0, Partitions).Select(p => new TopicPartitionOffset(Topics.Alerts, new Partition(p), Offset.Beginning)));
        while (!_stop.IsCancellationRequested)
        {
            if (consumer.Consume(TimeSpan.FromMilliseconds(20)) is { } result
                && AlertCodec.Decode(result.Message.Value) is { } change
                && _sent.TryRemove((change.Thing.Id, change.Time), out long sent))
            {
                _delays.Enqueue(Stopwatch.GetElapsedTime(sent));
            }
        }
    }
}
