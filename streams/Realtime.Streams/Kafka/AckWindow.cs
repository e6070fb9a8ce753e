namespace Realtime.Streams.Kafka;

/// <summary>
/// Counts acknowledgements that may come out of order (different topics) as one unbroken prefix: a gap holds the count back.
/// What is counted is what was handed over, of which one record may hold many. Thread-safe.
/// </summary>
internal sealed class AckWindow
{
    private readonly Lock _lock = new();

    // What each record holds; negative = acknowledged.
    private int[] _records = new int[64];
    private long _first;
    private long _next;
    private long _enqueued;
    private long _acknowledged;

    /// <summary>Handed over.</summary>
    public long Enqueued => Interlocked.Read(ref _enqueued);

    /// <summary>Acknowledged without a gap.</summary>
    public long Acknowledged => Interlocked.Read(ref _acknowledged);

    /// <summary>The next record, with so much in it (1 or more); returns the record's number.</summary>
    public long Take(int count = 1)
    {
        lock (_lock)
        {
            if (_next - _first == _records.Length)
            {
                Grow();
            }

            _records[_next % _records.Length] = count;
            _enqueued += count;
            return _next++;
        }
    }

    /// <summary>Notes the acknowledgement of a record.</summary>
    public void Acknowledge(long record)
    {
        lock (_lock)
        {
            _records[record % _records.Length] *= -1;
            while (_first < _next && _records[_first % _records.Length] < 0)
            {
                _acknowledged -= _records[_first % _records.Length];
                _first++;
            }
        }
    }

    private void Grow()
    {
        var larger = new int[_records.Length * 2];
        for (long n = _first; n < _next; n++)
        {
            larger[n % larger.Length] = _records[n % _records.Length];
        }

        _records = larger;
    }
}
