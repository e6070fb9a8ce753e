namespace Realtime.Benchmarks.Workloads;

/// <summary>Which thing sends next.</summary>
internal enum Skew
{
    /// <summary>Every thing as often as any other, in random order.</summary>
    Uniform,

    /// <summary>Zipf's law with exponent 1: the busiest thing sends twice as often as the second, three times as often as the third.</summary>
    Zipf,
}

/// <summary>
/// What is sent: decided by its figures and the seed alone, so that every contestant gets the same bytes. The first <see cref="Things"/>
/// readings visit every thing once; the first <see cref="Warm"/> readings are not measured.
/// </summary>
/// <param name="Things">Things that report.</param>
/// <param name="Skew">Which thing sends next.</param>
/// <param name="Frame">Readings per record: 1, or frames whose things share a partition.</param>
/// <param name="Warm">Readings before the measured ones, at least <paramref name="Things"/>: things come into being, code is compiled.</param>
/// <param name="Readings">Readings that are measured.</param>
/// <param name="AlertShare">About this share of readings begins or ends an alert.</param>
/// <param name="Partitions">Of every topic.</param>
/// <param name="Seed">Decides everything else.</param>
internal sealed record Workload(int Things, Skew Skew, int Frame, int Warm, int Readings, double AlertShare, int Partitions, ulong Seed)
{
    /// <summary>Readings in all.</summary>
    public long Total => (long)Warm + Readings;

    /// <summary>For people and file names, for example <c>100000-uniform-1</c>.</summary>
    public string Name => string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"{Things}-{Skew.ToString().ToLowerInvariant()}-{Frame}{(AlertShare == Running.Plan.AlertShare ? "" : $"-alerts-{AlertShare}")}");
}
