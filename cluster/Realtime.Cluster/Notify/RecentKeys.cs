namespace Realtime.Cluster.Notify;

/// <summary>The last keys seen; the oldest are forgotten first, so that memory stays bounded. What it forgets is at worst told twice with the same id.</summary>
public sealed class RecentKeys
{
    private const int KeptMax = 10_000;

    private readonly Lock _lock = new();
    private readonly HashSet<string> _keys = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    /// <summary>True when the key is new.</summary>
    public bool Add(string key)
    {
        lock (_lock)
        {
            if (!_keys.Add(key))
            {
                return false;
            }

            _order.Enqueue(key);
            if (_order.Count > KeptMax)
            {
                _keys.Remove(_order.Dequeue());
            }

            return true;
        }
    }

    public bool Contains(string key)
    {
        lock (_lock)
        {
            return _keys.Contains(key);
        }
    }
}
