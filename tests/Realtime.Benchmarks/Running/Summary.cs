using System.Globalization;
using Realtime.Benchmarks.Measuring;

namespace Realtime.Benchmarks.Running;

/// <summary>Medians with least and most, and the ratio to the bare loop, on the console.</summary>
internal static class Summary
{
    private const string Yardstick = "B0";

    public static void Write(IReadOnlyList<ResultLine> lines, TextWriter output)
    {
        foreach (IGrouping<string, ResultLine> load in Valid(lines).GroupBy(line => line.Load!.Name))
        {
            Dictionary<string, Measurement[]> runs = load.GroupBy(line => line.Contestant).ToDictionary(group => group.Key, group => group.Select(line => line.Measured!).ToArray());
            double? yardstick = runs.TryGetValue(Yardstick, out Measurement[]? bare) ? Spread.Of(bare, m => m.NanosecondsPerReading).Median : null;
            output.WriteLine(load.Key);
            foreach ((string contestant, Measurement[] measured) in runs)
            {
                Spread cpu = Spread.Of(measured, m => m.NanosecondsPerReading);
                string ratio = yardstick is { } one ? (one / cpu.Median).ToString("0.000", CultureInfo.InvariantCulture) : "-";
                output.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"  {contestant,-6} {cpu.Median,8:0} ns ({cpu.Least:0} to {cpu.Most:0}, {measured.Length} runs)  {1e9 / cpu.Median,10:N0} readings per CPU-second  / {Yardstick} = {ratio}  {Spread.Of(measured, m => m.BytesPerReading).Median:0} B/reading"));
            }
        }
    }

    /// <summary>Runs of the newest version that count.</summary>
    public static IEnumerable<ResultLine> Valid(IReadOnlyList<ResultLine> lines) =>
        lines.Where(line => line is { Void: null, Measured: not null } && line.Commit == lines[^1].Commit);
}

/// <summary>Median, least and most of some runs.</summary>
internal readonly record struct Spread(double Median, double Least, double Most)
{
    public static Spread Of(IEnumerable<Measurement> runs, Func<Measurement, double> figure)
    {
        double[] sorted = [.. runs.Select(figure).Order()];
        return new Spread((sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2, sorted[0], sorted[^1]);
    }
}
