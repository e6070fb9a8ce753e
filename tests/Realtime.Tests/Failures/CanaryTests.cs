using Microsoft.Extensions.Logging.Abstractions;
using Realtime.Actors.City;
using Realtime.Cluster.Health;
using Realtime.Domain;
using Realtime.Streams.Canaries;
using Realtime.Tests.Streams;
using Realtime.Tests.Support;

namespace Realtime.Tests.Failures;

/// <summary>The dead-man's switch from end to end: whichever stage stands still, the canaries stay away, their age grows and the watcher outside hears nothing.</summary>
public sealed class CanaryTests : IDisposable
{
    private const int Partitions = 3;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(300);
    private readonly string _directory = Directory.CreateTempSubdirectory("realtime-canary-").FullName;
    private readonly TestKafka _kafka = new(Partitions);
    private readonly Watcher _watcher = new();

    public void Dispose()
    {
        _kafka.Dispose();
        _watcher.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task A_stage_that_stands_still_stops_the_canaries_and_they_fly_again_behind_it()
    {
        LimitedDisk disk = new(_directory);
        await using PipelineNode node = await PipelineNode.StartAsync(_directory, _kafka, setup: disk.Setup);
        using OutsidePing ping = new(new Uri("https://watcher.example/key"), _watcher, NullLogger.Instance);
        await using CanaryLoop canaries = new(_kafka.Settings, node.Producer, Interval, ping.CallAsync, TimeProvider.System, NullLogger.Instance);
        await AliveAsync(canaries);

        disk.Full = true; // The journal takes no epoch.
        await DeadAsync(canaries);
        disk.Full = false;
        await AliveAsync(canaries);

        _kafka.Broker.SetReachable(false);
        await DeadAsync(canaries);
        _kafka.Broker.SetReachable(true);
        await AliveAsync(canaries);

        await node.Engine.StopAsync(); // Nobody owns the partitions.
        await DeadAsync(canaries);
    }

    [Fact]
    public async Task Nobody_sees_a_canary()
    {
        await using PipelineNode node = await PipelineNode.StartAsync(_directory, _kafka);
        await using CanaryLoop canaries = new(_kafka.Settings, node.Producer, Interval, _ => Task.CompletedTask, TimeProvider.System, NullLogger.Instance);
        DateTimeOffset begin = TimeProvider.System.GetUtcNow();
        await Eventually.TrueAsync("canaries have come out of every partition", () => TimeProvider.System.GetUtcNow() - canaries.OldestAge > begin + Interval);

        CityView city = await node.Engine.City.GetCityAsync(new CityQuery(), default);
        Assert.Empty(city.Things);
        Assert.Empty(city.Channels);
        Assert.Equal(0, city.ReadingsApplied);
        Assert.Empty(await node.Engine.City.GetAlertsAsync(includeClosed: true, default));
        Assert.All(new[] { Topics.Results, Topics.Alerts, Topics.Messages, Topics.DeadLetter }, topic => Assert.Empty(_kafka.ReadAll(topic)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(24)]
    [InlineData(256)]
    public void Each_partition_has_a_canary_of_its_own_that_belongs_there(int partitions)
    {
        string[] ids = Canary.IdsOf(partitions);
        Assert.Equal(Enumerable.Range(0, partitions), ids.Select(id => Partitioning.PartitionOf(id, partitions)));
    }

    /// <summary>Young canaries from every partition, and a call outside after that.</summary>
    private async Task AliveAsync(CanaryLoop canaries)
    {
        await Eventually.TrueAsync("every partition lets canaries out", () => canaries.OldestAge < Interval * 3, TimeSpan.FromSeconds(60));
        int heard = _watcher.Calls;
        await Eventually.TrueAsync("the watcher outside hears from us", () => _watcher.Calls > heard, TimeSpan.FromSeconds(60));
    }

    /// <summary>Older and older canaries, and in the end no call outside any more: what was on its way may still come out.</summary>
    private Task DeadAsync(CanaryLoop canaries)
    {
        int heard = _watcher.Calls;
        TimeSpan ageThen = canaries.OldestAge;
        return Eventually.TrueAsync(
            "the age grows on, and nobody outside hears from us",
            () =>
            {
                TimeSpan age = canaries.OldestAge;
                if (_watcher.Calls != heard || age < ageThen || age < Interval * 4)
                {
                    (heard, ageThen) = (_watcher.Calls, age);
                }

                return age > ageThen + (Interval * 5);
            },
            TimeSpan.FromSeconds(60));
    }

    /// <summary>What listens outside.</summary>
    private sealed class Watcher : HttpMessageHandler
    {
        private int _calls;

        public int Calls => Volatile.Read(ref _calls);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Assert.Equal("https://watcher.example/key", request.RequestUri!.ToString());
            Interlocked.Increment(ref _calls);
            return Task.FromResult(new HttpResponseMessage());
        }
    }
}
