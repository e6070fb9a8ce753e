using System.Globalization;
using Realtime.Simulation.Tests.Judge;
using Realtime.Simulation.Tests.World;
using Xunit.Abstractions;

namespace Realtime.Simulation.Tests;

/// <summary>
/// Thousands of histories of the engine's core, each decided by one seed. <c>REALTIME_SIM_SEEDS</c> sets how many (default 2,000),
/// <c>REALTIME_SIM_SEED</c> the first one; a failure prints its seed and the command that runs it again.
/// </summary>
public sealed class SimulationTests(ITestOutputHelper output)
{
    private const int SeedsByDefault = 2_000;

    [Fact]
    public void Every_history_keeps_every_invariant()
    {
        int first = Setting("REALTIME_SIM_SEED") ?? 1;
        int count = Setting("REALTIME_SIM_SEEDS") ?? (Setting("REALTIME_SIM_SEED") is null ? SeedsByDefault : 1);
        Tally tally = Histories.Run(first, count, Mutant.None);
        output.WriteLine($"{tally}");
        Assert.True(tally.Broken.Count == 0, tally.Report());
    }

    private static int? Setting(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
