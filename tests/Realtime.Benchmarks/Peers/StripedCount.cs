namespace Realtime.Benchmarks.Peers;

/// <summary>A counter that many threads raise without fighting for one cache line.</summary>
internal sealed class StripedCount
{
    private const int Stripes = 64;

    /// <summary>Numbers in a cache line of 128 bytes, the prefetched pair included.</summary>
    private const int Apart = 16;

    private readonly long[] _counts = new long[Stripes * Apart];

    public long Sum
    {
        get
        {
            long sum = 0;
            for (int i = 0; i < _counts.Length; i += Apart)
            {
                sum += Volatile.Read(ref _counts[i]);
            }

            return sum;
        }
    }

    public void Add(int number) => Interlocked.Add(ref _counts[Environment.CurrentManagedThreadId % Stripes * Apart], number);
}
