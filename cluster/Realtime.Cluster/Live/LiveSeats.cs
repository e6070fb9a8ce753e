using Realtime.Cluster.Access;
using Realtime.Cluster.Settings;

namespace Realtime.Cluster.Live;

/// <summary>How many streams of live changes each caller has open at this node: one of them alone must not take every place there is.</summary>
public sealed class LiveSeats(AccessSettings access)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _taken = new(StringComparer.Ordinal);

    /// <summary>A place for one more stream of a caller, given back by disposing it; null = the caller has as many as anybody gets.</summary>
    public IDisposable? Take(Caller caller)
    {
        string who = $"{caller.Way} {caller.Name}";
        lock (_lock)
        {
            int taken = _taken.GetValueOrDefault(who);
            if (taken >= access.StreamsPerCaller)
            {
                return null;
            }

            _taken[who] = taken + 1;
            return new Seat(this, who);
        }
    }

    private void Leave(string who)
    {
        lock (_lock)
        {
            if (--_taken[who] == 0)
            {
                _taken.Remove(who);
            }
        }
    }

    private sealed class Seat(LiveSeats seats, string who) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0)
            {
                seats.Leave(who);
            }
        }
    }
}
