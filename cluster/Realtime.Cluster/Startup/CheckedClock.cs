namespace Realtime.Cluster.Startup;

/// <summary>
/// The receiving clock of a node that knows another clock to compare its own with. While both agree it is the machine's. When they differ
/// by more than <see cref="ToleratedMax"/>, one of them is wrong and the node cannot know which: it then takes the later one. What a wrong
/// clock could do harm with is the refusal of readings from the future, and a clock that is behind refuses right readings; one that is
/// ahead only lets a wrong sender through. Spans and timers are not affected by either.
/// </summary>
/// <param name="own">The machine's clock.</param>
public sealed class CheckedClock(TimeProvider own) : TimeProvider
{
    /// <summary>More than synchronised machines and a slow answer ever differ.</summary>
    public static readonly TimeSpan ToleratedMax = TimeSpan.FromSeconds(5);

    private long _aheadTicks;

    public override TimeZoneInfo LocalTimeZone => own.LocalTimeZone;

    public override long TimestampFrequency => own.TimestampFrequency;

    /// <summary>The other clock was looked at.</summary>
    /// <param name="offset">How far it is ahead of the machine's; negative = behind.</param>
    public void Compared(TimeSpan offset) => Interlocked.Exchange(ref _aheadTicks, offset > ToleratedMax ? offset.Ticks : 0);

    public override DateTimeOffset GetUtcNow() => own.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _aheadTicks));

    public override long GetTimestamp() => own.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => own.CreateTimer(callback, state, dueTime, period);
}
