namespace Realtime.Domain;

/// <summary>Arithmetic on event times that survives absurd limits.</summary>
public static class Moments
{
    /// <summary>time + span, or the end of time when that is later than a date can be.</summary>
    public static DateTimeOffset Later(DateTimeOffset time, TimeSpan span) =>
        span > DateTimeOffset.MaxValue - time ? DateTimeOffset.MaxValue : time + span;

    public static DateTimeOffset Latest(DateTimeOffset? one, DateTimeOffset other) => one is { } first && first > other ? first : other;

    public static DateTimeOffset Earliest(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    /// <summary>The earlier of two deadlines; null = no deadline.</summary>
    public static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) =>
        one is { } first && (other is not { } second || first <= second) ? one : other;
}
