using System.CommandLine;
using System.Globalization;
using Realtime.Benchmarks.Experiments;
using Realtime.Benchmarks.Reporting;

namespace Realtime.Benchmarks.Running;

/// <summary>The command line.</summary>
internal static class BenchCommand
{
    private static readonly Option<bool> Quick = new("--quick") { Description = "A few minutes (default)." };
    private static readonly Option<bool> Full = new("--full") { Description = "Everything, more than an hour; goes on where it was stopped." };
    private static readonly Option<bool> Regression = new("--regression") { Description = "Half a minute: fails when the product fell behind the bare loop, by the ratio in regression.json." };
    private static readonly Option<string?> Only = new("--only") { Description = "Contestants, for example B0,ours.", HelpName = "NAMES" };
    private static readonly Option<string?> Experiments = new("--experiments") { Description = "Only these: latency, nodes, cold-start.", HelpName = "KINDS" };
    private static readonly Option<int?> Things = new("--things") { Description = "Things (not with --full)." };
    private static readonly Option<int?> Readings = new("--readings") { Description = "Measured readings." };
    private static readonly Option<int?> Rounds = new("--rounds") { Description = "Interleaved runs of each." };
    private static readonly Option<double?> Seconds = new("--seconds") { Description = "Length of each part of the latency experiment." };
    private static readonly Option<string?> Frames = new("--frames") { Description = "Readings per record, for example 1,64 (quick).", HelpName = "LIST" };
    private static readonly Option<string?> Results = new("--results") { Description = "File of the raw results.", HelpName = "FILE" };
    private static readonly Option<string?> Table = new("--table") { Description = "Runs nothing: writes the tables of the results file into this document.", HelpName = "FILE" };

    public static Task<int> RunAsync(string[] arguments)
    {
        RootCommand root = new("Measures the product against hand-written loops and other frameworks on the same bytes.")
        {
            Quick, Full, Regression, Only, Experiments, Things, Readings, Rounds, Seconds, Frames, Results, Table,
        };
        root.SetAction((parsed, _) => RunAsync(parsed));
        return root.Parse(arguments).InvokeAsync();
    }

    private static async Task<int> RunAsync(ParseResult parsed)
    {
        TextWriter output = parsed.InvocationConfiguration.Output;
        BenchOptions options = Read(parsed);
        if (parsed.GetValue(Table) is { } document)
        {
            PerformanceDocument.Write(document, new ResultsFile(options.Results));
            return 0;
        }

        bool regression = parsed.GetValue(Regression);
        if (!options.Full && File.Exists(options.Results))
        {
            File.Delete(options.Results); // Uncommitted changes have no version of their own: what was measured before proves nothing.
        }

        ResultsFile results = new(options.Results);
        Surroundings here = Surroundings.Here();
        results.Add(here);
        IReadOnlyList<Scenario> scenarios = regression ? Plan.Regression : options.Experiments is not null ? [] : options.Full ? Plan.Full(options) : Plan.Quick(options);
        BenchRun drains = new(results, here.Commit, output);
        await drains.RunAsync([.. scenarios.Take(Plan.Important)]);
        await new ExperimentRun(results, here.Commit, output).RunAsync(ExperimentPlan.All(options));
        await drains.RunAsync([.. scenarios.Skip(Plan.Important)]);
        Summary.Write(results.Lines, output);
        return regression ? RegressionGate.Judge(results.Lines, output) : 0;
    }

    private static BenchOptions Read(ParseResult parsed)
    {
        bool full = parsed.GetValue(Full);
        string file = full ? "full.jsonl" : parsed.GetValue(Regression) ? "regression.jsonl" : "quick.jsonl";
        return new BenchOptions
        {
            Full = full,
            Only = parsed.GetValue(Only)?.Split(','),
            Experiments = parsed.GetValue(Experiments)?.Split(','),
            Things = parsed.GetValue(Things),
            Readings = parsed.GetValue(Readings),
            Rounds = parsed.GetValue(Rounds),
            Seconds = parsed.GetValue(Seconds),
            Frames = [.. (parsed.GetValue(Frames) ?? "1,64").Split(',').Select(text => int.Parse(text, CultureInfo.InvariantCulture))],
            Results = parsed.GetValue(Results) ?? Path.Combine(Path.GetTempPath(), "realtime-benchmarks", file),
        };
    }
}
