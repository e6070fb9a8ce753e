using Realtime.Benchmarks.Workloads;

namespace Realtime.Benchmarks.Running;

/// <summary>One workload and who drains it.</summary>
/// <param name="Load">What is sent.</param>
/// <param name="Contestants">Names, in the order of the first round.</param>
/// <param name="Rounds">Interleaved runs of each.</param>
internal sealed record Scenario(Workload Load, IReadOnlyList<string> Contestants, int Rounds);

/// <summary>Which scenarios a run consists of, the important ones first.</summary>
internal static class Plan
{
    public const double AlertShare = 0.001;
    public const int Partitions = 32;
    public const ulong Seed = 5;

    /// <summary>Size of the main comparison.</summary>
    public const int MainThings = 100_000;

    /// <summary>The event-sourced twin stores a thousand or two readings a second: more would take a day.</summary>
    private const int TwinThings = 2_000, TwinReadings = 16_000;

    private const int SmallThings = 10_000, LargeThings = 1_000_000;

    private static readonly string[] Everybody = ["C0", "B0", "B1", "B2", "B3", "B3b", "B4", "B4b", "B5", "B5b", "ours"];
    private static readonly string[] Loop = ["B0", "ours"];
    private static readonly int[] Records = [1, 64];

    /// <summary>Scenarios of a full run that come before its experiments.</summary>
    public const int Important = 3;

    /// <summary>Half a minute in every check of a change.</summary>
    public static IReadOnlyList<Scenario> Regression { get; } = [new Scenario(Load(5_000, Skew.Uniform, 1, 60_000), Loop, 1)];

    /// <summary>A few minutes: the two rows that everything else is compared with, smaller.</summary>
    public static IReadOnlyList<Scenario> Quick(BenchOptions options) =>
    [
        .. options.Frames.Select(frame => new Scenario(
            Load(options.Things ?? 20_000, Skew.Uniform, frame, options.Readings ?? 200_000), options.Only ?? ["C0", "B0", "ours"], options.Rounds ?? 3)),
    ];

    /// <summary>The table of docs/performance.md.</summary>
    public static IReadOnlyList<Scenario> Full(BenchOptions options)
    {
        int rounds = options.Rounds ?? 5;
        int readings = options.Readings ?? 1_000_000;
        List<Scenario> scenarios = [.. Records.Select(frame => new Scenario(Load(MainThings, Skew.Uniform, frame, readings), Everybody, rounds))];
        scenarios.Add(new Scenario(Load(TwinThings, Skew.Uniform, 1, TwinReadings), ["B6", "ours"], rounds));
        scenarios.AddRange(
            from things in new[] { LargeThings, SmallThings, MainThings }
            from skew in new[] { Skew.Uniform, Skew.Zipf }
            from frame in Records
            where things != MainThings || skew != Skew.Uniform
            select new Scenario(Load(things, skew, frame, things == LargeThings ? 2 * readings : readings), Loop, rounds));
        scenarios.AddRange(new[] { 0.01, 0.05 }.Select(share => new Scenario(Load(MainThings, Skew.Uniform, 1, readings) with { AlertShare = share }, Loop, rounds)));
        return [.. scenarios.Select(scenario => Only(scenario, options.Only)).Where(scenario => scenario.Contestants.Count > 0)];
    }

    /// <summary>Warm-up: every thing once, and as much again as brings the code to its final form.</summary>
    public static Workload Load(int things, Skew skew, int frame, int readings) =>
        new(things, skew, frame, things + Math.Min(readings / 2, 300_000), readings, AlertShare, Partitions, Seed);

    private static Scenario Only(Scenario scenario, IReadOnlyList<string>? names) => names is null ? scenario
        : scenario with { Contestants = [.. scenario.Contestants.Where(name => names.Contains(name, StringComparer.OrdinalIgnoreCase))] };
}
