namespace Realtime.Domain;

/// <summary>Rain that fell: amounts of the last 24 hours without the dry ones, and the sum since the rain began.</summary>
/// <param name="Ms">Ends of the intervals, Unix milliseconds, rising.</param>
/// <param name="Mm">What fell in each, mm.</param>
/// <param name="TotalMm">Since the rain began (累加雨量).</param>
/// <param name="CountedTo">End of the newest interval that was counted.</param>
/// <param name="LastWet">End of the newest interval with rain; null = none yet.</param>
public sealed record RainMemory(IReadOnlyList<long> Ms, IReadOnlyList<double> Mm, double TotalMm, DateTimeOffset CountedTo, DateTimeOffset? LastWet)
{
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    /// <summary>With the amount of one more interval. One of the newest time takes its place (a correction).</summary>
    /// <param name="before">The memory; null = none yet.</param>
    /// <param name="end">End of the interval.</param>
    /// <param name="mm">Amount, mm.</param>
    /// <param name="settings">When a rain is over.</param>
    public static RainMemory Count(RainMemory? before, DateTimeOffset end, double mm, RainSettings settings)
    {
        long at = end.ToUnixTimeMilliseconds();
        long from = at - (long)Day.TotalMilliseconds;
        List<(long Ms, double Mm)> kept = [];
        double corrected = 0;
        for (int i = 0; before is not null && i < before.Ms.Count; i++)
        {
            if (before.Ms[i] == at)
            {
                corrected = before.Mm[i];
            }
            else if (before.Ms[i] > from)
            {
                kept.Add((before.Ms[i], before.Mm[i]));
            }
        }

        if (mm > 0)
        {
            kept.Add((at, mm));
        }

        bool over = before?.LastWet is not { } wet || end - wet > settings.EventEndsAfter;
        double total = (over ? 0 : before!.TotalMm - corrected) + mm;
        return new([.. kept.Select(one => one.Ms)], [.. kept.Select(one => one.Mm)], Tidy(total), end, mm > 0 ? end : before?.LastWet);
    }

    /// <summary>Sum of the intervals that end after "end - span", up to the end.</summary>
    public double Sum(DateTimeOffset end, TimeSpan span)
    {
        long from = (end - span).ToUnixTimeMilliseconds();
        double sum = 0;
        for (int i = 0; i < Ms.Count; i++)
        {
            sum += Ms[i] > from ? Mm[i] : 0;
        }

        return Tidy(sum);
    }

    /// <summary>Equal by content.</summary>
    public bool Equals(RainMemory? other) =>
        other is not null && TotalMm.Equals(other.TotalMm) && CountedTo == other.CountedTo && LastWet == other.LastWet
        && Ms.SequenceEqual(other.Ms) && Mm.SequenceEqual(other.Mm);

    public override int GetHashCode() => HashCode.Combine(TotalMm, CountedTo, Ms.Count);

    /// <summary>Gauges count in tenths or halves of a millimetre: what binary fractions add is not rain.</summary>
    private static double Tidy(double mm) => Math.Round(Math.Max(0, mm), 3);
}
