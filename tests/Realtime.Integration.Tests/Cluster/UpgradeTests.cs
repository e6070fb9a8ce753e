using System.Text.Json;
using System.Text.Json.Nodes;
using Realtime.Chaos.Journal;
using Realtime.LoadGen.Verify;
using Realtime.Tests.Support;

namespace Realtime.Integration.Tests.Cluster;

/// <summary>
/// A city moves to the next program node by node, back with one node, and on again, under load: the old format stays in force until the
/// last old node has gone and somebody raises it. Builds that program first, so it runs only when long measurements are wanted.
/// </summary>
public sealed class UpgradeTests
{
    private const int Partitions = 9;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(90);

    [SkippableFact]
    public async Task A_rolling_upgrade_loses_nothing_and_the_format_is_raised_last()
    {
        Measure.Require();
        using NextProgram next = await NextProgram.BuildAsync();
        await using ClusterRun city = await ClusterRun.StartAsync(3, Partitions);
        await city.SpreadAsync();
        await using PartitionProbe probe = new(city.Bootstrap, Partitions);
        await FloodGauges.RiseAsync(city.Bootstrap, Partitions);
        await Eventually.TrueAsync("each partition has its alert", async () => (await city.AlertsAsync(0)).Length == Partitions, s_patience, city.Describe);
        string[] before = await AlertsAsync(city, 0);

        await ReplaceAsync(city, probe, 0, next.Path);
        await ReplaceAsync(city, probe, 1, next.Path);
        Assert.Equal(["0.1.0", "0.2.0"], await VersionsAsync(city));
        Assert.Equal(before, await AlertsAsync(city, 0));
        Assert.Equal(before, await AlertsAsync(city, 2));
        await ReplaceAsync(city, probe, 1, null); // Back with one node: it reads what the newer ones have written.
        Assert.Equal(before, await AlertsAsync(city, 1));
        await ReplaceAsync(city, probe, 1, next.Path);
        await ReplaceAsync(city, probe, 2, next.Path);
        await city.SpreadAsync();
        Assert.Equal(["desk-event-2", "epoch-2"], await JournalWitness.FormatsAsync(city.Database));

        foreach (int node in new[] { 0, 1, 2 })
        {
            await ReplaceAsync(city, probe, node, next.Path, "--Journal:Format", "3");
        }

        await Eventually.TrueAsync("epochs are stored in the next format", async () => (await JournalWitness.FormatsAsync(city.Database)).Contains("epoch-3"), s_patience, city.Describe);
        await city.StopAsync(2);
        (int code, string errors) = await city.RefusedAsync(2);
        Assert.Equal(2, code);
        Assert.Contains("The city stores in format 3, but this program reads formats up to 2", errors, StringComparison.Ordinal);
        await probe.NothingLostAsync(s_patience, city.Describe);
        Assert.Equal(before, await AlertsAsync(city, 0));
        Assert.Equal(Partitions, TopicReader.Read(city.Bootstrap, default).Changes.Select(change => change.AlertId).Distinct().Count());
        Assert.Empty(await JournalReader.FaultsAsync(city.Database));
    }

    private static async Task ReplaceAsync(ClusterRun city, PartitionProbe probe, int node, string? program, params string[] further)
    {
        await city.StopAsync(node);
        await city.ReadyAsync();
        await city.StartAsync(node, program, further);
        await city.ReadyAsync();
        probe.Mark();
        await probe.AllAnswerAsync(s_patience, city.Describe);
    }

    private static async Task<string[]> VersionsAsync(ClusterRun city)
    {
        JsonArray members = (await city.GetAsync(0, "/api/v1/cluster")).AsArray();
        return [.. members.Select(member => (string)member!["version"]!).Distinct().Order(StringComparer.Ordinal)];
    }

    private static async Task<string[]> AlertsAsync(ClusterRun city, int node) =>
        [.. (await city.AlertsAsync(node)).Select(alert => $"{alert.GetProperty("alertId")} {alert.GetProperty("level")} {alert.GetProperty("since")}").Order(StringComparer.Ordinal)];
}
