namespace Realtime.Cluster.Page;

/// <summary>Rate of a rising count over the last seconds, from samples taken whenever somebody looks.</summary>
public sealed class RateMeter(TimeProvider clock)
{
    private static readonly TimeSpan _window = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan _spacing = TimeSpan.FromSeconds(0.5);

    private readonly Lock _lock = new();
    private readonly Queue<(DateTimeOffset Time, long Count)> _samples = new();

    /// <summary>Adds a sample and gives the rate per second; null until two samples are apart far enough.</summary>
    public double? Sample(long count)
    {
        DateTimeOffset now = clock.GetUtcNow();
        lock (_lock)
        {
            if (_samples.Count > 0 && count < _samples.Last().Count)
            {
                // A node restarted or a partition did not answer: the older samples mean nothing any more.
                _samples.Clear();
            }

            if (_samples.Count == 0 || now - _samples.Last().Time >= _spacing)
            {
                _samples.Enqueue((now, count));
            }

            while (_samples.Count > 2 && now - _samples.Peek().Time > _window)
            {
                _samples.Dequeue();
            }

            (DateTimeOffset since, long from) = _samples.Peek();
            return now - since >= _spacing ? (count - from) / (now - since).TotalSeconds : null;
        }
    }
}
