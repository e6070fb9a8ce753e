namespace Realtime.Benchmarks.Feeding;

/// <summary>What the feeder says; only the fields that belong to the question are set.</summary>
internal sealed record FeederAnswer
{
    /// <summary>The broker's address.</summary>
    public string? Servers { get; init; }

    /// <summary>Alert changes expected, or found.</summary>
    public int Changes { get; init; }

    /// <summary>Readings sent so far.</summary>
    public long Sent { get; init; }

    /// <summary>Of the alert changes expected, or found.</summary>
    public string? Hash { get; init; }

    /// <summary>CPU time of broker, sender and judge so far.</summary>
    public double CpuSeconds { get; init; }

    /// <summary>Of a paced run.</summary>
    public Dictionary<string, double>? Figures { get; init; }

    /// <summary>What went wrong; null = nothing.</summary>
    public string? Fault { get; init; }
}
