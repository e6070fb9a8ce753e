using Realtime.Integration.Tests.LoadGen;
using Realtime.Integration.Tests.Servers;
using Xunit.Abstractions;

namespace Realtime.Integration.Tests.Chaos;

/// <summary>One seed of the instrument as it ships: three nodes, real servers, faults, the judge. Many seeds are one command: see docs/reliability.md.</summary>
public sealed class ShortChaosTests(ITestOutputHelper output)
{
    [SkippableFact]
    public async Task Three_nodes_under_attack_lose_double_and_invent_nothing()
    {
        Installed.Require(Path.Combine(Postgres.DebianPrograms, "initdb"), "postgresql-15");
        Installed.Require(Influx.DebianProgram, "influxdb");

        LoadGenResult run = await LoadGenProcess.RunBuiltAsync(TimeSpan.FromMinutes(6), "chaos", "--profile", "ci", "--seeds", "11");

        output.WriteLine(run.Output + run.Error);
        Assert.True(run.Code == 0, run.Output + run.Error);
    }
}
