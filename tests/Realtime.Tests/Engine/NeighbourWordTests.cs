using Realtime.Actors.Ports;
using Realtime.Domain;
using Realtime.Tests.Support;

namespace Realtime.Tests.Engine;

/// <summary>Gauges in different partitions tell each other their values through the log; the one that drifts is found, whatever ends meanwhile.</summary>
public sealed class NeighbourWordTests : IDisposable
{
    private const int Days = 12;
    private static readonly DateTimeOffset Start = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly string[] Gauges = ["tide-a", "tide-b", "tide-c", "tide-d"];
    private readonly string _directory = Directory.CreateTempSubdirectory("realtime-drift-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task The_gauge_that_drifts_is_found_and_its_neighbours_are_not_blamed()
    {
        var faults = new ThrowingFaults((_, count) => count is 2 or 7 or 15);
        var log = new TestLog(4);
        var produced = new Produced();
        Assert.True(Gauges.Select(gauge => Partitioning.PartitionOf(gauge, 4)).Distinct().Count() > 1);
        foreach (string gauge in Gauges)
        {
            log.Append(new Registration
            {
                Key = new ThingKey(ThingKind.Sensor, gauge),
                SensorType = SensorType.TideLevel,
                Drift = new DriftSettings([.. Gauges.Where(other => other != gauge)]) { ToleranceM = 0.1, Batch = TimeSpan.FromDays(1) },
            });
        }

        await using EngineNode node = await EngineNode.StartAsync(_directory, log, produced, faults, batchMax: 40);
        await Eventually.TrueAsync("the gauges are registered", async () => (await node.City.GetCityAsync(new(), default)).Things.Count(thing => thing.Registered) == 4);

        // Day by day, so that no gauge is a day ahead of what its neighbours told: beyond that nobody waits for them.
        for (int day = 0; day < Days; day++)
        {
            for (int hour = day * 24; hour < (day + 1) * 24; hour++)
            {
                foreach (string gauge in Gauges)
                {
                    double drift = gauge == "tide-b" && day >= DriftNeighbour.LearnBatches ? 0.3 : 0;
                    log.Append(new SensorReading { ThingId = gauge, Time = Start.AddHours(hour), Type = SensorType.TideLevel, Value = Math.Sin(hour * Math.PI / 6) + drift });
                }
            }

            await Eventually.TrueAsync($"day {day} is told and applied", async () => Told(log) == (day + 1) * 24 * 12 && await node.City.GetPendingWorkAsync(default) == 0, found: () => $"{Told(log)} words");
        }

        AlertChange[] drifts = [.. produced.Alerts.Where(change => change.Rule == Rules.Drift).DistinctBy(change => (change.AlertId, change.Sequence))];
        AlertChange found = Assert.Single(drifts);
        Assert.Equal(("tide-b", AlertChangeKind.Raised, Start.AddDays(9)), (found.Thing.Id, found.Kind, found.Time));
        Assert.Contains("against tide-a, tide-c, tide-d: 0.30 m higher than usual", found.Text, StringComparison.Ordinal);
        Assert.True(faults.Thrown > 0, "nothing ended meanwhile: the test would prove less");
    }

    /// <summary>Different words in the log; after a crash some stand there twice.</summary>
    private static int Told(TestLog log) => Enumerable.Range(0, log.Partitions).Sum(partition => log.Read(Topics.Sensor, partition, 0, int.MaxValue)
        .Select(entry => entry.Item.Reading).OfType<SensorReading>().Where(reading => reading.Neighbour is not null).Select(reading => (reading.ThingId, reading.Neighbour, reading.Time)).Distinct().Count());
}
