using System.Diagnostics;
using System.Globalization;
using Realtime.Actors.Ports;
using Realtime.Cluster.Startup;

namespace Realtime.Cluster.Engine;

/// <summary>
/// Crash tests: kills this process (SIGKILL, nothing is flushed) when a named place is passed for the n-th time.
/// Asked for by the environment variable <c>REALTIME_FAULT</c>, for example <c>after-persist-before-delivery@3</c>.
/// </summary>
public sealed class ProcessFaults(FaultPoint at, int count) : IFaults
{
    public const string Variable = "REALTIME_FAULT";
    private int _passed;

    /// <summary>The faults the environment asks for; none when it asks for none.</summary>
    /// <exception cref="StartException">The variable does not name a place and a count.</exception>
    public static IFaults FromEnvironment()
    {
        string? text = Environment.GetEnvironmentVariable(Variable);
        if (string.IsNullOrEmpty(text))
        {
            return IFaults.None;
        }

        string[] parts = text.Split('@');
        FaultPoint[] points = [.. Enum.GetValues<FaultPoint>().Where(point => Name(point) == parts[0])];
        return points.Length == 1 && parts.Length == 2 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count > 0
            ? new ProcessFaults(points[0], count)
            : throw new StartException($"{Variable} is \"{text}\", but one of {string.Join(", ", Enum.GetValues<FaultPoint>().Select(Name))}, then @ and a count from 1, is expected.");
    }

    /// <summary>A place's name: lower case with hyphens.</summary>
    public static string Name(FaultPoint point) =>
        string.Concat(point.ToString().Select((letter, index) => char.IsUpper(letter) && index > 0 ? $"-{char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));

    public void Pass(FaultPoint point)
    {
        if (point == at && Interlocked.Increment(ref _passed) == count)
        {
            Process.GetCurrentProcess().Kill();
            Thread.Sleep(Timeout.Infinite); // The signal is on its way; nothing may happen in between.
        }
    }
}
