namespace Realtime.Benchmarks.Running;

/// <summary>What the caller asked for; null = as the plan says.</summary>
internal sealed record BenchOptions
{
    public bool Full { get; init; }

    /// <summary>Names of contestants.</summary>
    public IReadOnlyList<string>? Only { get; init; }

    /// <summary>Kinds of experiments to run instead of draining logs: latency, nodes, cold-start.</summary>
    public IReadOnlyList<string>? Experiments { get; init; }

    public int? Things { get; init; }

    public int? Readings { get; init; }

    public int? Rounds { get; init; }

    /// <summary>Of each part of the latency experiment.</summary>
    public double? Seconds { get; init; }

    /// <summary>Readings per record.</summary>
    public IReadOnlyList<int> Frames { get; init; } = [1, 64];

    /// <summary>File of the raw results; runs that stand in it for the same version of the repository are not repeated.</summary>
    public required string Results { get; init; }
}
