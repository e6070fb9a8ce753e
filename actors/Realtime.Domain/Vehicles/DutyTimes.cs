namespace Realtime.Domain;

/// <summary>Days of a week.</summary>
[Flags]
public enum WeekDays
{
    None = 0,
    Monday = 1,
    Tuesday = 2,
    Wednesday = 4,
    Thursday = 8,
    Friday = 16,
    Saturday = 32,
    Sunday = 64,
    Every = 127,
}

/// <summary>Hours of duty that begin on these days; an end at or before the start lies on the next day.</summary>
public sealed record DutyTime(WeekDays Days, TimeOnly From, TimeOnly Until);

/// <summary>
/// When a vehicle is expected to be at work, in local time. The offset is registered and fixed, because a machine's time-zone tables would
/// make the same log give other alerts on another machine; where clocks change the registry changes it with them.
/// </summary>
/// <param name="UtcOffset">Local time less UTC.</param>
/// <param name="Times">Hours of duty; none = never.</param>
public sealed record DutyTimes(TimeSpan UtcOffset, IReadOnlyList<DutyTime> Times)
{
    /// <summary>A shift that is looked at may have begun on the day before, and the next one may be a week away.</summary>
    private const int DaysAhead = 8;

    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    /// <summary>
    /// When a silence that began at <paramref name="from"/> has lasted for the limit within one unbroken time of duty; null = never,
    /// because no time of duty is that long. Time off duty does not count.
    /// </summary>
    public DateTimeOffset? Reached(DateTimeOffset from, TimeSpan limit)
    {
        DateTimeOffset start = DateTimeOffset.MinValue;
        DateTimeOffset end = DateTimeOffset.MinValue;
        foreach ((DateTimeOffset nextStart, DateTimeOffset nextEnd) in Shifts(from))
        {
            if (nextStart <= end)
            {
                end = nextEnd > end ? nextEnd : end;
                continue;
            }

            if (Within(start, end, from, limit) is { } due)
            {
                return due;
            }

            (start, end) = (nextStart, nextEnd);
        }

        // Weeks repeat: a duty of a whole week has no end.
        return end - start >= Week ? Moments.Later(Moments.Latest(start, from), limit) : Within(start, end, from, limit);
    }

    /// <summary>Equal by content.</summary>
    public bool Equals(DutyTimes? other) => other is not null && UtcOffset == other.UtcOffset && Times.SequenceEqual(other.Times);

    public override int GetHashCode() => HashCode.Combine(UtcOffset, Times.Count);

    private static DateTimeOffset? Within(DateTimeOffset start, DateTimeOffset end, DateTimeOffset from, TimeSpan limit)
    {
        DateTimeOffset due = Moments.Later(Moments.Latest(start, from), limit);
        return due <= end ? due : null;
    }

    /// <summary>Shifts from the day before to a week ahead, by their start.</summary>
    private IEnumerable<(DateTimeOffset Start, DateTimeOffset End)> Shifts(DateTimeOffset from)
    {
        DateTimeOffset local = from.ToOffset(UtcOffset);
        DateTime day = local.Date;
        for (int i = -1; i < DaysAhead; i++)
        {
            DateTime date = day.AddDays(i);
            WeekDays name = (WeekDays)(1 << (((int)date.DayOfWeek + 6) % 7));
            foreach (DutyTime time in Times.Where(time => time.Days.HasFlag(name)).OrderBy(time => time.From))
            {
                DateTimeOffset start = new(date + time.From.ToTimeSpan(), UtcOffset);
                TimeSpan length = time.Until - time.From;
                yield return (start, start + (length > TimeSpan.Zero ? length : TimeSpan.FromDays(1)));
            }
        }
    }
}
