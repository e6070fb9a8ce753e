namespace Realtime.Benchmarks.Workloads;

/// <summary>
/// Numbers that follow from seed and place alone (SplitMix64's finaliser, Steele, Lea and Flood 2014): a million things need no state, and
/// no draw depends on the order of others.
/// </summary>
internal readonly struct Noise(ulong seed)
{
    /// <summary>64 random bits of a place and a purpose.</summary>
    public ulong Bits(long place, int purpose) => Mix(Mix(seed + (ulong)purpose * 0x9E3779B97F4A7C15) ^ Mix((ulong)place));

    /// <summary>Uniform in [0, 1).</summary>
    public double Share(long place, int purpose) => (Bits(place, purpose) >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in [0, <paramref name="count"/>).</summary>
    public int Below(int count, long place, int purpose) => (int)Math.BigMul(Bits(place, purpose), (ulong)count, out _);

    private static ulong Mix(ulong z)
    {
        z += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
