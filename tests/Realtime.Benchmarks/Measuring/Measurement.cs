namespace Realtime.Benchmarks.Measuring;

/// <summary>One run of one contestant over the measured readings.</summary>
internal sealed record Measurement
{
    public long Readings { get; init; }

    public double WallSeconds { get; init; }

    /// <summary>Of the contestant's process, its Kafka client included.</summary>
    public double CpuSeconds { get; init; }

    public long AllocatedBytes { get; init; }

    /// <summary>Pauses of the collector in milliseconds.</summary>
    public int GcPauses { get; init; }

    public double GcPauseP50Ms { get; init; }

    public double GcPauseP99Ms { get; init; }

    public double GcPauseMaxMs { get; init; }

    /// <summary>Share of the wall time.</summary>
    public double GcPauseShare { get; init; }

    /// <summary>Resident before the first thing existed.</summary>
    public long ResidentEmptyBytes { get; init; }

    /// <summary>Resident at the end of the measured readings.</summary>
    public long ResidentBytes { get; init; }

    /// <summary>Resident at rest: after one full, compacting collection.</summary>
    public long ResidentIdleBytes { get; init; }

    /// <summary>Managed heap at rest.</summary>
    public long HeapIdleBytes { get; init; }

    /// <summary>Of broker and sender meanwhile.</summary>
    public double FeederCpuSeconds { get; init; }

    /// <summary>Cores that all other programs of the machine used meanwhile.</summary>
    public double ForeignCores { get; init; }

    /// <summary>
    /// Time that passed while threads compiled code, which a program that runs for days does not do any more. Not CPU time: more on a busy machine.
    /// </summary>
    public double CompileSeconds { get; init; }

    /// <summary>Seconds from the first reading to the first measured one.</summary>
    public double WarmSeconds { get; init; }

    public double NanosecondsPerReading => CpuSeconds * 1e9 / Readings;

    public double BytesPerReading => (double)AllocatedBytes / Readings;
}
