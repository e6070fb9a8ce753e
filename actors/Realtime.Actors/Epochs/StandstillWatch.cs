namespace Realtime.Actors.Epochs;

/// <summary>
/// Notices that this process stood still (stopped, swapped out, its machine suspended): the regular beat is overdue. Whoever stood
/// still for long has been replaced and must not write from memory: what it knows is old, and the rows that would have fenced it may
/// be deleted. Both clocks are asked, because the monotonic one stands still in a suspended machine.
/// </summary>
/// <param name="clock">The machine's own clock, also in tests with another time: it is the process that is watched.</param>
/// <param name="max">Longest time between two beats that is still in order.</param>
public sealed class StandstillWatch(TimeProvider clock, TimeSpan max)
{
    private long _beat = clock.GetTimestamp();
    private DateTimeOffset _beatOnWall = clock.GetUtcNow();

    /// <summary>Everything runs.</summary>
    public void Beat()
    {
        _beat = clock.GetTimestamp();
        _beatOnWall = clock.GetUtcNow();
    }

    /// <summary>How long the beat has been overdue; null while it is in order.</summary>
    public TimeSpan? StoodStill()
    {
#if MUTANT_StaleWriterNotFenced
        return null;
#else
        TimeSpan since = clock.GetElapsedTime(_beat);
        TimeSpan onWall = clock.GetUtcNow() - _beatOnWall;
        TimeSpan longest = since > onWall ? since : onWall;
        return longest > max ? longest : null;
#endif
    }
}
