using Realtime.Replay.Recordings;

namespace Realtime.Replay.Plan;

/// <summary>
/// Where recordings of different years meet: each is shifted by one constant, so that its first row falls on <see cref="Start"/>.
/// The same start gives the same event times and the same alert ids; keep it over restarts.
/// </summary>
/// <param name="Start">Event time of every recording's first row.</param>
public sealed record ReplayClock(DateTimeOffset Start)
{
    /// <summary>The latest full hour at which no row of the recordings can fall after <paramref name="now"/>: readings from the future are refused.</summary>
    public static ReplayClock EndingBefore(DateTimeOffset now, IReadOnlyCollection<Recording> recordings)
    {
        DateTimeOffset start = (now - recordings.Max(recording => recording.LastTime - recording.FirstTime)).ToUniversalTime();
        return new ReplayClock(new DateTimeOffset(start.Ticks - start.Ticks % TimeSpan.TicksPerHour, TimeSpan.Zero));
    }

    /// <summary>The constant of a recording.</summary>
    public TimeSpan ShiftOf(Recording recording) => Start - recording.FirstTime;

    /// <summary>Event time of an original time; the recording's offset stays.</summary>
    public DateTimeOffset Shift(Recording recording, DateTimeOffset original) => original + ShiftOf(recording);
}
