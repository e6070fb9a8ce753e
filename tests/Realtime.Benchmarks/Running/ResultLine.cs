using Realtime.Benchmarks.Measuring;
using Realtime.Benchmarks.Workloads;

namespace Realtime.Benchmarks.Running;

/// <summary>One line of the raw results: one run of one contestant.</summary>
internal sealed record ResultLine
{
    /// <summary>Version of the repository, with a plus sign when it had uncommitted changes.</summary>
    public required string Commit { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string Contestant { get; init; }

    /// <summary>What was drained; null for an experiment.</summary>
    public Workload? Load { get; init; }

    /// <summary>latency, nodes or cold-start; null when a log was drained.</summary>
    public string? Experiment { get; init; }

    /// <summary>Which part of the experiment, for example <c>latency-50</c>: at half of the maximum.</summary>
    public string? Part { get; init; }

    /// <summary>What the experiment found, each with its unit in the name; latencies in milliseconds.</summary>
    public Dictionary<string, double>? Figures { get; init; }

    /// <summary>Which of the interleaved runs, from 1.</summary>
    public required int Round { get; init; }

    /// <summary>Null when the run counts; else why its numbers are void.</summary>
    public string? Void { get; init; }

    /// <summary>Of the alert changes found.</summary>
    public string? AlertHash { get; init; }

    public int AlertChanges { get; init; }

    public Measurement? Measured { get; init; }

    /// <summary>Load average of the last minute, when the run ended.</summary>
    public double LoadAverage { get; init; }
}
