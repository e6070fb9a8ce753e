using System.Globalization;

namespace Realtime.Replay.Plan;

/// <summary>Event seconds per second of the sender's clock.</summary>
public readonly record struct ReplaySpeed
{
    private static readonly TimeSpan ArrivalIntervalMin = TimeSpan.FromSeconds(1);

    /// <summary>Without a pace nobody can promise when the next heartbeat comes; a receiver should not worry before this.</summary>
    private static readonly TimeSpan ArrivalIntervalUnpaced = TimeSpan.FromMinutes(1);

    private ReplaySpeed(double factor) => Factor = factor;

    /// <summary>As fast as the receiver takes it.</summary>
    public static readonly ReplaySpeed Max = new(double.PositiveInfinity);

    /// <summary>1 or another positive number; infinity for <see cref="Max"/>.</summary>
    public double Factor { get; }

    public bool IsMax => double.IsPositiveInfinity(Factor);

    /// <exception cref="ArgumentOutOfRangeException">Not a positive, finite number.</exception>
    public static ReplaySpeed Times(double factor) => factor > 0 && double.IsFinite(factor)
        ? new ReplaySpeed(factor)
        : throw new ArgumentOutOfRangeException(nameof(factor), factor, "speed must be a positive number");

    /// <summary>Reads <c>3600</c>, <c>3600x</c> or <c>max</c>.</summary>
    public static bool TryParse(string text, out ReplaySpeed speed)
    {
        speed = Max;
        if (string.Equals(text, "max", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        bool number = double.TryParse(text.TrimEnd('x', 'X'), NumberStyles.Float, CultureInfo.InvariantCulture, out double factor);
        if (!number || !(factor > 0) || !double.IsFinite(factor))
        {
            return false;
        }

        speed = Times(factor);
        return true;
    }

    /// <summary>Clock time that a stretch of event time takes; zero without a pace.</summary>
    public TimeSpan ClockTime(TimeSpan eventTime) => IsMax ? TimeSpan.Zero : eventTime / Factor;

    /// <summary>Clock time between two heartbeats, never less than a second: faster ones cannot be told from jitter.</summary>
    public TimeSpan ArrivalInterval(TimeSpan heartbeatInterval)
    {
        if (IsMax)
        {
            return ArrivalIntervalUnpaced;
        }

        TimeSpan interval = ClockTime(heartbeatInterval);
        return interval > ArrivalIntervalMin ? interval : ArrivalIntervalMin;
    }

    public override string ToString() => IsMax ? "max" : string.Create(CultureInfo.InvariantCulture, $"{Factor}x");
}
