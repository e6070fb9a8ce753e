namespace Realtime.Streams.Kafka;

/// <summary>
/// Counts acknowledgements that may come out of order (different topics) as one unbroken prefix: a gap holds the count back.
/// Numbers are 0-based in the order of handing over. Thread-safe.
/// </summary>
internal sealed class AckWindow
{
    private readonly Lock _lock = new();
    private bool[] _done = new bool[1024];
    private long _prefix;
    private long _next;

    /// <summary>Numbers given out.</summary>
    public long Enqueued => Interlocked.Read(ref _next);

    /// <summary>Numbers acknowledged without a gap.</summary>
    public long Acknowledged => Interlocked.Read(ref _prefix);

    /// <summary>Gives the number of the next record.</summary>
    public long Take()
    {
        lock (_lock)
        {
            if (_next - _prefix == _done.Length)
            {
                Grow();
            }

            return _next++;
        }
    }

    /// <summary>Notes one acknowledgement; returns the prefix after it.</summary>
    public long Acknowledge(long number)
    {
        lock (_lock)
        {
            _done[number % _done.Length] = true;
            while (_prefix < _next && _done[_prefix % _done.Length])
            {
                _done[_prefix % _done.Length] = false;
                _prefix++;
            }

            return _prefix;
        }
    }

    private void Grow()
    {
        var larger = new bool[_done.Length * 2];
        for (long n = _prefix; n < _next; n++)
        {
            larger[n % larger.Length] = _done[n % _done.Length];
        }

        _done = larger;
    }
}
