using System.Diagnostics;
using Xunit.Sdk;

namespace Realtime.Tests.Support;

/// <summary>
/// Waits for a stated condition, never for time: a test is as fast as the condition allows, and a failure prints what was
/// waited for. Compiled into both test projects.
/// </summary>
public static class Eventually
{
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    /// <inheritdoc cref="TrueAsync(string, Func{Task{bool}}, TimeSpan?, Func{string}?)"/>
    public static Task TrueAsync(string reason, Func<bool> condition, TimeSpan? timeout = null, Func<string>? found = null) =>
        TrueAsync(reason, () => Task.FromResult(condition()), timeout, found);

    /// <summary>Returns as soon as the condition holds; fails the test when it does not within the timeout.</summary>
    /// <param name="reason">What is waited for, as a sentence: "the alert of Hanwella is open".</param>
    /// <param name="condition">Asked every 20 ms, one call at a time. An exception counts as "not yet" and is shown if it was the last word.</param>
    /// <param name="timeout">30 s when not given; a call that hangs does not outlive it.</param>
    /// <param name="found">Says what was there instead, for the failure message.</param>
    /// <exception cref="EventuallyTimeoutException">The condition did not hold in time.</exception>
    public static async Task TrueAsync(string reason, Func<Task<bool>> condition, TimeSpan? timeout = null, Func<string>? found = null)
    {
        TimeSpan limit = timeout ?? DefaultTimeout;
        long start = Stopwatch.GetTimestamp();
        using PeriodicTimer timer = new(Interval);
        Exception? last;
        do
        {
            TimeSpan left = limit - Stopwatch.GetElapsedTime(start);
            try
            {
                if (await condition().WaitAsync(left > Interval ? left : Interval))
                {
                    return;
                }

                last = null;
            }
            catch (Exception exception) when (exception is not Xunit.SkipException)
            {
                last = exception;
            }
        }
        while (Stopwatch.GetElapsedTime(start) < limit && await timer.WaitForNextTickAsync());

        throw new EventuallyTimeoutException(reason, limit, found?.Invoke(), last);
    }

    /// <summary>The first value that is not null; fails the test when there is none within the timeout.</summary>
    /// <inheritdoc cref="TrueAsync(string, Func{Task{bool}}, TimeSpan?, Func{string}?)"/>
    public static async Task<T> ValueAsync<T>(string reason, Func<Task<T?>> value, TimeSpan? timeout = null, Func<string>? found = null)
        where T : class
    {
        T? result = null;
        await TrueAsync(reason, async () => (result = await value()) is not null, timeout, found);
        return result!;
    }
}

/// <summary>A condition did not come true in time; the message says which one and what was there instead.</summary>
public sealed class EventuallyTimeoutException(string reason, TimeSpan limit, string? found, Exception? last)
    : XunitException(Describe(reason, limit, found, last), last)
{
    private static string Describe(string reason, TimeSpan limit, string? found, Exception? last)
    {
        string message = FormattableString.Invariant($"Waited {limit.TotalSeconds:0.###} s in vain: {reason}");
        message += found is null ? "" : $"{Environment.NewLine}Found: {found}";
        return message + (last is null ? "" : $"{Environment.NewLine}Last error: {last.GetType().Name}: {last.Message}");
    }
}
