using Realtime.Actors.Things;

namespace Realtime.Actors.Partitions;

/// <summary>
/// What a partition lends to its things for one segment: steps, and a place for what comes of them. Everything is back when the segment
/// has ended, so the next one starts from the first again, and a reading costs no object here. Bounded by the largest batch.
/// </summary>
internal sealed class SegmentPools
{
    private readonly List<ApplyReading> _steps = [];
    private readonly List<SlotWork> _works = [];
    private int _stepsLent;
    private int _worksLent;

    public ApplyReading Step() => Next(_steps, ref _stepsLent);

    public SlotWork Work() => Next(_works, ref _worksLent);

    /// <summary>The segment has ended: nobody holds anything any more.</summary>
    public void Recall()
    {
        for (int i = 0; i < _worksLent; i++)
        {
            _works[i].Clear();
        }

        _stepsLent = 0;
        _worksLent = 0;
    }

    private static T Next<T>(List<T> all, ref int lent)
        where T : new()
    {
        if (lent == all.Count)
        {
            all.Add(new T());
        }

        return all[lent++];
    }
}
