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

    public required Workload Load { get; init; }

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
