namespace Realtime.Actors.Things;

/// <summary>Is told when a segment ends, by whatever thread ran its last step.</summary>
public interface ISegmentOwner
{
    void Ended(SegmentToken token);
}

/// <summary>
/// Countdown of one segment: every step holds it, the last one that is done tells the partition. One object per segment
/// replaces one acknowledgement per reading.
/// </summary>
public sealed class SegmentToken(ISegmentOwner owner)
{
    // Starts at 1: the partition's own share, given back when everything is sent, so that a fast thing cannot end the segment early.
    private int _open = 1;

    /// <summary>One more step holds the token.</summary>
    public void Add() => Interlocked.Increment(ref _open);

    /// <summary>A step is done; its writes to the slot are visible to whoever sees the count reach zero.</summary>
    public void Done()
    {
        if (Interlocked.Decrement(ref _open) == 0)
        {
            owner.Ended(this);
        }
    }
}

/// <summary>Every step of the segment is done.</summary>
public sealed record SegmentDone(SegmentToken Token);
