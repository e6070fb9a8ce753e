namespace Realtime.Replay;

/// <summary>Where a run stands; a snapshot.</summary>
/// <param name="ReadingsSent">Readings handed to the sink.</param>
/// <param name="ReadingsTotal">Readings this run will send; 0 = not known.</param>
/// <param name="EventTime">Event time of the newest item sent; null = nothing yet.</param>
/// <param name="Lag">How late the newest item was against the schedule.</param>
/// <param name="LagMax">The worst lag of the run.</param>
/// <param name="Finished">Everything was sent and acknowledged.</param>
public sealed record ReplayProgress(long ReadingsSent, long ReadingsTotal, DateTimeOffset? EventTime, TimeSpan Lag, TimeSpan LagMax, bool Finished)
{
    /// <summary>Before the first item.</summary>
    public static readonly ReplayProgress Nothing = new(0, 0, null, TimeSpan.Zero, TimeSpan.Zero, false);

    /// <summary>The progress after one more item.</summary>
    internal ReplayProgress After(int readings, DateTimeOffset eventTime, TimeSpan lag) => this with
    {
        ReadingsSent = ReadingsSent + readings,
        EventTime = eventTime,
        Lag = lag,
        LagMax = lag > LagMax ? lag : LagMax,
    };
}
