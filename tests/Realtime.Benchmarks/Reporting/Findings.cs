using Realtime.Benchmarks.Measuring;
using Realtime.Benchmarks.Running;

namespace Realtime.Benchmarks.Reporting;

/// <summary>The results of the newest version, looked up by what was measured.</summary>
internal sealed class Findings(IReadOnlyList<ResultLine> lines)
{
    private readonly ResultLine[] _lines = [.. lines.Where(line => line.Commit == lines[^1].Commit)];

    public string Commit => lines[^1].Commit;

    /// <summary>Names of the workloads that were drained, in the order of the plan.</summary>
    public IEnumerable<string> Loads => _lines.Where(line => line.Load is not null).Select(line => line.Load!.Name).Distinct();

    public double ForeignCoresMost => _lines.Select(line => line.Measured?.ForeignCores ?? 0).Max();

    /// <summary>Runs that count.</summary>
    public Measurement[] Of(string load, string contestant) =>
        [.. _lines.Where(line => line.Load?.Name == load && line.Contestant == contestant && line is { Void: null, Measured: not null }).Select(line => line.Measured!)];

    /// <summary>Why the last void run is void; null when none is.</summary>
    public string? VoidOf(string load, string contestant) =>
        _lines.LastOrDefault(line => line.Load?.Name == load && line.Contestant == contestant && line.Void is not null)?.Void;

    /// <summary>How many times the readings per CPU-second of another; null when one of them was not measured.</summary>
    public double? Ratio(string load, string contestant, string other) =>
        Cost(load, contestant) is { } mine && Cost(load, other) is { } theirs ? theirs / mine : null;

    /// <summary>Median CPU time per reading, nanoseconds.</summary>
    public double? Cost(string load, string contestant) => Of(load, contestant) is { Length: > 0 } runs ? Spread.Of(runs, m => m.NanosecondsPerReading).Median : null;

    /// <summary>Contestants and parts of an experiment with the figures of each round.</summary>
    public IEnumerable<IGrouping<(string Contestant, string Part), Dictionary<string, double>>> Experiment(string kind) =>
        _lines.Where(line => line.Experiment == kind && line is { Void: null, Figures: not null }).GroupBy(line => (line.Contestant, line.Part!), line => line.Figures!);

    /// <summary>Median of a figure over the rounds; null when it was not measured.</summary>
    public double? Figure(string kind, string contestant, string part, string figure) =>
        Experiment(kind).FirstOrDefault(group => group.Key == (contestant, part)) is { } rounds ? Median([.. rounds.Select(figures => figures[figure])]) : null;

    public static double Median(double[] figures)
    {
        double[] sorted = [.. figures.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
