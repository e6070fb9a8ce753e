using Realtime.Cluster.Startup;
using Realtime.Tests.Support;

namespace Realtime.Tests.Host;

/// <summary>A clock that is wrong on purpose, for tests of wrong clocks.</summary>
public sealed class ProcessClockTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(ProcessClock.Variable, null);
        File.Delete(_file);
    }

    [Fact]
    public void Without_the_variable_it_is_the_clock_of_the_machine() => Assert.Same(TimeProvider.System, ProcessClock.FromEnvironment());

    [Fact]
    public async Task It_jumps_when_the_file_says_so_and_measures_on()
    {
        Environment.SetEnvironmentVariable(ProcessClock.Variable, _file);
        TimeProvider clock = ProcessClock.FromEnvironment();
        long began = clock.GetTimestamp();
        File.WriteAllText(_file, "3600");
        await Eventually.TrueAsync("the clock is an hour ahead", () => Ahead(clock) is > 3_500 and < 3_700);
        File.WriteAllText(_file, "-3600");
        await Eventually.TrueAsync("the clock is an hour behind", () => Ahead(clock) is > -3_700 and < -3_500);
        Assert.InRange(clock.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromMinutes(5));
    }

    private static double Ahead(TimeProvider clock) => (clock.GetUtcNow() - TimeProvider.System.GetUtcNow()).TotalSeconds;
}
