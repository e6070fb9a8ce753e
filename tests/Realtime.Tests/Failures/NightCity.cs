using Akka.Actor.Setup;
using Realtime.Actors;
using Realtime.Actors.City;
using Realtime.Domain;
using Realtime.Tests.Engine;
using Realtime.Tests.Support;

namespace Realtime.Tests.Failures;

/// <summary>A night of rising gauges on one node whose surroundings fail, and what came out of it.</summary>
internal sealed class NightCity : IDisposable
{
    public const int Partitions = 4;
    public const int Gauges = 16;
    public const int Steps = 60;
    private static readonly DateTimeOffset Start = new(2026, 9, 12, 18, 0, 0, TimeSpan.FromHours(9));

    public NightCity() => RiverNight.Register(Log, Gauges);

    public string Directory { get; } = System.IO.Directory.CreateTempSubdirectory("realtime-failures-").FullName;

    public TestLog Log { get; } = new(Partitions);

    public Produced Produced { get; } = new();

    /// <summary>Every alert step that was published, repeats once.</summary>
    public string[] Alerts => [.. Produced.Alerts.Select(change => $"{change.AlertId} {change.Sequence} {change.Kind} {change.Time:O}").Distinct().Order(StringComparer.Ordinal)];

    /// <summary>What an undisturbed night gives.</summary>
    public static async Task<string[]> UndisturbedAsync()
    {
        using NightCity city = new();
        await using EngineNode node = await city.StartAsync();
        city.Write(0, Steps);
        await city.FinishedAsync(node);
        Assert.NotEmpty(city.Alerts);
        return city.Alerts;
    }

    public Task<EngineNode> StartAsync(EngineOptions? options = null, Setup? setup = null) =>
        EngineNode.StartAsync(Directory, Log, Produced, options: options, batchMax: 37, setup: setup);

    /// <summary>Steps of the night, behind a full registry.</summary>
    public void Write(int from, int to) => RiverNight.Write(Log, seed: 11, Gauges, from, to);

    public Task FinishedAsync(EngineNode node) => FinishedAsync(node, Steps);

    /// <summary>Every partition has stored so many steps, and nothing is under way.</summary>
    public Task FinishedAsync(EngineNode node, int steps) => Eventually.TrueAsync(
        $"the city has finished step {steps}",
        async () =>
        {
            CityView city = await node.City.GetCityAsync(new CityQuery(), default);
            return city.PartitionsAnswered == Partitions
                && city.Channels is [{ } channel]
                && channel.Watermark == Start + (TimeSpan.FromMinutes(10) * (steps - 1))
                && await node.City.GetPendingWorkAsync(default) == 0;
        },
        TimeSpan.FromSeconds(60));

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        System.IO.Directory.Delete(Directory, recursive: true);
    }
}
