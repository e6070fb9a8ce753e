namespace Realtime.Domain;

/// <summary>Zeros of a people counter, one after another. Source: outages in the recordings of Fukui station (2024) and Melbourne (2013).</summary>
/// <param name="From">Start of the interval of the first one.</param>
/// <param name="Until">Time of the newest one.</param>
/// <param name="Missed">Persons who would have been counted since even on a quiet day.</param>
/// <param name="Left">Persons who may be expected by the last count alone, where nothing was learned yet.</param>
/// <param name="Doubted">The zeros are not believed: the counter is taken to be blind until it counts somebody.</param>
public sealed record ZeroRun(DateTimeOffset From, DateTimeOffset Until, double Missed, double Left, bool Doubted)
{
    /// <summary>Missed persons from which zeros are not believed: chance alone would leave twenty expected persons out once in 500 million times (Poisson).</summary>
    public const double MissedMin = 20;

    /// <summary>A counter that never counted anybody is reported after this long: no public place stays empty for longer than a night.</summary>
    public static readonly TimeSpan NeverCountedLimit = TimeSpan.FromHours(12);

    private const int LearnedWeeks = 4;
    private const double QuietSpreads = 3;
    private const double SpreadToSigma = 1.25;
    private const double SpreadFloor = 0.5;

    /// <summary>Where nothing was learned, at least this share of the last count should be seen again in the next interval.</summary>
    private const double Lasting = 0.25;

    /// <summary>
    /// A zero after other zeros, or the first. The outage of a counter looks exactly like an empty place; what tells them apart is how many
    /// people should have come.
    /// </summary>
    /// <param name="run">The zeros so far; null = this is the first.</param>
    /// <param name="profile">What is usual.</param>
    /// <param name="time">Time of this zero.</param>
    /// <param name="lastPersons">Last count before the zeros; null when the counter never counted anybody.</param>
    public static ZeroRun Another(ZeroRun? run, WeeklyProfile profile, DateTimeOffset time, double? lastPersons)
    {
        double left = (run?.Left ?? lastPersons ?? 0) * Lasting;
        double missed = (run?.Missed ?? 0) + (Quiet(profile, profile.SlotOf(time)) ?? left);
        bool doubted = run is { Doubted: true } || lastPersons is null || missed >= MissedMin;
        return new ZeroRun(run?.From ?? time - profile.Interval, time, missed, left, doubted);
    }

    /// <summary>Persons in this slot on a quiet day: three sigma below usual; a quarter of the middle day at this hour while few weeks were seen.</summary>
    private static double? Quiet(WeeklyProfile profile, int slot)
    {
        ProfileSlot own = profile[slot];
        if (own.Weeks >= LearnedWeeks)
        {
            double low = Math.Max(0, own.Mean - QuietSpreads * (SpreadToSigma * own.Spread + SpreadFloor));
            return low * low;
        }

        double[] days = [.. profile.SameHour(slot).Where(day => day.Weeks > 0).Select(day => day.Mean).Order()];
        return days.Length >= 2 ? days[(days.Length - 1) / 2] * days[(days.Length - 1) / 2] * Lasting : null;
    }
}
