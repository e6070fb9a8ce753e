using System.Text.Json;
using Realtime.Benchmarks.Measuring;
using Realtime.Benchmarks.Running;

namespace Realtime.Benchmarks.Contestants;

/// <summary>The contestant's process: makes it, measures it, leaves the result in a file.</summary>
internal static class ContestantRun
{
    public static async Task<int> RunAsync(string name, Arena arena, string resultFile)
    {
        IContestant contestant = Entrants.Named(name).Create(arena);
        using Meter meter = new(arena.Load, arena.Feeder);
        Measurement measured = await meter.MeasureAsync(contestant);
        await File.WriteAllTextAsync(resultFile, JsonSerializer.Serialize(measured, BenchJson.Default.Measurement));
        await contestant.DisposeAsync();
        return 0;
    }
}
