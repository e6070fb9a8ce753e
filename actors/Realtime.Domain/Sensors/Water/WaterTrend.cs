namespace Realtime.Domain;

/// <summary>
/// The last few levels of a gauge, oldest first, and the straight line through them (least squares). Three readings are the least from which
/// a line says more than a difference. Source: own; no national constant for the rate of rise was found, the window holds six ten-minute readings.
/// </summary>
/// <param name="Ms">Event times, Unix milliseconds.</param>
/// <param name="Levels">Metres.</param>
public sealed record WaterTrend(IReadOnlyList<long> Ms, IReadOnlyList<double> Levels)
{
    private const int ReadingsMin = 3;
    private const int ReadingsMax = 6;
    private const double TenMinutesMs = 600_000;

    /// <summary>A line over more than this is no trend of now: six hourly readings or an hour of ten-minute ones.</summary>
    private static readonly TimeSpan WindowMax = TimeSpan.FromHours(5);

    public static readonly WaterTrend Empty = new([], []);

    /// <summary>With one more reading; one of the newest time replaces it (a correction), one after a jump or a long gap stands alone.</summary>
    public WaterTrend With(DateTimeOffset time, double level, bool jumped)
    {
        long at = time.ToUnixTimeMilliseconds();
        long from = at - (long)WindowMax.TotalMilliseconds;
        Span<long> ms = stackalloc long[ReadingsMax + 1];
        Span<double> levels = stackalloc double[ReadingsMax + 1];
        int kept = 0;
        for (int i = Math.Max(0, Ms.Count - ReadingsMax); i < Ms.Count && !jumped; i++)
        {
            if (Ms[i] >= from && Ms[i] < at)
            {
                ms[kept] = Ms[i];
                levels[kept++] = Levels[i];
            }
        }

        ms[kept] = at;
        levels[kept++] = level;
        Range newest = Math.Max(0, kept - ReadingsMax)..kept;
        return new(ms[newest].ToArray(), levels[newest].ToArray());
    }

    /// <summary>Metres in ten minutes; null with fewer than three readings.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public double? Rise
    {
        get
        {
            if (Ms.Count < ReadingsMin)
            {
                return null;
            }

            long first = Ms[0];
            double times = 0;
            double levels = 0;
            for (int i = 0; i < Ms.Count; i++)
            {
                times += Ms[i] - first;
                levels += Levels[i];
            }

            double meanTime = times / Ms.Count;
            double meanLevel = levels / Ms.Count;
            double above = 0;
            double below = 0;
            for (int i = 0; i < Ms.Count; i++)
            {
                double away = Ms[i] - first - meanTime;
                above += away * (Levels[i] - meanLevel);
                below += away * away;
            }

            return above / below * TenMinutesMs;
        }
    }

    /// <summary>Equal by content.</summary>
    public bool Equals(WaterTrend? other) => other is not null && Ms.SequenceEqual(other.Ms) && Levels.SequenceEqual(other.Levels);

    public override int GetHashCode() => HashCode.Combine(Ms.Count, Ms.Count > 0 ? Ms[^1] : 0);
}
