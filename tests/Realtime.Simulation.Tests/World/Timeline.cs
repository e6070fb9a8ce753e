namespace Realtime.Simulation.Tests.World;

/// <summary>Virtual time: events run one at a time, in the order of their moments and, at one moment, in the order they were planned.</summary>
public sealed class Timeline
{
    private readonly PriorityQueue<Action, (TimeSpan At, long Order)> _events = new();
    private long _order;

    /// <summary>Time since the simulation began.</summary>
    public TimeSpan Now { get; private set; }

    /// <summary>Events run so far.</summary>
    public long Steps { get; private set; }

    public void At(TimeSpan moment, Action happens) =>
        _events.Enqueue(happens, (moment > Now ? moment : Now, _order++));

    /// <summary>Runs the next event; false when there is none before the end.</summary>
    public bool RunNext(TimeSpan end)
    {
        if (!_events.TryPeek(out _, out (TimeSpan At, long Order) next) || next.At > end)
        {
            return false;
        }

        Action happens = _events.Dequeue();
        Now = next.At;
        Steps++;
        happens();
        return true;
    }
}

/// <summary>A path from one place to another: what is sent first arrives first.</summary>
public sealed class Link
{
    private TimeSpan _last;

    /// <summary>When something sent now arrives.</summary>
    public TimeSpan Arrival(TimeSpan now, TimeSpan delay)
    {
        TimeSpan at = now + delay;
        _last = at > _last ? at : _last + TimeSpan.FromTicks(1);
        return _last;
    }
}
