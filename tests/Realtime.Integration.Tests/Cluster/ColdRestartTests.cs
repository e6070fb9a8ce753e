using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Realtime.Domain;
using Realtime.Integration.Tests.City;
using Realtime.Replay.Sending;
using Realtime.Tests.Support;
using Xunit.Abstractions;

namespace Realtime.Integration.Tests.Cluster;

/// <summary>
/// The whole city is killed and comes back after more than a day: nobody was watched by us meanwhile, so nobody was absent
/// (thingsboard #13715 told every device's owner of a disconnect instead).
/// </summary>
public sealed class ColdRestartTests(ITestOutputHelper output)
{
    private const int Partitions = 6;

    [SkippableFact]
    public Task After_a_cold_restart_no_quiet_home_is_absent() => RunAsync(2_000, TimeSpan.FromSeconds(90));

    [SkippableFact]
    public Task After_a_cold_restart_none_of_100_000_quiet_homes_is_absent()
    {
        Measure.Require();
        return RunAsync(100_000, TimeSpan.FromMinutes(10));
    }

    private async Task RunAsync(int homes, TimeSpan patience)
    {
        await using ClusterRun city = await ClusterRun.StartAsync(3, Partitions, "--Cluster:MembersMin", "2");
        await using QuietHomes quiet = new(
            homes, await KafkaTelemetrySink.ConnectAsync(new KafkaSinkSettings { BootstrapServers = city.Bootstrap }, TimeProvider.System));
        await quiet.LiveAsync();
        await SettledAsync(city, QuietHomes.HomesChannel, QuietHomes.Before, homes, patience);

        await EveryPointWrittenAsync(city, patience);
        await Task.WhenAll(city.Running.ToArray().Select(city.KillAsync));
        long started = Stopwatch.GetTimestamp();
        await Task.WhenAll(city.StartAsync(1), city.StartAsync(2)); // The first seed node stays away for now.
        await city.SpreadAsync();
        output.WriteLine($"{homes} homes: all partitions run {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s after the start of two nodes");

        await quiet.ComeBackAsync();
        await SettledAsync(city, QuietHomes.HomesChannel, QuietHomes.Back, homes, patience);
        Assert.Empty(await city.AlertsAsync(1));
        await city.StartAsync(0);
        await city.SpreadAsync();

        await quiet.StayAwayAsync();
        await SettledAsync(city, QuietHomes.LonelyChannel, QuietHomes.End, homes, patience);
        JsonElement alert = Assert.Single(await city.AlertsAsync(0));
        Assert.Contains(QuietHomes.Lonely, alert.GetProperty("text").GetString(), StringComparison.Ordinal);
        output.WriteLine($"{homes} homes: 0 absence alerts after the restart, 1 for the home that was really not watched");
    }

    /// <summary>
    /// The historians of the nodes share the results. While the nodes join, parts go from one historian to the next, which begins at the last commit: then
    /// points are written a second time, and change nothing. None is left out.
    /// </summary>
    private static async Task EveryPointWrittenAsync(ClusterRun city, TimeSpan patience)
    {
        long points = 0;
        double written = 0;
        await Eventually.TrueAsync(
            "every point of the topic is written",
            async () =>
            {
                written = (await Task.WhenAll(city.Running.Select(node => city.MetricAsync(node, MetricNames.HistorianPoints)))).Sum();
                points = Topic.CountPoints(city.Bootstrap); // Behind the question: a point may still have come after an earlier count.
                return written >= points && await WaitingAsync(city) == 0;
            },
            patience,
            () => $"{written} written of {points} points");
    }

    private static async Task<double> WaitingAsync(ClusterRun city) =>
        (await Task.WhenAll(city.Running.Select(node => city.MetricAsync(node, MetricNames.HistorianLagRecords)))).Sum();

    /// <summary>Waits until every home is known, the channel has vouched up to the time in every partition, and all work is done.</summary>
    private static Task SettledAsync(ClusterRun city, string channelId, DateTimeOffset upTo, int homes, TimeSpan patience) => Eventually.TrueAsync(
        $"everything up to {upTo:u} is judged",
        async () =>
        {
            JsonNode view = await city.GetAsync(1, "/api/v1/city?take=0");
            JsonNode? channel = view["channels"]!.AsArray().SingleOrDefault(one => (string)one!["channelId"]! == channelId);
            long known = view["counts"]!.AsArray().Where(count => (string)count!["kind"]! == "household").Sum(count => (long)count!["count"]!);
            return channel is not null && (DateTimeOffset)channel["watermark"]! >= upTo && known == homes
                && (int)view["partitionsAnswered"]! == city.Partitions && (long)(await city.GetAsync(1, "/api/v1/pending"))["pending"]! == 0;
        },
        patience,
        city.Describe);
}
