using System.Diagnostics;
using Realtime.Benchmarks.Contestants;
using Realtime.Benchmarks.Workloads;

namespace Realtime.Benchmarks.Measuring;

/// <summary>Watches a contestant from within its process: from the first measured reading until everything it owes is done.</summary>
internal sealed class Meter(Workload load, int feeder) : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(10);

    /// <summary>The runtime hands its events on in bundles.</summary>
    private static readonly TimeSpan EventDelay = TimeSpan.FromMilliseconds(300);

    /// <summary>Set to a file's name: what the contestant allocates in the measured readings goes there, by type. The figures of such a run say nothing.</summary>
    private const string AllocationsTo = "REALTIME_BENCHMARK_ALLOCATIONS";

    private readonly GcPauses _pauses = new();
    private readonly Allocations? _allocations = Environment.GetEnvironmentVariable(AllocationsTo) is null ? null : new Allocations();
    private readonly Process _feeder = Process.GetProcessById(feeder);

    /// <summary>Measures a contestant that is about to start.</summary>
    public async Task<Measurement> MeasureAsync(IContestant contestant)
    {
        await contestant.PrepareAsync();
        long empty = Settle();
        using PeriodicTimer timer = new(Interval);
        Snapshot first = Snapshot.Take(0, _feeder);
        await contestant.StartAsync();
        Snapshot begin = await UntilAsync(timer, () => contestant.Readings >= load.Warm, contestant);
        _allocations?.Begin();
        await UntilAsync(timer, () => contestant.Readings >= load.Total, contestant);
        await contestant.SettledAsync();
        Snapshot end = Snapshot.Take(contestant.Readings, _feeder);
        long resident = Machine.Resident();
        if (_allocations is not null)
        {
            await File.WriteAllLinesAsync(Environment.GetEnvironmentVariable(AllocationsTo)!, _allocations.Describe(end.Readings - begin.Readings));
        }

        await UntilAsync(timer, () => TimeProvider.System.GetElapsedTime(end.Timestamp) > EventDelay, contestant);
        return Result(first, begin, end) with
        {
            ResidentEmptyBytes = empty,
            ResidentBytes = resident,
            ResidentIdleBytes = Settle(),
            HeapIdleBytes = GC.GetTotalMemory(false),
        };
    }

    public void Dispose()
    {
        _pauses.Dispose();
        _allocations?.Dispose();
        _feeder.Dispose();
    }

    private async Task<Snapshot> UntilAsync(PeriodicTimer timer, Func<bool> reached, IContestant contestant)
    {
        while (!reached())
        {
            if (contestant.Fault is { } fault)
            {
                throw new InvalidOperationException($"the contestant failed: {fault}", fault);
            }

            await timer.WaitForNextTickAsync();
        }

        return Snapshot.Take(contestant.Readings, _feeder);
    }

    private Measurement Result(in Snapshot first, in Snapshot begin, in Snapshot end)
    {
        double wall = TimeProvider.System.GetElapsedTime(begin.Timestamp, end.Timestamp).TotalSeconds;
        double[] pauses = _pauses.Between(begin.At, end.At);
        return new Measurement
        {
            Readings = end.Readings - begin.Readings,
            WallSeconds = wall,
            CpuSeconds = (end.Cpu - begin.Cpu).TotalSeconds,
            AllocatedBytes = end.Allocated - begin.Allocated,
            GcPauses = pauses.Length,
            GcPauseP50Ms = GcPauses.Quantile(pauses, 0.5),
            GcPauseP99Ms = GcPauses.Quantile(pauses, 0.99),
            GcPauseMaxMs = GcPauses.Quantile(pauses, 1),
            GcPauseShare = pauses.Sum() / 1000 / wall,
            FeederCpuSeconds = (end.Feeder - begin.Feeder).TotalSeconds,
            ForeignCores = ((end.Machine - begin.Machine) - (end.Cpu - begin.Cpu) - (end.Feeder - begin.Feeder)).TotalSeconds / wall,
            WarmSeconds = TimeProvider.System.GetElapsedTime(first.Timestamp, begin.Timestamp).TotalSeconds,
        };
    }

    /// <summary>Resident bytes after a full collection that gives memory back.</summary>
    private static long Settle()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return Machine.Resident();
    }
}
