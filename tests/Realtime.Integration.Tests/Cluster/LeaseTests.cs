using Realtime.Chaos.Journal;
using Realtime.Tests.Support;
using Xunit.Abstractions;

namespace Realtime.Integration.Tests.Cluster;

/// <summary>With the lease in the database the city lives as long as one node does: two of three die one after the other, in any order of age and address.</summary>
public sealed class LeaseTests(ITestOutputHelper output)
{
    private const int Partitions = 4;
    private static readonly TimeSpan s_takeOverMax = TimeSpan.FromSeconds(60);

    [SkippableFact]
    public async Task Of_three_nodes_two_may_die_one_after_the_other_and_the_next_one_joins_the_last()
    {
        await using ClusterRun city = await ClusterRun.StartAsync(3, Partitions);
        await city.SpreadAsync();
        await using PartitionProbe probe = new(city.Bootstrap, Partitions);
        await probe.AllAnswerAsync(s_takeOverMax, city.Describe);

        // The lower address of the two that are left holds the lease by then, and without it would be the majority.
        await KillAsync(city, probe, Highest(city), "the highest address of three");
        int second = Lowest(city);
        await KillAsync(city, probe, second, "the lower address of two");
        await city.StartAsync(second);
        await city.SpreadAsync();
        Assert.NotEqual(second, await city.OldestAsync());
        await KillAsync(city, probe, second, "the younger one of two");

        await probe.NothingLostAsync(s_takeOverMax, city.Describe);
        Assert.Empty(await JournalReader.FaultsAsync(city.Database));
    }

    private static int Lowest(ClusterRun city) => city.Running.OrderBy(city.AddressOf, StringComparer.Ordinal).First();

    private static int Highest(ClusterRun city) => city.Running.OrderBy(city.AddressOf, StringComparer.Ordinal).Last();

    private async Task KillAsync(ClusterRun city, PartitionProbe probe, int node, string which)
    {
        probe.Mark();
        await city.KillAsync(node);
        TimeSpan[] back = await probe.AllAnswerAsync(s_takeOverMax, city.Describe);
        output.WriteLine($"{which} killed: all partitions answer after {back[^1].TotalSeconds:0.0} s");
        await Eventually.TrueAsync("the survivors own every partition", async () => (await Task.WhenAll(city.Running.Select(city.OwnedAsync))).Sum() == Partitions, s_takeOverMax, city.Describe);
    }
}
