namespace Realtime.Benchmarks.Workloads;

/// <summary>
/// Ranks that follow Zipf's law with exponent 1, by rejection-inversion: exact, constant time, no table.
/// Source: W. Hörmann and G. Derflinger, Rejection-inversion to generate variates from monotone discrete distributions, ACM TOMACS 6 (1996) 169-184.
/// </summary>
internal sealed class ZipfLaw(int count)
{
    private readonly double _low = Integral(1.5) - 1;
    private readonly double _high = Integral(count + 0.5);

    /// <summary>A rank from 0 (the most frequent) to count - 1.</summary>
    /// <param name="noise">Where random numbers come from.</param>
    /// <param name="place">Decides the draw.</param>
    /// <param name="purpose">Tells it apart from other draws of the place.</param>
    public int Draw(Noise noise, long place, int purpose)
    {
        for (int attempt = 0; ; attempt++)
        {
            double u = _high + noise.Share(place, purpose + (attempt << 8)) * (_low - _high);
            double x = Math.Exp(u);
            double k = Math.Clamp(Math.Round(x), 1, count);
            if (u >= Integral(k + 0.5) - 1 / k)
            {
                return (int)k - 1;
            }
        }
    }

    /// <summary>Integral of 1/x.</summary>
    private static double Integral(double x) => Math.Log(x);
}
