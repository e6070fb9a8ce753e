using Realtime.Benchmarks.Running;

namespace Realtime.Benchmarks.Experiments;

/// <summary>A measurement that is no drain of a log: its name, who is measured, how often, and what one run gives.</summary>
/// <param name="Kind">latency, nodes or cold-start.</param>
/// <param name="Contestant">Who.</param>
/// <param name="Rounds">Runs.</param>
/// <param name="RunAsync">Named sets of figures.</param>
internal sealed record Experiment(string Kind, string Contestant, int Rounds, Func<Task<IReadOnlyList<(string Name, Dictionary<string, double> Figures)>>> RunAsync);

/// <summary>All experiments of a full run.</summary>
internal static class ExperimentPlan
{
    private const int MaximumReadings = 300_000;
    private const int NodeReadings = 400_000;
    private const double LatencySeconds = 45;
    private const int ManyThings = 1_000_000;

    public static IReadOnlyList<Experiment> All(BenchOptions options)
    {
        int rounds = Math.Min(options.Rounds ?? 3, 3);
        int latencyThings = options.Things ?? Plan.MainThings;
        Experiment[] all =
        [
            .. new[] { "ours", "B3" }.Select(name => new Experiment("latency", name, rounds, async () =>
                [.. (await OpenLoop.RunAsync(name, latencyThings, options.Readings ?? MaximumReadings, options.Seconds ?? LatencySeconds)).Select(found => ($"latency-{found.Percent}", found.Figures))])),
            .. new[] { 1, 2 }.Select(count => new Experiment("nodes", $"ours-{count}", rounds, async () =>
                [("nodes", await NodeCount.RunAsync(count, options.Things ?? Plan.MainThings, options.Readings ?? NodeReadings))])),
            new("cold-start", "ours", Math.Min(rounds, 2), async () => [("cold-start", await ColdStart.RunAsync(options.Things ?? ManyThings))]),
        ];
        return [.. all.Where(one => options.Experiments?.Contains(one.Kind, StringComparer.OrdinalIgnoreCase) ?? options.Full)
            .Where(one => options.Only?.Any(name => one.Contestant.StartsWith(name, StringComparison.OrdinalIgnoreCase)) ?? true)];
    }
}
