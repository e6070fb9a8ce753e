using Realtime.Actors.Epochs;

namespace Realtime.Actors.Partitions;

/// <summary>
/// When a snapshot is worth it and what may be deleted after it. A snapshot costs as much as the state is large: it is due when the log
/// has outgrown it several times.
/// </summary>
public sealed class SnapshotSchedule(long logBytesMin, int ratio, TimeSpan keep)
{
    private long _logBytes;
    private long _snapshotBytes;
    private readonly SnapshotHistory _history = new(keep);
    private bool _running;
    private bool _recoveredAny;

    /// <summary>Recovery began from this snapshot.</summary>
    public void RecoveredSnapshot(long sequenceNr, long bytes, TimeSpan running)
    {
        _snapshotBytes = bytes;
        _history.Add(sequenceNr, running);
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

    /// <summary>A snapshot is stored.</summary>
    /// <returns>The number up to which events may go; null = nothing yet.</returns>
    public long? Saved(long sequenceNr, TimeSpan running)
    {
        _running = false;
        return _history.Add(sequenceNr, running) is var upTo and > 0 ? upTo : null;
    }

    public void Failed() => _running = false;
}
