using System.Collections.Concurrent;
using System.Diagnostics;
using Realtime.Simulation.Tests.Judge;
using Realtime.Simulation.Tests.World;

namespace Realtime.Simulation.Tests;

/// <summary>Runs seeds on all cores; a history itself has one thread.</summary>
public static class Histories
{
    public static Tally Run(int first, int count, Mutant mutant)
    {
        var watch = Stopwatch.StartNew();
        TimeSpan before = Process.GetCurrentProcess().TotalProcessorTime;
        ConcurrentBag<Verdict> verdicts = [];
        var cores = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount };
        Parallel.ForEach(Enumerable.Range(first, count), cores, seed => verdicts.Add(Of(seed, mutant)));
        return new Tally([.. verdicts.OrderBy(verdict => verdict.Seed)], watch.Elapsed, Process.GetCurrentProcess().TotalProcessorTime - before);
    }

    /// <summary>One history; a fault of the engine that ends it is a finding too.</summary>
    public static Verdict Of(int seed, Mutant mutant, FaultProfile? profile = null)
    {
        SimWorld? world = null;
        try
        {
            world = new SimWorld(seed, mutant, profile).Live();
            return new Verdict(seed, world.Judge.Found, world.Time.Steps, world.Outside.Published.Count, world.Incarnations, world.Profile);
        }
#pragma warning disable CA1031 // Whatever it is, it belongs to this seed.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            return new Verdict(seed, [new Violation("no exception", fault.ToString())], 0, 0, 0, world?.Profile);
        }
    }
}

/// <summary>What came of one seed.</summary>
public sealed record Verdict(int Seed, IReadOnlyList<Violation> Found, long Steps, int Alerts, long Incarnations, FaultProfile? Profile);

/// <summary>What came of many.</summary>
public sealed record Tally(IReadOnlyList<Verdict> Verdicts, TimeSpan Took, TimeSpan Computed)
{
    public IReadOnlyList<Verdict> Broken => [.. Verdicts.Where(verdict => verdict.Found.Count > 0)];

    public override string ToString() =>
        $"{Verdicts.Count} histories in {Took.TotalSeconds:0.0} s ({Computed.TotalSeconds:0.0} s of computing): {Verdicts.Sum(verdict => verdict.Steps):N0} events, "
        + $"{Verdicts.Sum(verdict => verdict.Incarnations):N0} incarnations, {Verdicts.Sum(verdict => verdict.Alerts):N0} alert changes, {Broken.Count} broken";

    public string Report() => string.Join(
        Environment.NewLine,
        Broken.Take(5).Select(verdict =>
            $"seed {verdict.Seed} ({verdict.Profile}): {string.Join(Environment.NewLine + "  ", verdict.Found.Take(4).Select(found => $"{found.Invariant}: {found.Detail}"))}")
        .Prepend($"{this}; again: REALTIME_SIM_SEED={(Broken.Count > 0 ? Broken[0].Seed : 0)} dotnet test tests/Realtime.Simulation.Tests --filter Every_history"));
}
