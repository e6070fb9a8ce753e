using System.Globalization;

namespace Realtime.Cluster.Startup;

/// <summary>
/// The wall clock of this process. For tests of wrong clocks it is wrong by as many seconds as stand in the file that the environment
/// variable <c>REALTIME_CLOCK_OFFSET_FILE</c> names, read again and again; measured durations and timers stay right, as on a real machine.
/// </summary>
public sealed class ProcessClock : TimeProvider
{
    public const string Variable = "REALTIME_CLOCK_OFFSET_FILE";
    private const long LookEveryMs = 200;

    private readonly string _file;
    private long _lookedAt = -LookEveryMs;
    private long _offsetTicks;

    private ProcessClock(string file) => _file = file;

    /// <summary>The machine's clock, unless the environment asks for a wrong one.</summary>
    public static TimeProvider FromEnvironment() => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } file ? new ProcessClock(file) : System;

    public override DateTimeOffset GetUtcNow()
    {
        long now = Environment.TickCount64;
        if (now - Interlocked.Read(ref _lookedAt) >= LookEveryMs)
        {
            Interlocked.Exchange(ref _lookedAt, now);
            Interlocked.Exchange(ref _offsetTicks, Read());
        }

        return System.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _offsetTicks));
    }

    /// <summary>A file that is not there, or is just being written, changes nothing.</summary>
    private long Read()
    {
        try
        {
            string text = File.Exists(_file) ? File.ReadAllText(_file) : "0";
            return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds) ? TimeSpan.FromSeconds(seconds).Ticks : _offsetTicks;
        }
        catch (IOException)
        {
            return _offsetTicks;
        }
    }
}
