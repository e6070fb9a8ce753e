using System.Security.Cryptography;
using System.Text;

namespace Realtime.Actors.Ports;

/// <summary>Waits between tries: doubling, bounded, and spread, so that letters that failed together are not tried together again.</summary>
public static class Backoff
{
    /// <summary>Share of a wait by which it may be longer or shorter.</summary>
    public const double Spread = 0.25;

    /// <summary>The next wait before it is spread.</summary>
    /// <param name="last">The last one; null = this is the first.</param>
    /// <param name="outcome">Why it is tried again: what is away comes back for all at once, and nobody should wait long then.</param>
    /// <param name="options">Bounds.</param>
    public static TimeSpan Next(TimeSpan? last, NotifyOutcome outcome, EngineOptions options)
    {
        TimeSpan longest = outcome == NotifyOutcome.Unreachable ? options.NotifyRetryAwayMax : options.NotifyRetryMax;
        TimeSpan wait = last is { } before ? before * 2 : options.NotifyRetryMin;
        return wait < longest ? wait : longest;
    }

    /// <summary>The wait spread by what is waited for: the same try always waits the same time, different letters do not.</summary>
    public static TimeSpan Spreaded(TimeSpan wait, string key)
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{key}\n{wait.Ticks}")));
        double share = BitConverter.ToUInt32(hash) / (double)uint.MaxValue; // 0 to 1
        return wait * (1 - Spread + (2 * Spread * share));
    }
}
