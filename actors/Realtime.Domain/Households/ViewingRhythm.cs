namespace Realtime.Domain;

/// <summary>The longest pause between two viewings that ended on a local day.</summary>
/// <param name="Day">Days since 1 January of the year 1.</param>
/// <param name="Minutes">Whole minutes, rounded up.</param>
public sealed record RhythmDay(int Day, int Minutes);

/// <summary>
/// The usual pauses of one household: one number for each of its last days with viewing, and nothing else of what was watched when.
/// Source: own; a learned limit may only come earlier than the registered one, because a household that watches less and less must not
/// teach the rule to wait longer. Only pauses that were observed without a break count, and none of an absence.
/// </summary>
public sealed record ViewingRhythm(IReadOnlyList<RhythmDay> Days)
{
    public static readonly ViewingRhythm None = new([]);

    /// <summary>Days with viewing before anything is learned, and days remembered: two weeks, so that every weekday is in it twice.</summary>
    public const int DaysLearned = 14;

    /// <summary>The learned limit is this much longer than the longest usual pause.</summary>
    public const double Margin = 1.5;

    /// <summary>No learned limit is shorter: a night's sleep is no sign of anything.</summary>
    public static readonly TimeSpan Least = TimeSpan.FromHours(12);

    /// <summary>Notes a pause that a viewing ended.</summary>
    public ViewingRhythm Note(DateTimeOffset from, DateTimeOffset until, TimeSpan utcOffset)
    {
        int day = (int)(until.ToOffset(utcOffset).Ticks / TimeSpan.TicksPerDay);
        int minutes = (int)Math.Min(int.MaxValue, Math.Ceiling((until - from).TotalMinutes));
        RhythmDay? last = Days.Count > 0 ? Days[^1] : null;
        if (last?.Day == day)
        {
            return minutes <= last.Minutes ? this : new ViewingRhythm([.. Days.SkipLast(1), new RhythmDay(day, minutes)]);
        }

        return new ViewingRhythm([.. Days.Skip(Days.Count < DaysLearned ? 0 : Days.Count - DaysLearned + 1), new RhythmDay(day, minutes)]);
    }

    /// <summary>The limit that the usual pauses give; null until enough days are known.</summary>
    public TimeSpan? Limit()
    {
        if (Days.Count < DaysLearned)
        {
            return null;
        }

        TimeSpan usual = TimeSpan.FromMinutes(Math.Ceiling(Days.Max(day => day.Minutes) * Margin));
        return usual > Least ? usual : Least;
    }

    /// <summary>Equal by content.</summary>
    public bool Equals(ViewingRhythm? other) => other is not null && Days.SequenceEqual(other.Days);

    public override int GetHashCode() => Days.Count;
}
