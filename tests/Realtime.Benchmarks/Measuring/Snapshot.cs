using System.Diagnostics;

namespace Realtime.Benchmarks.Measuring;

/// <summary>The meters of this process at one moment.</summary>
/// <param name="Readings">Readings counted so far.</param>
/// <param name="Timestamp">Of the monotonic clock.</param>
/// <param name="At">Wall clock, UTC.</param>
/// <param name="Cpu">CPU time of all threads, native ones and the system's share included.</param>
/// <param name="Allocated">Bytes allocated on the managed heap.</param>
/// <param name="Feeder">CPU time of the feeder's process.</param>
/// <param name="Machine">CPU time that the whole machine spent, all processes.</param>
/// <param name="Compiled">Time that threads of this process spent compiling code.</param>
internal readonly record struct Snapshot(long Readings, long Timestamp, DateTime At, TimeSpan Cpu, long Allocated, TimeSpan Feeder, TimeSpan Machine, TimeSpan Compiled)
{
    public static Snapshot Take(long readings, Process feeder) => new(
        readings,
        TimeProvider.System.GetTimestamp(),
        TimeProvider.System.GetUtcNow().UtcDateTime,
        Environment.CpuUsage.TotalTime,
        GC.GetTotalAllocatedBytes(),
        CpuOf(feeder),
        Measuring.Machine.Busy(),
        System.Runtime.JitInfo.GetCompilationTime());

    private static TimeSpan CpuOf(Process process)
    {
        process.Refresh();
        return process.TotalProcessorTime;
    }
}
