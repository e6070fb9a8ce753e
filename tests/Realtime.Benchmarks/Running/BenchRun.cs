using System.Globalization;
using Realtime.Benchmarks.Contestants;
using Realtime.Benchmarks.Feeding;
using Realtime.Benchmarks.Measuring;

namespace Realtime.Benchmarks.Running;

/// <summary>
/// Runs scenarios: fills the log of a workload once, lets the contestants drain it one after the other, round by round in turning order,
/// and judges what each found. A run whose alerts differ from the expected ones is void.
/// </summary>
internal sealed class BenchRun(ResultsFile results, string commit, TextWriter output)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(20);

    public async Task RunAsync(IReadOnlyList<Scenario> scenarios)
    {
        foreach (Scenario scenario in scenarios)
        {
            if (Missing(scenario).Any())
            {
                await RunAsync(scenario);
            }
        }
    }

    /// <summary>Rounds and contestants that are still to be run; in each round another one begins.</summary>
    private IEnumerable<(int Round, string Contestant)> Missing(Scenario scenario) =>
        from round in Enumerable.Range(1, scenario.Rounds)
        from place in Enumerable.Range(0, scenario.Contestants.Count)
        let contestant = scenario.Contestants[(place + round - 1) % scenario.Contestants.Count]
        where !results.Has(commit, contestant, scenario.Load, round)
        select (round, contestant);

    private async Task RunAsync(Scenario scenario)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{scenario.Load.Name}: {scenario.Load.Total:N0} readings, {scenario.Load.Readings:N0} of them measured"));
        using FeederProcess feeder = FeederProcess.StartFilled(scenario.Load);
        FeederAnswer filled = feeder.Filled;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  log filled in {filled.CpuSeconds:0.0} s of CPU; {filled.Changes} alert changes expected"));
        foreach ((int round, string contestant) in Missing(scenario).ToArray())
        {
            feeder.Ask("begin");
            Arena arena = new(filled.Servers!, scenario.Load, filled.Changes, "", feeder.Id);
            ResultLine line = new() { Commit = commit, At = TimeProvider.System.GetUtcNow(), Contestant = contestant, Load = scenario.Load, Round = round };
            line = await JudgedAsync(line, arena, feeder) with { LoadAverage = Machine.Load() };
            results.Add(line);
            output.WriteLine("  " + Describe(line));
        }
    }

    private static async Task<ResultLine> JudgedAsync(ResultLine line, Arena arena, FeederProcess feeder)
    {
        Measurement measured;
        try
        {
            measured = await ContestantProcess.RunAsync(line.Contestant, arena, Patience);
        }
        catch (InvalidOperationException fault)
        {
            return line with { Void = fault.Message };
        }

        if (!Entrants.Named(line.Contestant).Judged)
        {
            return line with { Measured = measured };
        }

        FeederAnswer found = feeder.Ask("judge");
        string? wrong = found.Hash == feeder.Filled.Hash ? null : $"other alerts: {found.Changes} changes instead of {feeder.Filled.Changes}, or not the same ones";
        return line with { Measured = measured, AlertChanges = found.Changes, AlertHash = found.Hash, Void = wrong };
    }

    private static string Describe(ResultLine line) => line.Measured is not { } m || line.Void is not null
        ? $"{line.Round} {line.Contestant}: VOID, {line.Void}"
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{line.Round} {line.Contestant,-6} {m.NanosecondsPerReading,8:0} ns CPU/reading {m.BytesPerReading,7:0} B/reading  compiling for {m.CompileSeconds:0.0} of {m.WallSeconds:0.0} s {m.Readings / m.WallSeconds,10:N0}/s wall  pause p99 {m.GcPauseP99Ms:0.0} ms  resident {m.ResidentIdleBytes / 1048576} MiB  feeder {m.FeederCpuSeconds:0.0} s  foreign {m.ForeignCores:0.0} cores");
}
