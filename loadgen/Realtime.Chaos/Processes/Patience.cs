using System.Diagnostics;

namespace Realtime.Chaos.Processes;

/// <summary>Waits for a stated condition, never for time.</summary>
public static class Patience
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    /// <summary>Returns as soon as the condition holds. An exception in it counts as "not yet" and is shown if it was the last word.</summary>
    /// <param name="reason">What is waited for, as a sentence.</param>
    /// <param name="condition">Asked every 50 ms, one call at a time.</param>
    /// <param name="timeout">Longest wait; a call that hangs does not outlive it.</param>
    /// <param name="found">Says what was there instead.</param>
    /// <exception cref="TimeoutException">It did not hold in time; the message says what was waited for.</exception>
    public static async Task UntilAsync(string reason, Func<Task<bool>> condition, TimeSpan timeout, Func<string>? found = null)
    {
        long start = Stopwatch.GetTimestamp();
        using PeriodicTimer timer = new(Interval);
        Exception? last;
        do
        {
            TimeSpan left = timeout - Stopwatch.GetElapsedTime(start);
            try
            {
                if (await condition().WaitAsync(left > Interval ? left : Interval))
                {
                    return;
                }

                last = null;
            }
            catch (Exception fault)
            {
                last = fault;
            }
        }
        while (Stopwatch.GetElapsedTime(start) < timeout && await timer.WaitForNextTickAsync());

        string more = $"{(found is null ? "" : $"\nFound: {found()}")}{(last is null ? "" : $"\nLast error: {last.GetType().Name}: {last.Message}")}";
        throw new TimeoutException($"Waited {timeout.TotalSeconds:0.###} s in vain: {reason}{more}", last);
    }

    /// <inheritdoc cref="UntilAsync(string, Func{Task{bool}}, TimeSpan, Func{string}?)"/>
    public static Task UntilAsync(string reason, Func<bool> condition, TimeSpan timeout, Func<string>? found = null) =>
        UntilAsync(reason, () => Task.FromResult(condition()), timeout, found);
}
