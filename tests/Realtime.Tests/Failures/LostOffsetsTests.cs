using Realtime.Actors.City;
using Realtime.Actors.Metrics;
using Realtime.Domain;
using Realtime.Tests.Engine;
using Realtime.Tests.Streams;
using Realtime.Tests.Support;

namespace Realtime.Tests.Failures;

/// <summary>The broker deleted what a partition has not read: it stands still and says so, the others work; when told to, it goes on behind the gap.</summary>
public sealed class LostOffsetsTests : IDisposable
{
    private const int Partitions = 2;
    private static readonly DateTimeOffset Start = new(2026, 9, 12, 9, 0, 0, TimeSpan.Zero);
    private static readonly string[] Ids = [.. Enumerable.Range(0, Partitions).Select(p => Enumerable.Range(0, 99).Select(i => $"gauge-{i}").First(id => Partitioning.PartitionOf(id, Partitions) == p))];
    private readonly string _directory = Directory.CreateTempSubdirectory("realtime-offsets-").FullName;
    private readonly TestKafka _kafka = new(Partitions);

    public void Dispose()
    {
        _kafka.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task One_partition_stands_still_until_it_is_told_to_go_on_behind_the_gap()
    {
        Send(0, 10);
        await using (PipelineNode first = await PipelineNode.StartAsync(_directory, _kafka))
        {
            await SeenAsync(first, Ids[0], 9);
            await SeenAsync(first, Ids[1], 9);
        }

        Send(10, 30);
        _kafka.Broker.DeleteRecords(Topics.Sensor, 0, 20);
        double before = Lost();
        await using (PipelineNode second = await PipelineNode.StartAsync(_directory, _kafka))
        {
            await SeenAsync(second, Ids[1], 39);
            await Eventually.TrueAsync("partition 0 says again and again what is lost", () => Lost() - before >= 2);
        }

        await using PipelineNode third = await PipelineNode.StartAsync(_directory, _kafka, EngineNode.Quick with { ResumeAtEarliestWhenOffsetsLost = true });
        await SeenAsync(third, Ids[0], 39);
    }

    private static double Lost() => EngineMetrics.PartitionFaults.WithLabels("offsets-lost").Value;

    private void Send(int from, int count)
    {
        for (int i = from; i < from + count; i++)
        {
            foreach (string id in Ids)
            {
                _kafka.Send(new SensorReading { ThingId = id, Time = Start.AddMinutes(i), Type = SensorType.RiverLevel, Value = i });
            }
        }

        _kafka.Flush();
    }

    private static Task SeenAsync(PipelineNode node, string id, int minute) => Eventually.TrueAsync(
        $"{id} has been seen at minute {minute} and stored",
        async () => (await node.Engine.City.GetThingAsync(new ThingKey(ThingKind.Sensor, id), default))?.LastReading == Start.AddMinutes(minute)
            && (await node.Engine.City.GetCityAsync(new CityQuery(), default)).PartitionsAnswered > 0);
}
