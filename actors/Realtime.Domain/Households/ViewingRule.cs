namespace Realtime.Domain;

/// <summary>
/// "Nobody has watched for N hours", counted only over time in which the set was seen without a break. One alert per observed
/// silence. It ends by viewing, or, when the set could not be seen for a while, by the next row, which says that this is
/// no all-clear: what happened in between is unknown, and N hours are counted anew.
/// Source: practice of Japanese watch-over services (a daily window, or 48 h without operation); N is registered per household.
/// </summary>
internal static class ViewingRule
{
    /// <summary>N; null = no viewing rule (not registered, none wanted, retired).</summary>
    public static TimeSpan? Limit(Registration? registration) => registration is { Retired: false } ? registration.NoViewingLimit : null;

    /// <summary>A break between rows longer than this interrupts the observation.</summary>
    public static TimeSpan GapLimit(Registration? registration) => registration?.DeviceSilentLimit ?? DefaultGapLimit;

    /// <summary>Whether a row counts as viewing; null when it does not tell.</summary>
    public static bool? IsViewing(HouseholdReading reading, Registration? registration) =>
        reading.Viewing ?? (reading.PowerW is { } power && double.IsFinite(power) ? power >= (registration?.ViewingPowerW ?? DefaultPowerW) : null);

    /// <summary>Due time of the alert; null while a row at or past it is wanting: without such a row there is no evidence.</summary>
    public static DateTimeOffset? Due(HouseholdState state, Registration? registration) =>
        state.NoViewing is not { IsOpen: true } && Reaches(state, registration) is { } due && state.LastRow >= due ? due : null;

    /// <summary>Raises the alert at its due time.</summary>
    public static HouseholdState Raise(HouseholdState state, DateTimeOffset due, in StepContext context, in AlertHeader header, StepOutput output)
    {
        string span = Say.Span(Limit(context.Registration).GetValueOrDefault());
        string from = Say.Exact(state.ObservedFrom.GetValueOrDefault());
        Finding finding = new(
            due,
            1,
            $"{header.ThingName}: nobody has watched for {span}, since {Say.Time(state.ObservedFrom.GetValueOrDefault())}",
            $"limit {span}; the set was seen from {from} to {Say.Exact(due)} without a break of more than {Say.Span(GapLimit(context.Registration))}");
        return state with { NoViewing = Episode.Raise(state.NoViewing, header, finding, output) };
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
        DateTimeOffset? seenUntil = broken ? state.LastRow : time;
        if (next.NoViewing is not { IsOpen: true } && Reaches(next, context.Registration) is { } due && seenUntil >= due)
        {
            next = Raise(next, due, context, header, output);
        }

        string text = viewing
            ? $"{header.ThingName}: watched again at {Say.Time(time)}"
            : $"{header.ThingName}: the set could not be seen for a while and is seen again since {Say.Time(time)}; this is not an all-clear, the time is counted anew";
        return next with { NoViewing = next.NoViewing?.Resolve(header, time, text, "", output), ObservedFrom = time };
    }

    private static DateTimeOffset? Reaches(HouseholdState state, Registration? registration) =>
        state.ObservedFrom is { } from && Limit(registration) is { } limit ? Moments.Later(from, limit) : null;

    private static readonly TimeSpan DefaultGapLimit = TimeSpan.FromMinutes(10);

    private const double DefaultPowerW = 20;
}
