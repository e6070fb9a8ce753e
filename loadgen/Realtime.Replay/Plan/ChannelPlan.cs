using Realtime.Domain;
using Realtime.Replay.Recordings;

namespace Realtime.Replay.Plan;

/// <summary>
/// What one recording sends, in order: its rows, and its heartbeats on a fixed grid of event time that starts with the first row.
/// A heartbeat stands behind every row at or before its time; the grid runs on through holes in the data, because there the things
/// were silent and not the channel. The last heartbeat stands at the last row and closes the channel.
/// </summary>
public static class ChannelPlan
{
    /// <param name="recording">The recording.</param>
    /// <param name="clock">The common start.</param>
    /// <param name="speed">Only for the promise of when heartbeats arrive.</param>
    /// <param name="after">Rows up to this number are safe at the receiver and are left out; null = start at the beginning.</param>
    public static IEnumerable<PlannedItem> Items(Recording recording, ReplayClock clock, ReplaySpeed speed, long? after = null)
    {
        TimeSpan shift = clock.ShiftOf(recording);
        DateTimeOffset beat = after is { } safe ? NextBeat(recording, clock, safe) : clock.Start;
        long position = after ?? -1;
        foreach (RecordedRow row in recording.Rows(position + 1))
        {
            DateTimeOffset time = row.Reading.Time + shift;
            for (; beat < time; beat += recording.HeartbeatInterval)
            {
                yield return BeatAt(recording, speed, beat, position, closed: false);
            }

            yield return new PlannedItem { Time = time, Kind = recording.Kind, Reading = Shifted(recording, row, time) };
            position = row.Number;
        }

        yield return BeatAt(recording, speed, clock.Shift(recording, recording.LastTime), position, closed: true);
    }

    /// <summary>First grid point that vouches for the row: the receiver may not have stored the heartbeat there.</summary>
    private static DateTimeOffset NextBeat(Recording recording, ReplayClock clock, long row)
    {
        DateTimeOffset time = recording.Rows(row).Select(found => found.Reading.Time).FirstOrDefault(recording.LastTime);
        long intervals = (long)Math.Ceiling((time - recording.FirstTime) / recording.HeartbeatInterval);
        return clock.Start + intervals * recording.HeartbeatInterval;
    }

    private static Reading Shifted(Recording recording, RecordedRow row, DateTimeOffset time) => row.Reading with
    {
        Time = time,
        OriginalTime = row.Reading.Time,
        Source = recording.Name,
        Origin = new Origin(recording.Name, row.Number),
    };

    private static PlannedItem BeatAt(Recording recording, ReplaySpeed speed, DateTimeOffset time, long position, bool closed) => new()
    {
        Time = time,
        Kind = recording.Kind,
        Beat = new ChannelBeat
        {
            ChannelId = recording.Name,
            Time = time.ToOffset(recording.UtcOffset),
            ExpectedInterval = recording.HeartbeatInterval,
            ArrivalInterval = speed.ArrivalInterval(recording.HeartbeatInterval),
            Covers = recording.Covers,
            Closed = closed,
            SourcePosition = position,
        },
    };
}
