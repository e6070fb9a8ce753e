using System.Globalization;

namespace Realtime.LoadGen.Chaos;

/// <summary>Runs seeds, some side by side when it is asked to, and writes down what became of them.</summary>
internal sealed class ChaosSeries(
    ChaosProfile profile, IReadOnlyCollection<FaultKind> only, string program, string? results, string? mutant, string? keep, int parallel, TextWriter output)
{
    private const int ExamplesMax = 5;

    private readonly (string Tree, string Commit) _version = ResultsFile.Version(NodeProgram.Root);
    private readonly Lock _writing = new();
    private readonly ResultsFile? _file = results is null ? null : new ResultsFile(results);

    /// <summary>What a seed will do.</summary>
    public static void WritePlan(TextWriter output, int seed, IReadOnlyList<PlannedFault> faults) =>
        output.WriteLine($"seed {seed}: {(faults.Count == 0 ? "no faults" : string.Join("; ", faults))}");

    /// <returns>0 when every invariant held in every run.</returns>
    public async Task<int> RunAsync(IReadOnlyList<int> seeds, CancellationToken cancellation)
    {
        HashSet<int> done = _file?.Done(_version.Tree, profile.Name, mutant, seed => Words(FaultPlan.Draw(seed, profile, only))) ?? [];
        await output.WriteLineAsync($"profile {profile.Name}, product {_version.Tree}, {seeds.Count} seeds, {seeds.Count(done.Contains)} of them done before; full disk: not run");
        int failed = 0;
        ParallelOptions side = new() { MaxDegreeOfParallelism = parallel, CancellationToken = cancellation };
        await Parallel.ForEachAsync(seeds.Where(seed => !done.Contains(seed)), side, async (seed, stop) =>
        {
            if (!(await OneAsync(seed, stop)).Holds)
            {
                Interlocked.Increment(ref failed);
            }
        });

        await output.WriteLineAsync(failed == 0 ? "every invariant held" : $"{failed} runs broke an invariant");
        return failed == 0 ? ExitCodes.Ok : ExitCodes.NotVerified;
    }

    /// <summary>One seed: prints its faults and verdicts and appends its line.</summary>
    public async Task<ChaosResult> OneAsync(int seed, CancellationToken cancellation)
    {
        IReadOnlyList<PlannedFault> faults = FaultPlan.Draw(seed, profile, only);
        WritePlan(output, seed, faults);
        string directory = keep is null
            ? Directory.CreateTempSubdirectory("realtime-chaos-").FullName
            : Directory.CreateDirectory(Path.Combine(keep, string.Create(CultureInfo.InvariantCulture, $"{mutant ?? "product"}-{profile.Name}-{seed}"))).FullName;
        ChaosResult result = await new ChaosRun(seed, profile, faults, program, directory, Say).RunAsync(cancellation);
        lock (_writing)
        {
            Write(seed, result);
        }

        _file?.Append(Line(seed, faults, result));
        if (result.Holds && keep is null)
        {
            Directory.Delete(directory, recursive: true);
        }
        else
        {
            await output.WriteLineAsync($"kept: {directory}");
        }

        return result;

        void Say(string text) => output.WriteLine(parallel > 1 ? string.Create(CultureInfo.InvariantCulture, $"{seed,4} {text}") : text);
    }

    private static IReadOnlyList<string> Words(IReadOnlyList<PlannedFault> faults) => [.. faults.Select(fault => fault.ToString())];

    private void Write(int seed, ChaosResult result)
    {
        foreach (Verdict verdict in result.Verdicts)
        {
            output.WriteLine($"  {(verdict.Holds ? "holds " : "BROKEN")} {verdict.Invariant,-6} {verdict.What}{(verdict.Holds ? "" : $": {verdict.Cases.Count}")}");
            verdict.Cases.Take(ExamplesMax).ToList().ForEach(example => output.WriteLine($"           {example}"));
        }

        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"seed {seed}: {(result.Holds ? "holds" : "BROKEN")}; {result.Records} records acknowledged, {result.Poison} poison, {result.EndedByItself} processes ended by themselves, longest standstill of the machine {result.Starved.TotalSeconds:0.0} s, {result.Took.TotalSeconds:0} s"));
    }

    private ResultLine Line(int seed, IReadOnlyList<PlannedFault> faults, ChaosResult result) => new(
        TimeProvider.System.GetUtcNow(),
        _version.Tree,
        _version.Commit,
        mutant,
        profile.Name,
        seed,
        Words(faults),
        result.Holds ? "holds" : string.Join(' ', result.Verdicts.Where(verdict => !verdict.Holds).Select(verdict => verdict.Invariant)),
        result.Records,
        result.Poison,
        result.Drained is { } drained ? Math.Round(drained.TotalSeconds, 1) : null,
        result.EndedByItself,
        Math.Round(result.Starved.TotalSeconds, 1),
        Math.Round(result.Took.TotalSeconds),
        [.. result.Verdicts.SelectMany(verdict => verdict.Cases.Take(ExamplesMax).Select(example => $"{verdict.Invariant}: {example}"))]);
}
