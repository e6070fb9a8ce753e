namespace Realtime.Actors.Epochs;

/// <summary>
/// Notices that this process stood still (stopped, swapped out, its machine suspended) since the watch began. Whoever stood still for
/// long has been replaced and must not write from memory: what it knows is old, and the rows that would have fenced it may be deleted.
/// </summary>
/// <param name="pulse">Of the process.</param>
/// <param name="max">Longest standstill that is still in order.</param>
public sealed class StandstillWatch(ProcessPulse pulse, TimeSpan max)
{
    private long _known = pulse.Mark();

    /// <summary>What happened so far is known: whoever watches has just read what is stored.</summary>
    public void Begin() => _known = pulse.Mark();

    /// <summary>How long the process stood still since; null while everything is in order.</summary>
    public TimeSpan? StoodStill() => pulse.LongestSince(_known) is var longest && longest > max ? longest : null;
}
