namespace Realtime.Actors.Partitions;

/// <summary>
/// The moment at which a partition is told something, read once by its shell. The core has no clock of its own, which is what lets a
/// simulation decide the time.
/// </summary>
/// <param name="Wall">Receiving clock, for people and metrics; it may jump.</param>
/// <param name="Running">Time since some fixed moment of this process; it never jumps, so spans are measured with it.</param>
public readonly record struct Instant(DateTimeOffset Wall, TimeSpan Running)
{
    public static Instant Of(TimeProvider clock) => new(clock.GetUtcNow(), clock.GetElapsedTime(0));
}
