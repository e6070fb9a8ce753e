namespace Realtime.Domain;

/// <summary>What the time series knows of a household: whole hours (UTC) with viewing or without.</summary>
/// <param name="Start">Start of the hour that is running.</param>
/// <param name="Viewed">Somebody watched in it.</param>
/// <param name="Told">What the last point said; null = there was none.</param>
public sealed record ViewingHour(DateTimeOffset Start, bool Viewed, bool? Told)
{
    /// <summary>The hour of a time.</summary>
    public static DateTimeOffset StartOf(DateTimeOffset time) => new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerHour), TimeSpan.Zero);
}
