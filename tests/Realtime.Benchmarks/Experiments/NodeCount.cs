using System.Globalization;
using Realtime.Benchmarks.Feeding;
using Realtime.Benchmarks.Running;
using Realtime.Benchmarks.Workloads;
using Realtime.Chaos.Processes;
using Realtime.Domain;

namespace Realtime.Benchmarks.Experiments;

/// <summary>
/// The same readings through one node or several on one PostgreSQL: CPU time of all nodes per reading. Everything runs on one machine, so
/// this shows what being several costs, and says nothing about the time several machines would take.
/// </summary>
internal static class NodeCount
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    public static async Task<Dictionary<string, double>> RunAsync(int count, int things, int readings)
    {
        Workload load = Plan.Load(things, Skew.Uniform, 1, readings);
        string folder = Directory.CreateTempSubdirectory("realtime-nodes-").FullName;
        using Postgres database = new();
        using FeederProcess feeder = FeederProcess.Start(load);
        FeederAnswer registered = feeder.Ask("register");
        List<BenchNode> nodes = [];
        try
        {
            nodes.AddRange(Start(count, folder, registered.Servers!, database.ConnectionString));
            await Task.WhenAll(nodes.Select(node => node.ServingAsync()));
            await Patience.UntilAsync("every node has its share of the partitions", () => IsSpreadAsync(nodes), Longest);
            Task<FeederAnswer> sending = Task.Run(() => feeder.Ask(string.Create(CultureInfo.InvariantCulture, $"send {load.Total}")));
            return await MeasureAsync(nodes, load, sending);
        }
        finally
        {
            foreach (BenchNode node in nodes)
            {
                await node.DisposeAsync();
            }

            Directory.Delete(folder, recursive: true);
        }
    }

    private static IEnumerable<BenchNode> Start(int count, string folder, string servers, string database)
    {
        int[] ports = [.. Enumerable.Range(0, count).Select(_ => FreePorts.Next())];
        string seeds = string.Join(',', ports.Select(port => string.Create(CultureInfo.InvariantCulture, $"akka.tcp://realtime@127.0.0.1:{port}")));
        foreach (int port in ports)
        {
            yield return BenchNode.Start(
                Directory.CreateDirectory(Path.Combine(folder, port.ToString(CultureInfo.InvariantCulture))).FullName, servers, "nodes",
                "--Node:Port", port.ToString(CultureInfo.InvariantCulture), "--Node:SeedNodes", seeds,
                "--Cluster:MembersMin", count.ToString(CultureInfo.InvariantCulture),
                "--Journal:Provider", "PostgreSql", "--Journal:ConnectionString", database);
        }
    }

    private static async Task<bool> IsSpreadAsync(List<BenchNode> nodes)
    {
        double[] owned = await Task.WhenAll(nodes.Select(node => node.MetricAsync(MetricNames.PartitionsOwned)));
        return owned.Sum() == Plan.Partitions && owned.Min() >= Plan.Partitions / nodes.Count * 0.75;
    }

    private static async Task<Dictionary<string, double>> MeasureAsync(List<BenchNode> nodes, Workload load, Task<FeederAnswer> sending)
    {
        await Patience.UntilAsync("warm", async () => await SumAsync(nodes, MetricNames.ReadingsApplied) >= load.Warm, Longest);
        double before = await SumAsync(nodes, MetricNames.ReadingsApplied);
        TimeSpan cpu = Cpu(nodes);
        long began = TimeProvider.System.GetTimestamp();
        FeederAnswer sent = await sending;
        await Patience.UntilAsync("everything is stored", () => IsSettledAsync(nodes, load.Total, sent.Changes), Longest);
        double readings = await SumAsync(nodes, MetricNames.ReadingsApplied) - before;
        if (readings < load.Readings / 2)
        {
            throw new InvalidOperationException("the nodes were through with most readings before the first look at them: send more");
        }

        return new Dictionary<string, double>
        {
            ["nodes"] = nodes.Count,
            ["readings"] = readings,
            ["wallSeconds"] = TimeProvider.System.GetElapsedTime(began).TotalSeconds,
            ["cpuSeconds"] = (Cpu(nodes) - cpu).TotalSeconds,
            ["nsPerReading"] = (Cpu(nodes) - cpu).TotalNanoseconds / readings,
        };
    }

    private static async Task<bool> IsSettledAsync(List<BenchNode> nodes, long readings, int changes) =>
        await SumAsync(nodes, MetricNames.ReadingsApplied) >= readings
        && await SumAsync(nodes, MetricNames.HistorianPoints) >= readings + changes
        && await nodes[0].PendingAsync() == 0;

    private static TimeSpan Cpu(List<BenchNode> nodes) => nodes.Aggregate(TimeSpan.Zero, (sum, node) => sum + node.Cpu);

    private static async Task<double> SumAsync(List<BenchNode> nodes, string metric) => (await Task.WhenAll(nodes.Select(node => node.MetricAsync(metric)))).Sum();
}
