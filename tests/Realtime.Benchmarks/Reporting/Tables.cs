using System.Globalization;
using System.Text;
using Realtime.Benchmarks.Contestants;
using Realtime.Benchmarks.Measuring;
using Realtime.Benchmarks.Running;

namespace Realtime.Benchmarks.Reporting;

/// <summary>Markdown tables of the newest version's results: medians, with least and most.</summary>
internal static class Tables
{
    public static void Write(ResultsFile results, StringBuilder to)
    {
        Findings found = new(results.Lines);
        WriteSurroundings(results, found, to);
        TargetTable.Write(found, to);
        foreach (string load in found.Loads)
        {
            WriteLoad(found, load, to);
        }

        ExperimentTables.Write(found, to);
    }

    /// <summary>A number as people read it.</summary>
    public static string Text(double number) => number switch
    {
        >= 100 => number.ToString("N0", CultureInfo.InvariantCulture),
        >= 10 => number.ToString("0.0", CultureInfo.InvariantCulture),
        _ => number.ToString("0.###", CultureInfo.InvariantCulture),
    };

    private static void WriteSurroundings(ResultsFile results, Findings found, StringBuilder to)
    {
        Surroundings here = results.Surroundings.Last(one => one.Commit == found.Commit);
        string packages = string.Join(", ", here.Packages.Select(pair => $"{pair.Key} {pair.Value}"));
        to.Append(CultureInfo.InvariantCulture, $"Commit `{here.Commit}`, {here.At:yyyy-MM-dd}; {here.Processor}, {here.Cores} cores, {here.MemoryMiB} MiB; {here.System}; {here.Runtime}; {packages}. ");
        to.Append(CultureInfo.InvariantCulture, $"Load average before the first run {Text(here.LoadAverage)}; foreign programs used up to {Text(found.ForeignCoresMost)} cores during a run.\n\n");
    }

    private static void WriteLoad(Findings found, string load, StringBuilder to)
    {
        to.Append(CultureInfo.InvariantCulture, $"### {Title(load)}\n\n");
        to.Append("| contestant | CPU per reading, ns (least to most) | readings per CPU-second | against B0 | bytes allocated per reading | collector's pause p99, ms | MiB at rest | broker's CPU per reading, ns | runs |\n");
        to.Append("|---|---|---|---|---|---|---|---|---|\n");
        foreach (Entrant entrant in Entrants.All)
        {
            Measurement[] runs = found.Of(load, entrant.Name);
            string? fault = found.VoidOf(load, entrant.Name);
            if (runs.Length == 0)
            {
                to.Append(fault is null ? "" : $"| {entrant.Name}: {entrant.Title} | void: {fault.Split('\n')[0]} | | | | | | | 0 |\n");
                continue;
            }

            Spread cpu = Spread.Of(runs, m => m.NanosecondsPerReading);
            string ratio = found.Ratio(load, entrant.Name, "B0") is { } value ? Text(value) : "";
            to.Append(CultureInfo.InvariantCulture, $"| {entrant.Name}: {entrant.Title} | {Text(cpu.Median)} ({Text(cpu.Least)} to {Text(cpu.Most)}) | {Text(1e9 / cpu.Median)} | {ratio} ");
            to.Append(CultureInfo.InvariantCulture, $"| {Text(Median(runs, m => m.BytesPerReading))} | {Text(Median(runs, m => m.GcPauseP99Ms))} | {Text(Median(runs, m => m.ResidentIdleBytes) / 1048576)} ");
            to.Append(CultureInfo.InvariantCulture, $"| {Text(Median(runs, m => m.FeederCpuSeconds * 1e9 / m.Readings))} | {runs.Length} |\n");
        }

        to.Append('\n');
    }

    private static double Median(Measurement[] runs, Func<Measurement, double> figure) => Spread.Of(runs, figure).Median;

    /// <summary><c>100000-uniform-64</c> in words.</summary>
    private static string Title(string load)
    {
        string[] parts = load.Split('-');
        string records = parts[2] == "1" ? "one reading per record" : $"frames of {parts[2]}";
        string alerts = parts.Length > 4 ? string.Create(CultureInfo.InvariantCulture, $", {double.Parse(parts[4], CultureInfo.InvariantCulture) * 100:0.##} % of readings change an alert") : "";
        return string.Create(CultureInfo.InvariantCulture, $"{int.Parse(parts[0], CultureInfo.InvariantCulture):N0} things, {parts[1]}, {records}{alerts}");
    }
}
