namespace Realtime.Domain;

/// <summary>
/// "Nobody has watched for N hours", or in a whole day, counted only over time in which the set was seen without a break. One alert per
/// observed silence. It ends by viewing, or, when the set could not be seen for a while, by the next row, which says that this is
/// no all-clear: what happened in between is unknown, and the time is counted anew. In a declared absence the alert is recorded and nobody
/// is told; when the absence ends and still nobody watches, it is told then.
/// Source: the practice of Japanese watch-over services: the day from 09:00 to 08:59 and a pause announced before a journey (Yamato Hello
/// Light), 48 h without operation (TV Asahi and Hitachi, Yokohama 2014). 20 W as the power of a watched set: the tracebase recordings.
/// </summary>
internal static class ViewingRule
{
    /// <summary>Whether the household has a viewing rule (registered, wanted, in service).</summary>
    public static bool IsWanted(Registration? registration) =>
        registration is { Retired: false } && (registration.NoViewingLimit is not null || registration.Household?.DayStart is not null);

    /// <summary>A break between rows longer than this interrupts the observation.</summary>
    public static TimeSpan GapLimit(Registration? registration) => registration?.DeviceSilentLimit ?? DefaultGapLimit;

    /// <summary>Whether a row counts as viewing; null when it does not tell.</summary>
    public static bool? IsViewing(HouseholdReading reading, Registration? registration) =>
        reading.Viewing ?? (reading.PowerW is { } power && double.IsFinite(power) ? power >= (registration?.ViewingPowerW ?? DefaultPowerW) : null);

    /// <summary>Due time of the alert, or of the end of the absence that holds it back; null while a row at or past it is wanting: without such a row there is no evidence.</summary>
    public static DateTimeOffset? Due(HouseholdState state, Registration? registration) =>
        Next(state, registration) is { } due && state.LastRow >= due ? due : null;

    /// <summary>Everything that the rows and a time prove: the alert, held back or told.</summary>
    public static HouseholdState Prove(HouseholdState state, DateTimeOffset until, in StepContext context, in AlertHeader header, StepOutput output)
    {
        HouseholdState next = state;
        while (Next(next, context.Registration) is { } due && due <= until)
        {
            next = next.NoViewing is { Status: EpisodeStatus.Suppressed }
                ? Release(next, due, "the declared absence is over", context, header, output)
                : Raise(next, due, context, header, output);
        }

        return next;
    }

    /// <summary>The registry's word on absences changed, or on anything else.</summary>
    public static HouseholdState Adopt(HouseholdState state, DateTimeOffset now, in StepContext context, in AlertHeader header, StepOutput output)
    {
        DateTimeOffset? away = context.Registration?.Household?.AwayUntil(now);
        return state.NoViewing switch
        {
            { Status: EpisodeStatus.Open } open when away is { } until => state with
            {
                NoViewing = open.Suppress(header, HeldBack(header, now, "absence declared", until), output),
                HeldUntil = until,
            },
            { Status: EpisodeStatus.Suppressed } when away is { } until => state with { HeldUntil = until },
            { Status: EpisodeStatus.Suppressed } when state.HeldUntil > now => Release(state, now, "the declared absence was taken back", context, header, output),
            _ => state,
        };
    }

    /// <summary>One row that tells about viewing: ends the observed silence, interrupts it, or continues it.</summary>
    public static HouseholdState Row(HouseholdState state, DateTimeOffset time, bool viewing, in StepContext context, in AlertHeader header, StepOutput output)
    {
        bool broken = state.LastRow is { } last && time - last > GapLimit(context.Registration);
        HouseholdState next = state with { ObservedFrom = state.ObservedFrom ?? time, LastRow = time, Viewing = viewing };
        if (!viewing && !broken)
        {
            return next with { NoViewing = next.NoViewing?.Regain(header, time, $"{header.ThingName}: the set can be seen again", output) };
        }

        // This row ends the silence before the watermark could prove it: prove it by the rows themselves.
        if ((broken ? state.LastRow : time) is { } seenUntil)
        {
            next = Prove(next, seenUntil, context, header, output);
        }

        string text = viewing
            ? $"{header.ThingName}: watched again at {Say.Time(time)}"
            : $"{header.ThingName}: the set could not be seen for a while and is seen again since {Say.Time(time)}; this is not an all-clear, the time is counted anew";
        return next with
        {
            NoViewing = next.NoViewing?.Resolve(header, time, text, "", output),
            HeldUntil = null,
            Rhythm = viewing && !broken ? Learned(next, time, context.Registration) : next.Rhythm,
            ObservedFrom = time,
            SinceViewing = viewing,
        };
    }

    /// <summary>The next moment of the rule: the alert's due time, or the end of the absence that holds it back.</summary>
    private static DateTimeOffset? Next(HouseholdState state, Registration? registration) => state.NoViewing switch
    {
        { Status: EpisodeStatus.Suppressed } => IsWanted(registration) ? state.HeldUntil : null,
        { IsOpen: true } => null,
        _ => ViewingDue.Of(state, registration)?.Time,
    };

    private static HouseholdState Raise(HouseholdState state, DateTimeOffset due, in StepContext context, in AlertHeader header, StepOutput output)
    {
        if (context.Registration?.Household?.AwayUntil(due) is { } until)
        {
            Finding held = HeldBack(header, due, Now(state, due, context, header).Text, until);
            return state with { NoViewing = Episode.RaiseSuppressed(state.NoViewing, header, held, output), HeldUntil = until };
        }

        return state with { NoViewing = Episode.Raise(state.NoViewing, header, Now(state, due, context, header), output) };
    }

    private static HouseholdState Release(HouseholdState state, DateTimeOffset time, string why, in StepContext context, in AlertHeader header, StepOutput output)
    {
        Finding finding = new(time, 1, $"{header.ThingName}: {why} and nobody has watched since {Say.Time(state.ObservedFrom.GetValueOrDefault())}", Seen(state, time, context));
        return state with { NoViewing = state.NoViewing?.Release(header, finding, output), HeldUntil = null };
    }

    private static Finding Now(HouseholdState state, DateTimeOffset due, in StepContext context, in AlertHeader header)
    {
        ViewingDue rule = ViewingDue.Of(state, context.Registration).GetValueOrDefault();
        return new Finding(due, 1, $"{header.ThingName}: {rule.What}", $"{rule.Limit}; {Seen(state, due, context)}");
    }

    private static string Seen(HouseholdState state, DateTimeOffset until, in StepContext context) =>
        $"the set was seen from {Say.Exact(state.ObservedFrom.GetValueOrDefault())} to {Say.Exact(until)} without a break of more than {Say.Span(GapLimit(context.Registration))}";

    private static Finding HeldBack(in AlertHeader header, DateTimeOffset time, string what, DateTimeOffset until)
    {
        string sentence = what.StartsWith(header.ThingName, StringComparison.Ordinal) ? what : $"{header.ThingName}: {what}";
        return new Finding(time, 0, $"{sentence}; nobody is told until the declared absence ends at {Say.Time(until)}", $"absence declared until {Say.Exact(until)}");
    }

    private static ViewingRhythm? Learned(HouseholdState state, DateTimeOffset time, Registration? registration) =>
        registration?.Household is { LearnRhythm: true } settings
        && state is { SinceViewing: true, ObservedFrom: { } from }
        && !settings.Absences.Any(absence => absence.From < time && absence.Until > from)
            ? (state.Rhythm ?? ViewingRhythm.None).Note(from, time, settings.UtcOffset)
            : state.Rhythm;

    private static readonly TimeSpan DefaultGapLimit = TimeSpan.FromMinutes(10);

    private const double DefaultPowerW = 20;
}
