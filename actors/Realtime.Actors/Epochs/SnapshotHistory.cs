namespace Realtime.Actors.Epochs;

/// <summary>
/// Says up to where events may be deleted. Two things must stay: the events between the previous snapshot and the newest, because they
/// keep a paused writer from using numbers that have been used already; and the events of the last minutes, so that this holds for a
/// writer that slept through several snapshots. One that sleeps even longer is stopped by its <see cref="StandstillWatch"/>.
/// </summary>
/// <param name="keep">How long events stay at least.</param>
public sealed class SnapshotHistory(TimeSpan keep)
{
    private readonly Queue<(long SequenceNr, TimeSpan At)> _snapshots = new();

    /// <summary>A snapshot is stored, or was found at recovery: its age counts from now, because nobody knows for whom it is new.</summary>
    /// <param name="sequenceNr">Its number.</param>
    /// <param name="running">Time since some fixed moment of this process: a clock that is set wrong deletes nothing early.</param>
    /// <returns>Sequence number up to which events, and before which snapshots, may be deleted; 0 = nothing yet.</returns>
    public long Add(long sequenceNr, TimeSpan running)
    {
        long upTo = 0;
        while (_snapshots.TryPeek(out (long SequenceNr, TimeSpan At) oldest) && running - oldest.At >= keep)
        {
            upTo = oldest.SequenceNr;
            _snapshots.Dequeue();
        }

        _snapshots.Enqueue((sequenceNr, running));
        return upTo;
    }
}
