namespace Realtime.Domain;

/// <summary>
/// The two alerts of a shelter. Closing ends both: nobody is left to be told about.
/// Source: 避難所運営等避難生活支援のためのガイドライン (Cabinet Office, 13 December 2024): capacity, power; the share is the product's default.
/// </summary>
internal static class ShelterAlerts
{
    /// <summary>The nearly-full alert ends only this far below its share, so that one person more or less does not toggle it.</summary>
    public const double ClearBelow = 0.05;

    private const double Rounding = 1e-9;

    /// <summary>Judges the present numbers; the time of a change is the newest report's.</summary>
    public static ShelterState Evaluate(ShelterState state, in StepContext context, in AlertHeader header, StepOutput output)
    {
        if (context.Registration is { Retired: true })
        {
            return state;
        }

        return state with
        {
            NearlyFull = Fullness(state, context.Registration, header with { Rule = Rules.ShelterNearlyFull }, output),
            PowerLost = Power(state, header with { Rule = Rules.ShelterPower }, output),
        };
    }

    public static ShelterState End(ShelterState state, string reason, DateTimeOffset time, in AlertHeader header, StepOutput output)
    {
        string text = $"{header.ThingName}: {reason}; this is not an all-clear";
        return state with
        {
            NearlyFull = state.NearlyFull?.Resolve(header with { Rule = Rules.ShelterNearlyFull }, time, text, "", output),
            PowerLost = state.PowerLost?.Resolve(header with { Rule = Rules.ShelterPower }, time, text, "", output),
        };
    }

    private static Episode? Fullness(ShelterState state, Registration? registration, in AlertHeader header, StepOutput output)
    {
        DateTimeOffset time = state.LastReading.GetValueOrDefault();
        if (!state.Open)
        {
            return state.NearlyFull?.Resolve(header, time, $"{header.ThingName}: closed since {Say.Time(time)}", "", output);
        }

        if (ShelterResults.Occupancy(state, registration) is not { } occupancy)
        {
            return state.NearlyFull?.Resolve(header, time, $"{header.ThingName}: capacity unknown, fullness cannot be judged; this is not an all-clear", "", output);
        }

        double share = registration?.NearlyFullShare ?? DefaultShare;
        string numbers = $"{state.Evacuees} of {ShelterResults.Capacity(state, registration)} persons ({Say.Percent(occupancy)})";
        string evidence = $"nearly full from {Say.Percent(share)}, ends below {Say.Percent(share - ClearBelow)}; "
            + $"capacity from {(state.SentCapacity is null ? "the registry" : "the shelter's report")}";
        if (occupancy >= share && state.NearlyFull is not { IsOpen: true })
        {
            return Episode.Raise(state.NearlyFull, header, new Finding(time, 1, $"{header.ThingName}: nearly full, {numbers}, since {Say.Time(time)}", evidence), output);
        }

        return occupancy < share - ClearBelow - Rounding
            ? state.NearlyFull?.Resolve(header, time, $"{header.ThingName}: room again, {numbers}", evidence, output)
            : state.NearlyFull;
    }

    private static Episode? Power(ShelterState state, in AlertHeader header, StepOutput output)
    {
        DateTimeOffset time = state.LastReading.GetValueOrDefault();
        if (state is { Open: true, Power: false })
        {
            string persons = state.Evacuees is { } evacuees ? $"{evacuees} persons" : "an unknown number of persons";
            return state.PowerLost is { IsOpen: true } open
                ? open
                : Episode.Raise(
                    state.PowerLost,
                    header,
                    new Finding(time, 1, $"{header.ThingName}: no mains power since {Say.Time(time)}, open with {persons}", "reported by the shelter"),
                    output);
        }

        string why = state.Open ? "mains power is back" : "closed";
        return state.PowerLost?.Resolve(header, time, $"{header.ThingName}: {why} since {Say.Time(time)}", "reported by the shelter", output);
    }

    /// <summary>Share for shelters nobody registered; the same as the registry's default.</summary>
    private const double DefaultShare = 0.8;
}
