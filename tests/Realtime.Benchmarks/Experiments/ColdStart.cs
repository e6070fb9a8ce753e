using Realtime.Benchmarks.Feeding;
using Realtime.Benchmarks.Running;
using Realtime.Benchmarks.Workloads;
using Realtime.Chaos.Processes;
using Realtime.Domain;

namespace Realtime.Benchmarks.Experiments;

/// <summary>
/// A million things in the embedded stores: what they weigh at rest, and how long after the start of a new process every partition consumes
/// and a thousand random things answer with their stored state.
/// </summary>
internal static class ColdStart
{
    private const int Asked = 1_000;
    private const int AskedAtOnce = 16;

    /// <summary>So many random readings reach every partition.</summary>
    private const int Probes = 1_000;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(20);

    /// <summary>Seconds and bytes by name.</summary>
    public static async Task<Dictionary<string, double>> RunAsync(int things)
    {
        Workload load = Plan.Load(things, Skew.Uniform, 1, 0);
        string folder = Directory.CreateTempSubdirectory("realtime-cold-start-").FullName;
        using FeederProcess feeder = FeederProcess.StartFilled(load);
        try
        {
            Dictionary<string, double> figures = await FillAsync(feeder, folder, load);
            return await RestartAsync(feeder, folder, load, figures);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<Dictionary<string, double>> FillAsync(FeederProcess feeder, string folder, Workload load)
    {
        await using BenchNode node = BenchNode.Start(folder, feeder.Filled.Servers!, "cold");
        await node.ServingAsync();
        long empty = node.ResidentBytes;
        await Patience.UntilAsync("every thing is stored", async () =>
            await node.AppliedAsync() >= load.Total && await node.MetricAsync(MetricNames.HistorianPoints) >= load.Total && await node.PendingAsync() == 0, Longest);
        long resident = node.ResidentBytes;
        long began = TimeProvider.System.GetTimestamp();
        await node.StopAsync();
        return new Dictionary<string, double>
        {
            ["things"] = load.Things,
            ["residentBytes"] = resident,
            ["residentPerThing"] = (double)(resident - empty) / load.Things,
            ["stopSeconds"] = Since(began),
            ["storedBytes"] = new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length),
        };
    }

    private static async Task<Dictionary<string, double>> RestartAsync(FeederProcess feeder, string folder, Workload load, Dictionary<string, double> figures)
    {
        long began = TimeProvider.System.GetTimestamp();
        await using BenchNode node = BenchNode.Start(folder, feeder.Filled.Servers!, "cold");
        FeederAnswer probes = await Task.Run(() => feeder.Ask($"send {Probes}"));
        await node.ServingAsync();
        figures["servingSeconds"] = Since(began);
        await Patience.UntilAsync("all partitions consume", async () => await node.AppliedAsync() >= probes.Sent - load.Total, Longest);
        figures["consumingSeconds"] = Since(began);
        Noise noise = new(load.Seed);
        int known = 0;
        await Parallel.ForEachAsync(Enumerable.Range(0, Asked), new ParallelOptions { MaxDegreeOfParallelism = AskedAtOnce }, async (number, _) =>
        {
            if (await node.KnowsAsync(City.Id(noise.Below(load.Things, number, 99))))
            {
                Interlocked.Increment(ref known);
            }
        });
        figures["answeredSeconds"] = Since(began);
        figures["answered"] = known;
        figures["residentAfterBytes"] = node.ResidentBytes;
        return figures;
    }

    private static double Since(long timestamp) => TimeProvider.System.GetElapsedTime(timestamp).TotalSeconds;
}
