using System.Globalization;

namespace Realtime.Domain;

/// <summary>When nobody will have watched for too long, and by which of the household's rules.</summary>
/// <param name="Time">The due time.</param>
/// <param name="What">"nobody has watched for 24 h, since 2025-11-27 07:10Z".</param>
/// <param name="Limit">The limit in words, for the evidence.</param>
internal readonly record struct ViewingDue(DateTimeOffset Time, string What, string Limit)
{
    /// <summary>The earliest of the household's rules; null = none.</summary>
    public static ViewingDue? Of(HouseholdState state, Registration? registration)
    {
        if (state.ObservedFrom is not { } from || registration is not { Retired: false })
        {
            return null;
        }

        ViewingDue? rolling = registration.NoViewingLimit is { } limit ? Rolling(from, limit, state, registration) : null;
        ViewingDue? daily = registration.Household is { DayStart: { } start } settings ? Daily(from, start, settings.UtcOffset) : null;
        return rolling is { } one && (daily is not { } other || one.Time <= other.Time) ? rolling : daily;
    }

    private static ViewingDue Rolling(DateTimeOffset from, TimeSpan limit, HouseholdState state, Registration registration)
    {
        TimeSpan? learned = registration.Household is { LearnRhythm: true } ? state.Rhythm?.Limit() : null;
        TimeSpan span = learned < limit ? learned.Value : limit;
        string why = learned < limit ? $"limit {Say.Span(span)}, learned from {ViewingRhythm.DaysLearned} days of viewing; {Say.Span(limit)} registered" : $"limit {Say.Span(span)}";
        return new ViewingDue(Moments.Later(from, span), $"nobody has watched for {Say.Span(span)}, since {Say.Time(from)}", why);
    }

    /// <summary>The end of the first whole day that begins after the last viewing.</summary>
    private static ViewingDue Daily(DateTimeOffset from, TimeOnly start, TimeSpan utcOffset)
    {
        DateTimeOffset local = from.ToOffset(utcOffset);
        DateTimeOffset begin = new(local.Date + start.ToTimeSpan(), utcOffset);
        if (begin <= local)
        {
            begin = begin.AddDays(1);
        }

        DateTimeOffset end = begin.AddDays(1);
        string clock = start.ToString("HH:mm", CultureInfo.InvariantCulture);
        return new ViewingDue(
            end,
            $"nobody has watched in the day from {Say.Time(begin)} to {Say.Time(end)}, since {Say.Time(from)}",
            $"daily window from {clock} to {clock} of the next day");
    }
}
