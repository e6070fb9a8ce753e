namespace Realtime.Actors.Partitions;

/// <summary>
/// When a snapshot is worth it and what may be deleted after it. A snapshot costs as much as the state is large: it is due when the log
/// has outgrown it several times.
/// </summary>
public sealed class SnapshotSchedule(long logBytesMin, int ratio)
{
    private long _logBytes;
    private long _snapshotBytes;
    private long _newest;
    private bool _running;
    private bool _recoveredAny;

    /// <summary>Recovery began from this snapshot.</summary>
    public void RecoveredSnapshot(long sequenceNr, long bytes)
    {
        _snapshotBytes = bytes;
        _newest = sequenceNr;
        _recoveredAny = true;
    }

    /// <summary>Recovery read this event.</summary>
    /// <exception cref="InvalidOperationException">
    /// It is the first one, it is not number 1 and there is no snapshot: deletion keeps everything behind the previous snapshot, so a log
    /// that starts later has lost it.
    /// </exception>
    public void RecoveredEvent(long sequenceNr, long bytes)
    {
        if (!_recoveredAny && sequenceNr > 1)
        {
            throw new InvalidOperationException($"the log starts at event {sequenceNr} without a snapshot; restore the snapshot store from its backup");
        }

        _recoveredAny = true;
        _logBytes += bytes;
    }

    /// <summary>An event was stored; true when a snapshot is due now.</summary>
    public bool Stored(long bytes)
    {
        _logBytes += bytes;
        return !_running && _logBytes > Math.Max(logBytesMin, ratio * _snapshotBytes);
    }

    public void Begin(long bytes)
    {
        _running = true;
        _snapshotBytes = bytes;
        _logBytes = 0;
    }

    /// <summary>
    /// A snapshot is stored. Deletes up to the previous one, not to this one: the events between keep a writer that was paused from
    /// writing numbers that have already been used (measured: deleting up to the newest snapshot let such a writer through).
    /// </summary>
    /// <returns>The number up to which events may go; null = nothing yet.</returns>
    public long? Saved(long sequenceNr)
    {
        _running = false;
        long previous = _newest;
        _newest = sequenceNr;
        return previous > 0 ? previous : null;
    }

    public void Failed() => _running = false;
}
