using System.Globalization;
using System.Text;
using Realtime.Benchmarks.Measuring;
using Realtime.Benchmarks.Running;

namespace Realtime.Benchmarks.Reporting;

/// <summary>What was asked for and what came out.</summary>
internal static class TargetTable
{
    private const string Single = "100000-uniform-1", Framed = "100000-uniform-64", Twin = "2000-uniform-1", Small = "10000-uniform-1", Large = "1000000-uniform-1";

    public static void Write(Findings found, StringBuilder to)
    {
        to.Append("### Targets\n\n| measure | floor | aim | measured | |\n|---|---|---|---|---|\n");
        foreach ((string measure, double floor, double aim, bool most, double? measured) in Rows(found))
        {
            string verdict = measured is not { } value ? "not measured"
                : Reaches(value, aim, most) ? "aim reached"
                : Reaches(value, floor, most) ? "floor reached" : "missed";
            to.Append(CultureInfo.InvariantCulture, $"| {measure} | {Tables.Text(floor)} | {Tables.Text(aim)} | {(measured is { } shown ? Tables.Text(shown) : "")} | {verdict} |\n");
        }

        to.Append('\n');
    }

    private static bool Reaches(double value, double target, bool most) => most ? value <= target : value >= target;

    private static IEnumerable<(string Measure, double Floor, double Aim, bool Most, double? Measured)> Rows(Findings found) =>
    [
        ("ours / B0, 100,000 things, one reading per record", 0.6, 1, false, found.Ratio(Single, "ours", "B0")),
        ("ours / B0, frames of 64", 1, 3, false, found.Ratio(Framed, "ours", "B0")),
        ("ours / B3 (Akka.NET, naive)", 2, 3, false, found.Ratio(Single, "ours", "B3")),
        ("ours / B4 (Orleans)", 2.5, 4, false, found.Ratio(Single, "ours", "B4")),
        ("ours / B5 (Proto.Actor)", 1.5, 2.5, false, found.Ratio(Single, "ours", "B5")),
        ("ours / B6 (event-sourced twin), 2,000 things", 20, 50, false, found.Ratio(Twin, "ours", "B6")),
        ("resident memory per idle thing between 10,000 and 1,000,000, bytes", 1_500, 800, true, Slope(found)),
        ("readings per CPU-second with 1,000,000 live things against 10,000", 0.4, 0.7, false, found.Cost(Small, "ours") / found.Cost(Large, "ours")),
        ("cold start with 1,000,000 stored things, seconds", 30, 10, true, found.Figure("cold-start", "ours", "cold-start", "answeredSeconds")),
        ("sensor time to alert published, p99 at half of maximum, ms", 250, 50, true, found.Figure("latency", "ours", "latency-50", "p99")),
        ("bytes allocated per reading, all of the process less the client alone", 64, 0, true, Allocation(found)),
        ("two nodes against one: readings per CPU-second", 0.85, 0.95, false, found.Figure("nodes", "ours-1", "nodes", "nsPerReading") / found.Figure("nodes", "ours-2", "nodes", "nsPerReading")),
    ];

    /// <summary>What one more thing weighs at rest: fixed costs of the process drop out.</summary>
    private static double? Slope(Findings found) =>
        Resident(found, Large) is { } large && Resident(found, Small) is { } small ? (large - small) / (1_000_000 - 10_000) : null;

    private static double? Resident(Findings found, string load) =>
        found.Of(load, "ours") is { Length: > 0 } runs ? Spread.Of(runs, (Measurement m) => m.ResidentIdleBytes).Median : null;

    private static double? Allocation(Findings found) => Allocated(found, "ours") - Allocated(found, "C0");

    private static double? Allocated(Findings found, string contestant) =>
        found.Of(Single, contestant) is { Length: > 0 } runs ? Spread.Of(runs, m => m.BytesPerReading).Median : null;
}
