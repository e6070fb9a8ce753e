using System.Globalization;
using System.Text;

namespace Realtime.Benchmarks.Reporting;

/// <summary>Latency, number of nodes, cold start.</summary>
internal static class ExperimentTables
{
    private static readonly string[] Latency = ["rate", "alerts", "p50", "p99", "p99.9", "max", "missing", "behind", "senderLateMs"];
    private static readonly string[] Nodes = ["readings", "nsPerReading", "wallSeconds", "cpuSeconds"];
    private static readonly string[] Cold = ["things", "residentPerThing", "residentBytes", "storedBytes", "stopSeconds", "servingSeconds", "consumingSeconds", "answeredSeconds", "answered"];

    public static void Write(Findings found, StringBuilder to)
    {
        Write(found, "latency", "Sensor time to alert published, open loop (milliseconds; the part is the share of the maximum in percent)", Latency, to);
        Write(found, "nodes", "One node and two on one PostgreSQL, all on one machine", Nodes, to);
        Write(found, "cold-start", "Cold start", Cold, to);
    }

    private static void Write(Findings found, string kind, string title, string[] figures, StringBuilder to)
    {
        var groups = found.Experiment(kind).ToArray();
        if (groups.Length == 0)
        {
            return;
        }

        to.Append(CultureInfo.InvariantCulture, $"### {title}\n\n| contestant | part | {string.Join(" | ", figures)} | runs |\n|---|---|{string.Concat(Enumerable.Repeat("---|", figures.Length))}---|\n");
        foreach (var group in groups)
        {
            string cells = string.Join(" | ", figures.Select(figure => Cell([.. group.Select(round => round[figure])])));
            to.Append(CultureInfo.InvariantCulture, $"| {group.Key.Contestant} | {group.Key.Part} | {cells} | {group.Count()} |\n");
        }

        to.Append('\n');
    }

    private static string Cell(double[] rounds) => rounds.Min() == rounds.Max()
        ? Tables.Text(rounds[0])
        : $"{Tables.Text(Findings.Median(rounds))} ({Tables.Text(rounds.Min())} to {Tables.Text(rounds.Max())})";
}
