using Realtime.Tests.Support;
using Xunit.Abstractions;

namespace Realtime.Integration.Tests.Cluster;

/// <summary>Two nodes with a lease in the database: whichever of them dies, the other one goes on alone, and takes it in again.</summary>
public sealed class LeaseTests(ITestOutputHelper output)
{
    private const int Partitions = 4;
    private static readonly TimeSpan s_takeOverMax = TimeSpan.FromSeconds(60);

    [SkippableFact]
    public async Task Of_two_nodes_either_may_die()
    {
        await using ClusterRun city = await ClusterRun.StartAsync(2, Partitions, "--Cluster:SplitBrain", "LeaseMajority");
        await city.SpreadAsync();
        await using PartitionProbe probe = new(city.Bootstrap, Partitions);
        await probe.AllAnswerAsync(s_takeOverMax, city.Describe);

        int oldest = await city.OldestAsync();
        await KillAsync(city, probe, oldest, "the older one");
        await city.StartAsync(oldest);
        await city.SpreadAsync();
        Assert.NotEqual(oldest, await city.OldestAsync());
        await KillAsync(city, probe, oldest, "the younger one");

        await probe.NothingLostAsync(s_takeOverMax, city.Describe);
        Assert.Empty(await JournalWriters.WhoCameBackAsync(city.Database));
    }

    private async Task KillAsync(ClusterRun city, PartitionProbe probe, int node, string which)
    {
        probe.Mark();
        await city.KillAsync(node);
        TimeSpan[] back = await probe.AllAnswerAsync(s_takeOverMax, city.Describe);
        output.WriteLine($"{which} killed: all partitions answer after {back[^1].TotalSeconds:0.0} s");
        await Eventually.TrueAsync("the survivor owns every partition", async () => await city.OwnedAsync(city.Running.Single()) == Partitions, s_takeOverMax, city.Describe);
    }
}
