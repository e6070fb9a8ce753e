using Realtime.Benchmarks.Workloads;

namespace Realtime.Benchmarks.Running;

/// <summary>One workload and who runs it.</summary>
/// <param name="Load">What is sent.</param>
/// <param name="Contestants">Names, in the order of the first round.</param>
/// <param name="Rounds">Interleaved runs of each.</param>
internal sealed record Scenario(Workload Load, IReadOnlyList<string> Contestants, int Rounds);

/// <summary>Which scenarios a run consists of, the important ones first.</summary>
internal static class Plan
{
    public const double AlertShare = 0.001;
    private const int Partitions = 32;
    private const ulong Seed = 5;

    /// <summary>A few minutes: the two rows that everything else is compared with, smaller.</summary>
    public static IReadOnlyList<Scenario> Quick(BenchOptions options) =>
    [
        .. options.Frames.Select(frame => new Scenario(
            Load(options.Things ?? 20_000, Skew.Uniform, frame, options.Readings ?? 200_000), options.Only ?? ["C0", "B0", "ours"], options.Rounds ?? 3)),
    ];

    /// <summary>Warm-up: every thing once, and as much again as brings the code to its final form.</summary>
    public static Workload Load(int things, Skew skew, int frame, int readings) =>
        new(things, skew, frame, things + Math.Min(readings / 4, 200_000), readings, AlertShare, Partitions, Seed);
}
