using System.Diagnostics;

namespace Realtime.LoadGen.Chaos;

/// <summary>Builds every mutant beside the product, attacks both with the same seeds, and says whether the mutant was found and the product was not.</summary>
/// <param name="root">The checkout.</param>
/// <param name="create">Makes the series for a profile's faults, a program and a mutant's name.</param>
/// <param name="output">For people.</param>
internal sealed class MutantRuns(string root, Func<IReadOnlyCollection<FaultKind>, string, string?, ChaosSeries> create, TextWriter output)
{
    /// <summary>Runs mutants one after the other; each stops at the first seed that finds it.</summary>
    /// <param name="mutants">Which.</param>
    /// <param name="product">The unchanged program.</param>
    /// <param name="seeds">Tried in this order.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>0 when all were found and the product never was.</returns>
    public async Task<int> RunAsync(IReadOnlyList<Mutant> mutants, string product, IReadOnlyList<int> seeds, CancellationToken cancellation)
    {
        List<string> table = [];
        bool right = true;
        foreach (Mutant mutant in mutants)
        {
            string program = await BuildAsync(mutant, cancellation);
            (int Seed, string[] Broken)? found = await FindAsync(mutant, program, seeds, cancellation);
            IReadOnlyList<int> tried = found is { } hit ? [.. seeds.TakeWhile(seed => seed != hit.Seed), hit.Seed] : seeds;
            bool control = true;
            foreach (int seed in tried)
            {
                control &= (await create(mutant.Faults, product, null).OneAsync(seed, cancellation)).Holds;
            }

            right &= control && found is not null;
            string how = found is { } by ? $"found by {string.Join(" ", by.Broken)} at seed {by.Seed}" : $"NOT FOUND by seeds {string.Join(" ", seeds)}";
            table.Add($"{mutant.Name}: {how}; the product with the same seeds {(control ? "holds" : "is BROKEN")}");
        }

        table.ForEach(output.WriteLine);
        return right ? ExitCodes.Ok : ExitCodes.NotVerified;
    }

    private async Task<(int Seed, string[] Broken)?> FindAsync(Mutant mutant, string program, IReadOnlyList<int> seeds, CancellationToken cancellation)
    {
        foreach (int seed in seeds)
        {
            ChaosResult result = await create(mutant.Faults, program, mutant.Name).OneAsync(seed, cancellation);
            string[] broken = [.. result.Verdicts.Where(verdict => !verdict.Holds).Select(verdict => verdict.Invariant).Intersect(mutant.Invariants)];
            if (broken.Length > 0)
            {
                return (seed, broken);
            }
        }

        return null;
    }

    /// <summary>Everything it makes lies in a folder of its own, so that no mutant is ever mistaken for the product.</summary>
    private async Task<string> BuildAsync(Mutant mutant, CancellationToken cancellation)
    {
        string folder = Path.Combine(Path.GetFullPath(root), "artifacts", "mutants", mutant.Name);
        await output.WriteLineAsync($"building the mutant {mutant.Name}");
        ProcessStartInfo start = new("dotnet", ["build", "cluster/Realtime.Cluster", $"-p:Mutant={mutant.Name}", "--artifacts-path", folder, "-p:RunAnalyzers=false", "-tl:off", "--nologo", "-v", "q"])
        {
            WorkingDirectory = root,
        };
        using Process build = Process.Start(start)!;
        await build.WaitForExitAsync(cancellation);
        return build.ExitCode == 0
            ? Path.Combine(folder, "bin", "Realtime.Cluster", "debug", "Realtime.Cluster.dll")
            : throw new InvalidOperationException($"the mutant {mutant.Name} does not build");
    }
}
