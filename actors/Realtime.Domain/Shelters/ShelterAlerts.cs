namespace Realtime.Domain;

/// <summary>
/// The alerts of a shelter by its own reports. Closing ends all: nobody is left to be told about.
/// Source: state items of a shelter (開設, 避難者数, 停電), 避難所運営ガイドライン (Cabinet Office); capacity as in <see cref="ShelterCapacity"/>.
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

        ShelterState next = HazardRule.Judge(state, context.Registration, header with { Rule = Rules.ShelterHazard }, output);
        next = next with
        {
            NearlyFull = Fullness(next, context.Registration, header with { Rule = Rules.ShelterNearlyFull }, output),
            OverCapacity = Overfull(next, context.Registration, header with { Rule = Rules.ShelterOverCapacity }, output),
            PowerLost = Power(next, header with { Rule = Rules.ShelterPower }, output),
        };
        return SupplyRule.Judge(next, context.Registration, next.LastReading.GetValueOrDefault(), header with { Rule = Rules.ShelterSupplies }, output);
    }

    public static ShelterState End(ShelterState state, string reason, DateTimeOffset time, in AlertHeader header, StepOutput output)
    {
        string text = $"{header.ThingName}: {reason}; this is not an all-clear";
        return state with
        {
            NearlyFull = state.NearlyFull?.Resolve(header with { Rule = Rules.ShelterNearlyFull }, time, text, "", output),
            OverCapacity = state.OverCapacity?.Resolve(header with { Rule = Rules.ShelterOverCapacity }, time, text, "", output),
            PowerLost = state.PowerLost?.Resolve(header with { Rule = Rules.ShelterPower }, time, text, "", output),
            SuppliesLow = state.SuppliesLow?.Resolve(header with { Rule = Rules.ShelterSupplies }, time, text, "", output),
            Hazard = state.Hazard?.Resolve(header with { Rule = Rules.ShelterHazard }, time, text, "", output),
        };
    }

    private static Episode? Fullness(ShelterState state, Registration? registration, in AlertHeader header, StepOutput output)
    {
        double share = registration?.NearlyFullShare ?? DefaultShare;
        return Share(
            state, state.NearlyFull, registration, occupancy => occupancy >= share, share - ClearBelow, "nearly full", "room again",
            $"nearly full from {Say.Percent(share)}, ends below {Say.Percent(share - ClearBelow)}", header, output);
    }

    private static Episode? Overfull(ShelterState state, Registration? registration, in AlertHeader header, StepOutput output) => Share(
        state, state.OverCapacity, registration, occupancy => occupancy > 1 + Rounding, 1 - ClearBelow, "more people than it can take", "no longer over its capacity",
        $"over capacity above 100 %, ends below {Say.Percent(1 - ClearBelow)}", header, output);

    private static Episode? Share(
        ShelterState state, Episode? episode, Registration? registration, Func<double, bool> reached, double clearBelow, string what, string over, string rule, in AlertHeader header, StepOutput output)
    {
        DateTimeOffset time = state.LastReading.GetValueOrDefault();
        if (!state.Open)
        {
            return episode?.Resolve(header, time, $"{header.ThingName}: closed since {Say.Time(time)}", "", output);
        }

        if (ShelterResults.Occupancy(state, registration) is not { } occupancy || ShelterCapacity.Of(state, registration) is not { } capacity)
        {
            return episode?.Resolve(header, time, $"{header.ThingName}: capacity unknown, fullness cannot be judged; this is not an all-clear", "", output);
        }

        string numbers = $"{state.Evacuees} of {capacity.Persons} persons ({Say.Percent(occupancy)})";
        string evidence = $"{rule}; capacity from {capacity.From}";
        if (reached(occupancy) && episode is not { IsOpen: true })
        {
            return Episode.Raise(episode, header, new Finding(time, 1, $"{header.ThingName}: {what}, {numbers}, since {Say.Time(time)}", evidence), output);
        }

        return occupancy < clearBelow - Rounding ? episode?.Resolve(header, time, $"{header.ThingName}: {over}, {numbers}", evidence, output) : episode;
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
