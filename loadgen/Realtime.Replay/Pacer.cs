using Realtime.Replay.Plan;

namespace Realtime.Replay;

/// <summary>
/// Holds items back until their time: an item at event time t is due at start + (t - origin) / speed on the given clock.
/// The schedule never shifts: who is late stays late until it has caught up, and the lag says by how much.
/// </summary>
/// <param name="speed">The pace.</param>
/// <param name="origin">Event time that is due at once.</param>
/// <param name="time">The sender's clock.</param>
public sealed class Pacer(ReplaySpeed speed, DateTimeOffset origin, TimeProvider time)
{
    private readonly DateTimeOffset _startedAt = time.GetUtcNow();
    private readonly long _startedTimestamp = time.GetTimestamp();

    /// <summary>Waits until the event time is due and returns when it was due on the sender's clock.</summary>
    public async ValueTask<DateTimeOffset> WaitAsync(DateTimeOffset eventTime, CancellationToken cancellation)
    {
        if (speed.IsMax)
        {
            return time.GetUtcNow();
        }

        TimeSpan due = speed.ClockTime(eventTime - origin);
        for (TimeSpan ahead = due - Elapsed; ahead > TimeSpan.Zero; ahead = due - Elapsed)
        {
            // A timer may fire a little early or takes whole milliseconds: look again until the item is due.
            await Task.Delay(ahead < OneMillisecond ? OneMillisecond : ahead, time, cancellation).ConfigureAwait(false);
        }

        return _startedAt + due;
    }

    /// <summary>How late it is now for something that was due then; zero when it is not late or there is no pace.</summary>
    public TimeSpan LagOf(DateTimeOffset dueAt)
    {
        TimeSpan lag = _startedAt + Elapsed - dueAt;
        return speed.IsMax || lag < TimeSpan.Zero ? TimeSpan.Zero : lag;
    }

    private static readonly TimeSpan OneMillisecond = TimeSpan.FromMilliseconds(1);

    private TimeSpan Elapsed => time.GetElapsedTime(_startedTimestamp);
}
