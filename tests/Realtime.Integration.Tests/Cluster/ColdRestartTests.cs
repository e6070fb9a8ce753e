using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Realtime.Integration.Tests.Servers;
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
        await SettledAsync(city, QuietHomes.Before, homes, patience);

        await Task.WhenAll(city.Running.ToArray().Select(city.KillAsync));
        long started = Stopwatch.GetTimestamp();
        await city.StartAllAsync();
        await city.SpreadAsync();
        output.WriteLine($"{homes} homes: all partitions run {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s after the start of three nodes");

        await quiet.ComeBackAsync();
        await SettledAsync(city, QuietHomes.After.AddMinutes(50), homes, patience);
        Assert.Empty(await city.AlertsAsync(0));

        await quiet.StayAwayAsync();
        await SettledAsync(city, QuietHomes.End, homes, patience);
        JsonElement alert = Assert.Single(await city.AlertsAsync(1));
        Assert.Contains(QuietHomes.Lonely, alert.GetProperty("text").GetString(), StringComparison.Ordinal);
        output.WriteLine($"{homes} homes: 0 absence alerts after the restart, 1 for the home that was really not watched");
    }

    /// <summary>Waits until every home is known, the channel of the homes has vouched up to the time in every partition, and all work is done.</summary>
    private static Task SettledAsync(ClusterRun city, DateTimeOffset upTo, int homes, TimeSpan patience) => Eventually.TrueAsync(
        $"everything up to {upTo:u} is judged",
        async () =>
        {
            JsonNode view = await city.GetAsync(0, "/api/v1/city?take=0");
            JsonNode? channel = view["channels"]!.AsArray().SingleOrDefault(one => (string)one!["channelId"]! == "quiet-households");
            long known = view["counts"]!.AsArray().Where(count => (string)count!["kind"]! == "household").Sum(count => (long)count!["count"]!);
            return channel is not null && (DateTimeOffset)channel["watermark"]! >= upTo && known == homes
                && (int)view["partitionsAnswered"]! == city.Partitions && (long)(await city.GetAsync(0, "/api/v1/pending"))["pending"]! == 0;
        },
        patience,
        city.Describe);
}
