using Realtime.Actors.City;
using Realtime.Actors.Ports;
using Realtime.Domain;
using Realtime.Tests.Support;

namespace Realtime.Tests.Engine;

/// <summary>
/// The law of the product on the engine itself: wherever an incarnation of a partition ends, the same alerts come out with the same
/// ids, none missing and none twice. Process kills against a broker of its own are in the integration tests.
/// </summary>
public sealed class CrashTests : IDisposable
{
    private const int Partitions = 4;
    private const int Gauges = 24;
    private const int Steps = 150;
    private readonly string _directory = Directory.CreateTempSubdirectory("realtime-engine-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Theory]
    [InlineData(FaultPoint.BeforePersist)]
    [InlineData(FaultPoint.AfterPersistBeforeDelivery)]
    [InlineData(FaultPoint.AfterDeliveryBeforeOffsetCommit)]
    public async Task Same_alerts_when_incarnations_end_at_a_named_point(FaultPoint point)
    {
        Outcome undisturbed = await RunAsync("undisturbed", IFaults.None);
        var faults = new ThrowingFaults((passed, count) => passed == point && count is 1 or 4 or 9);
        Outcome disturbed = await RunAsync("disturbed", faults);

        Assert.True(faults.Thrown >= 3, $"only {faults.Thrown} faults happened: the test would prove nothing");
        undisturbed.AssertSame(disturbed);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Same_alerts_when_incarnations_end_at_random(int seed)
    {
        Outcome undisturbed = await RunAsync("undisturbed", IFaults.None);
        var random = new Random(seed);
        var faults = new ThrowingFaults((_, count) =>
        {
            lock (random)
            {
                return count < 40 && random.Next(5) == 0;
            }
        });
        Outcome disturbed = await RunAsync("disturbed", faults);

        Assert.True(faults.Thrown > 3, $"only {faults.Thrown} faults happened: the test would prove nothing (seed {seed})");
        undisturbed.AssertSame(disturbed);
    }

    [Fact]
    public async Task A_second_node_goes_on_where_the_first_one_stopped()
    {
        Outcome inOne = await RunAsync("one", IFaults.None);
        string directory = Directory.CreateDirectory(Path.Combine(_directory, "two")).FullName;
        var log = new TestLog(Partitions);
        var produced = new Produced();
        RiverNight.Register(log, Gauges);
        await using (EngineNode first = await EngineNode.StartAsync(directory, log, produced))
        {
            await RegisteredAsync(first);
            RiverNight.Write(log, seed: 7, Gauges, 0, Steps / 2);
            await ReachedAsync(first, Steps / 2);
            await first.StopAsync();
        }

        int alertsOfFirst = produced.Alerts.Count;
        await using EngineNode second = await EngineNode.StartAsync(directory, log, produced);
        RiverNight.Write(log, seed: 7, Gauges, Steps / 2, Steps);
        await ReachedAsync(second, Steps);
        Assert.True(alertsOfFirst > 10, "the first node raised nothing: the test would prove nothing");
        inOne.AssertSame(await CollectAsync(second, produced));
    }

    private async Task<Outcome> RunAsync(string name, IFaults faults)
    {
        string directory = Directory.CreateDirectory(Path.Combine(_directory, name)).FullName;
        var log = new TestLog(Partitions);
        var produced = new Produced();
        RiverNight.Register(log, Gauges);
        await using EngineNode node = await EngineNode.StartAsync(directory, log, produced, faults, batchMax: 37);
        await RegisteredAsync(node);
        RiverNight.Write(log, seed: 7, Gauges, 0, Steps);
        await ReachedAsync(node, Steps);
        return await CollectAsync(node, produced);
    }

    private static Task RegisteredAsync(EngineNode node) => Eventually.TrueAsync(
        "every gauge is registered",
        async () => (await node.City.GetCityAsync(new CityQuery(), default)).Things.Count(thing => thing.Registered) == Gauges);

    private static Task ReachedAsync(EngineNode node, int steps)
    {
        DateTimeOffset last = new DateTimeOffset(2026, 9, 12, 18, 0, 0, TimeSpan.FromHours(9)) + (TimeSpan.FromMinutes(10) * (steps - 1));
        return Eventually.TrueAsync(
            $"every partition has stored step {steps}",
            async () =>
            {
                CityView city = await node.City.GetCityAsync(new CityQuery(), default);
                return city.PartitionsAnswered == Partitions && city.Channels is [{ } channel] && channel.Watermark == last;
            },
            TimeSpan.FromSeconds(60));
    }

    private static async Task<Outcome> CollectAsync(EngineNode node, Produced produced)
    {
        await Eventually.TrueAsync("all work is finished", async () => await node.City.GetPendingWorkAsync(default) == 0, TimeSpan.FromSeconds(60));
        return new Outcome(
            await node.City.GetAlertsAsync(includeClosed: true, default),
            (await node.City.GetCityAsync(new CityQuery(), default)).Things,
            [.. produced.Alerts],
            [.. produced.Results]);
    }

    private sealed record Outcome(
        IReadOnlyList<AlertView> Alerts, IReadOnlyList<ThingView> Things, IReadOnlyList<AlertChange> Published, IReadOnlyList<ResultPoint> Results)
    {
        public IReadOnlyList<(string, int)> AlertKeys => [.. Published.Select(change => (change.AlertId, change.Sequence)).Distinct().Order()];

        public void AssertSame(Outcome other)
        {
            Assert.NotEmpty(AlertKeys);
            Assert.Equal(AlertKeys, other.AlertKeys);
            Assert.Equal(ById(Published), ById(other.Published));
            Assert.Equal(Alerts.Select(Essence).Order(), other.Alerts.Select(Essence).Order());
            Assert.Equal(Things.Select(thing => $"{thing.Key} {thing.Status} {thing.Detail}"), other.Things.Select(thing => $"{thing.Key} {thing.Status} {thing.Detail}"));
            Assert.Equal(PointKeys(Results), PointKeys(other.Results));
        }

        // A publication may be repeated after a crash, but a repeat must say the same.
        private static IReadOnlyList<string> ById(IReadOnlyList<AlertChange> changes) => [.. changes
            .Select(change => $"{change.AlertId} {change.Sequence} {change.Kind} {change.FromLevel}>{change.ToLevel} {change.Time:O} {change.Text}")
            .Distinct()
            .Order(StringComparer.Ordinal)];

        private static string Essence(AlertView alert) => $"{alert.AlertId} {alert.Rule} {alert.Level}/{alert.PeakLevel} {alert.Since:O} {alert.LastChange:O} {alert.State == AlertState.Resolved}";

        private static IReadOnlyList<string> PointKeys(IReadOnlyList<ResultPoint> points) => [.. points
            .Select(point => $"{point.Measurement} {point.Thing} {point.Time:O} {string.Join(",", point.Fields)}")
            .Distinct()
            .Order(StringComparer.Ordinal)];
    }
}
