using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Realtime.Chaos.Journal;
using Realtime.Integration.Tests.Host;
using Realtime.LoadGen.Verify;
using Realtime.Tests.Support;
using Xunit.Abstractions;

namespace Realtime.Integration.Tests.Cluster;

/// <summary>
/// Three nodes that start together on an empty database: partitions spread, move when a node is stopped, come back when it returns, and
/// are taken over when the oldest node, which decides where partitions live, stands still like a zombie. The zombie may not write and
/// ends by itself; what an operator did meanwhile stands.
/// </summary>
public sealed class ThreeNodeTests(ITestOutputHelper output)
{
    private const int Partitions = 9;

    /// <summary>Longer than the city needs to take over and than a node may stand still without ending (15 s).</summary>
    private static readonly TimeSpan s_zombieFor = TimeSpan.FromSeconds(17);

    // The figures that count are measured on a quiet machine (ClusterFigures); these bounds only tell a working cluster from a broken one on a busy one.
    private static readonly TimeSpan s_silenceMax = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan s_takeOverMax = TimeSpan.FromSeconds(40);

    [SkippableFact]
    public async Task Partitions_spread_move_on_a_planned_stop_and_leave_a_zombie()
    {
        await using ClusterRun city = await ClusterRun.StartAsync(3, Partitions);
        await city.SpreadAsync();
        await using PartitionProbe probe = new(city.Bootstrap, Partitions);
        await probe.AllAnswerAsync(s_takeOverMax, city.Describe);
        await FloodGauges.RiseAsync(city.Bootstrap, Partitions);
        string[] alerts = await AlertsAsync(city);

        await StopAndReturnAsync(city, probe);
        await ZombieAsync(city, probe, alerts);

        await probe.NothingLostAsync(s_takeOverMax, city.Describe);
        Assert.Empty(await JournalReader.FaultsAsync(city.Database));
        PublishedAlerts published = TopicReader.Read(city.Bootstrap, default);
        Assert.Empty(published.DeadLetters);
        Assert.Equal(alerts, published.Changes.Select(change => $"{change.AlertId}").Distinct().Order(StringComparer.Ordinal));
    }

    private static async Task<string[]> AlertsAsync(ClusterRun city)
    {
        string[] ids = [];
        await Eventually.TrueAsync(
            "each partition has its alert, whichever node is asked",
            async () => (ids = [.. (await city.AlertsAsync(2)).Select(Id).Order(StringComparer.Ordinal)]).Length == Partitions && (await city.AlertsAsync(0)).Length == Partitions,
            s_takeOverMax,
            city.Describe);
        return ids;
    }

    private async Task StopAndReturnAsync(ClusterRun city, PartitionProbe probe)
    {
        int oldest = await city.OldestAsync();
        int other = city.Running.First(node => node != oldest);
        probe.Mark();
        await city.StopAsync(other);
        await probe.AllAnswerAsync(s_takeOverMax, city.Describe);
        TimeSpan silence = probe.Silences().Max();
        output.WriteLine($"planned stop: longest silence of a partition {silence.TotalSeconds:0.00} s");
        Assert.InRange(silence, TimeSpan.Zero, s_silenceMax);
        await city.StartAsync(other);
        await city.SpreadAsync();
    }

    private async Task ZombieAsync(ClusterRun city, PartitionProbe probe, string[] alerts)
    {
        int zombie = await city.OldestAsync();
        NodeProcess paused = city.Node(zombie);
        probe.Mark();
        paused.Signal("STOP");
        long since = Stopwatch.GetTimestamp();
        TimeSpan[] back = await probe.AllAnswerAsync(s_takeOverMax, city.Describe);
        output.WriteLine($"oldest node stands still: all partitions answer after {back[^1].TotalSeconds:0.0} s");
        int witness = city.Running.First(node => node != zombie);
        foreach (string alert in alerts)
        {
            await AcknowledgeAsync(city.Node(witness), alert, city.Describe);
        }

        await Eventually.TrueAsync("it has stood still for long enough", () => Stopwatch.GetElapsedTime(since) > s_zombieFor, s_takeOverMax);
        paused.Signal("CONT");
        (int code, string errors) = await city.EndedAsync(zombie);
        Assert.True(code == 3, $"exit code {code}: {errors}");
        Assert.Contains("The cluster has removed this node", errors, StringComparison.Ordinal);
        await city.StartAsync(zombie);
        await city.SpreadAsync();
        Assert.All(await city.AlertsAsync(zombie), alert => Assert.Equal("duty officer", alert.GetProperty("acknowledgedBy").GetString()));
    }

    private static Task AcknowledgeAsync(NodeProcess node, string alert, Func<string> found) => Eventually.TrueAsync(
        $"the acknowledgement of {alert} is taken",
        async () => (await node.Http.PostAsJsonAsync($"/api/v1/alerts/{alert}/ack", new { by = "duty officer" })).IsSuccessStatusCode,
        s_takeOverMax,
        found);

    private static string Id(JsonElement alert) => alert.GetProperty("alertId").GetString()!;
}
