using System.CommandLine;

namespace Realtime.Benchmarks.Running;

/// <summary>The command line.</summary>
internal static class BenchCommand
{
    private static readonly Option<bool> Quick = new("--quick") { Description = "A few minutes (default)." };
    private static readonly Option<bool> Full = new("--full") { Description = "Everything, hours; may be stopped and started again." };
    private static readonly Option<string?> Only = new("--only") { Description = "Contestants, for example B0,ours.", HelpName = "NAMES" };
    private static readonly Option<int?> Things = new("--things") { Description = "Things (quick)." };
    private static readonly Option<int?> Readings = new("--readings") { Description = "Measured readings (quick)." };
    private static readonly Option<int?> Rounds = new("--rounds") { Description = "Interleaved runs of each." };
    private static readonly Option<string?> Frames = new("--frames") { Description = "Readings per record, for example 1,64 (quick).", HelpName = "LIST" };
    private static readonly Option<string?> Results = new("--results") { Description = "File of the raw results.", HelpName = "FILE" };

    public static Task<int> RunAsync(string[] arguments)
    {
        RootCommand root = new("Measures the product against hand-written loops and other frameworks on the same bytes.") { Quick, Full, Only, Things, Readings, Rounds, Frames, Results };
        root.SetAction(RunAsync);
        return root.Parse(arguments).InvokeAsync();
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        TextWriter output = parsed.InvocationConfiguration.Output;
        BenchOptions options = Read(parsed);
        if (!options.Full && File.Exists(options.Results))
        {
            File.Delete(options.Results); // Uncommitted changes have no version of their own: what was measured before proves nothing.
        }

        ResultsFile results = new(options.Results);
        await new BenchRun(results, output).RunAsync(options.Full ? Plan.Full(options) : Plan.Quick(options));
        Summary.Write(results.Lines, output);
        return 0;
    }

    private static BenchOptions Read(ParseResult parsed)
    {
        bool full = parsed.GetValue(Full);
        return new BenchOptions
        {
            Full = full,
            Only = parsed.GetValue(Only)?.Split(','),
            Things = parsed.GetValue(Things),
            Readings = parsed.GetValue(Readings),
            Rounds = parsed.GetValue(Rounds),
            Frames = [.. (parsed.GetValue(Frames) ?? "1,64").Split(',').Select(text => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture))],
            Results = parsed.GetValue(Results) ?? Path.Combine(Path.GetTempPath(), "realtime-benchmarks", full ? "full.jsonl" : "quick.jsonl"),
        };
    }
}
