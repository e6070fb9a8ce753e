using System.Globalization;
using Realtime.Benchmarks.Contestants;
using Realtime.Benchmarks.Feeding;
using Realtime.Benchmarks.Running;
using Realtime.Benchmarks.Workloads;
using Realtime.Chaos.Processes;

namespace Realtime.Benchmarks.Experiments;

/// <summary>
/// Sensor time to alert published. First the contestant drains a log, which gives its maximum in this very process; then readings come by the
/// clock at shares of it. Sender and broker use the same cores, so the maximum under load is somewhat lower than the one measured alone.
/// </summary>
internal static class OpenLoop
{
    private static readonly double[] Shares = [0.25, 0.5, 0.75, 0.9];
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    /// <summary>Figures by share of the maximum, in percent.</summary>
    public static async Task<IReadOnlyList<(int Percent, Dictionary<string, double> Figures)>> RunAsync(string contestant, int things, int readings, double seconds)
    {
        Workload load = Plan.Load(things, Skew.Uniform, 1, readings);
        using FeederProcess feeder = FeederProcess.StartFilled(load);
        feeder.Ask("begin");
        Arena arena = new(feeder.Filled.Servers!, load with { Readings = int.MaxValue }, feeder.Filled.Changes, "", feeder.Id);
        await using LiveProcess live = LiveProcess.Start(contestant, arena);
        double maximum = await MaximumAsync(live, load);
        await Patience.UntilAsync("the alerts of the drained log are out", () => Task.FromResult(feeder.Ask("judge").Changes >= feeder.Filled.Changes), Longest);
        List<(int, Dictionary<string, double>)> found = [];
        foreach (double share in Shares)
        {
            FeederAnswer answer = feeder.Ask(string.Create(CultureInfo.InvariantCulture, $"pace {maximum * share:0} {seconds}"));
            Dictionary<string, double> figures = answer.Figures!;
            figures["maximum"] = maximum;
            long sent = feeder.Ask("begin").Sent;
            figures["behind"] = sent - await live.ReadingsAsync();
            await Patience.UntilAsync("the contestant has caught up", async () => await live.ReadingsAsync() >= sent, Longest);
            found.Add(((int)(share * 100), figures));
        }

        return found;
    }

    /// <summary>Readings per second of wall time while the log is drained.</summary>
    private static async Task<double> MaximumAsync(LiveProcess live, Workload load)
    {
        long first = 0;
        await Patience.UntilAsync("warm", async () => (first = await live.ReadingsAsync()) >= load.Warm, Longest);
        long began = TimeProvider.System.GetTimestamp();
        await Patience.UntilAsync("drained", async () => await live.ReadingsAsync() >= load.Total, Longest);
        return (load.Total - first) / TimeProvider.System.GetElapsedTime(began).TotalSeconds;
    }
}
