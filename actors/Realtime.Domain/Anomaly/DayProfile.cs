using System.Collections.Immutable;

namespace Realtime.Domain;

/// <summary>How far a value is from what is usual at its hour.</summary>
/// <param name="Usual">What is usual then.</param>
/// <param name="Spread">How far values are from it as a rule, mean absolute deviation.</param>
/// <param name="Residual">The value less <paramref name="Usual"/>.</param>
public readonly record struct DayDeviation(double Usual, double Spread, double Residual)
{
    /// <summary>The deviation in usual deviations.</summary>
    public double Standardised => Residual / (Spread + 1e-9);
}

/// <summary>
/// The usual day: mean and mean absolute deviation per hour, between two hours in proportion. Hours are UTC: a profile needs to know that
/// the day repeats, not when it begins. A stream without a daily course has twenty-four equal hours.
/// </summary>
public sealed record DayProfile
{
    public const int Hours = 24;

    /// <summary>Readings an hour needs before it says what is usual.</summary>
    private const int Known = 3;

    /// <summary>Least weight of a new deviation in the overall one.</summary>
    private const double ErrorRate = 0.001;

    /// <summary>Nothing is known.</summary>
    public static DayProfile Empty { get; } = new();

    /// <summary>Readings per hour, counted until the weight of a new one is the least.</summary>
    public ImmutableArray<int> Counts { get; init; } = [.. new int[Hours]];

    public ImmutableArray<float> Means { get; init; } = [.. new float[Hours]];

    public ImmutableArray<float> Spreads { get; init; } = [.. new float[Hours]];

    /// <summary>Mean absolute deviation over the whole day.</summary>
    public double Error { get; init; }

    /// <summary>Deviations seen.</summary>
    public long Deviations { get; init; }

    /// <summary>Compares the value with the usual day and learns what is taken of it; no deviation while the hour is not known.</summary>
    public DayProfile Learn(DateTimeOffset time, double value, double taken, double rate, out DayDeviation? deviation)
    {
        double position = time.UtcDateTime.TimeOfDay.TotalHours;
        int hour = (int)position;
        DayProfile next = this;
        deviation = null;
        if (Counts[hour] >= Known)
        {
            double usual = Usual(hour, position - hour - 0.5);
            double size = Math.Abs(taken - usual);
            next = next with { Deviations = Deviations + 1, Error = Error + (Math.Max(1.0 / (Deviations + 1), ErrorRate) * (size - Error)) };
            deviation = new DayDeviation(usual, (Spreads[hour] + next.Error) / 2, value - usual);
        }

        return next.LearnHour(hour, taken, rate);
    }

    public bool Equals(DayProfile? other) =>
        other is not null && Error.Equals(other.Error) && Deviations == other.Deviations
        && Counts.SequenceEqual(other.Counts) && Means.SequenceEqual(other.Means) && Spreads.SequenceEqual(other.Spreads);

    public override int GetHashCode() => HashCode.Combine(Error, Deviations);

    /// <summary>Between the middles of this hour and the nearer neighbour, when the neighbour is known.</summary>
    private double Usual(int hour, double offset)
    {
        int neighbour = (hour + (offset < 0 ? Hours - 1 : 1)) % Hours;
        double share = Counts[neighbour] >= Known ? Math.Abs(offset) : 0;
        return (Means[hour] * (1 - share)) + (Means[neighbour] * share);
    }

    private DayProfile LearnHour(int hour, double value, double rate)
    {
        int count = Math.Min(Counts[hour] + 1, (int)Math.Ceiling(1 / rate));
        double weight = Math.Max(1.0 / count, rate);
        double off = value - Means[hour];
        return this with
        {
            Counts = Counts.SetItem(hour, count),
            Means = Means.SetItem(hour, (float)(Means[hour] + (weight * off))),
            Spreads = count == 1 ? Spreads : Spreads.SetItem(hour, (float)(Spreads[hour] + (weight * (Math.Abs(off) - Spreads[hour])))),
        };
    }
}
