namespace Realtime.LoadGen.City;

/// <summary>
/// Numbers that follow from the seed, the thing, the moment and the purpose alone (SplitMix64's finaliser, Steele, Lea and Flood 2014):
/// a million things need no state, and no draw depends on the order of others.
/// </summary>
/// <param name="seed">The city's seed.</param>
public readonly struct Dice(ulong seed)
{
    /// <summary>Uniform in [0, 1).</summary>
    /// <param name="thing">0-based number of the thing.</param>
    /// <param name="moment">Round, or block of rounds.</param>
    /// <param name="purpose">Tells draws of one thing and moment apart.</param>
    public double Draw(int thing, int moment, int purpose) =>
        (Mix(Mix(Mix(seed ^ (ulong)(uint)thing) + (ulong)(uint)moment) + (ulong)(uint)purpose) >> 11) * (1.0 / (1UL << 53));

    private static ulong Mix(ulong z)
    {
        z += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
