using System.Globalization;

namespace Realtime.Benchmarks.Measuring;

/// <summary>Figures of the machine from /proc (Linux), see proc(5); zero or empty elsewhere.</summary>
internal static class Machine
{
    /// <summary>CPU time spent by everything, idle and waiting for disks not counted.</summary>
    public static TimeSpan Busy()
    {
        if (!OperatingSystem.IsLinux())
        {
            return TimeSpan.Zero;
        }

        // cpu user nice system idle iowait irq softirq steal: hundredths of a second.
        long[] fields = [.. File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(text => long.Parse(text, CultureInfo.InvariantCulture))];
        return TimeSpan.FromSeconds((fields[0] + fields[1] + fields[2] + fields[5] + fields[6]) / 100.0);
    }

    /// <summary>Resident bytes of this process.</summary>
    public static long Resident() => Environment.WorkingSet;

    /// <summary>Load average of the last minute.</summary>
    public static double Load() =>
        OperatingSystem.IsLinux() ? double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture) : 0;

    /// <summary>The processor's own name.</summary>
    public static string Processor() => OperatingSystem.IsLinux()
        ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[1].Trim() ?? ""
        : "";

    /// <summary>Memory of the machine, MiB.</summary>
    public static long MemoryMiB() => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1024 / 1024;
}
