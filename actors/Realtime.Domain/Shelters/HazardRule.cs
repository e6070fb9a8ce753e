namespace Realtime.Domain;

/// <summary>
/// An open shelter that is marked unfit for a hazard that is active now: the people there have to be told first. Which hazards are active
/// is told by a record of its own (an operator, or the rule that watches an area); its time counts apart from the shelter's reports,
/// because both come from different clocks. Source: designation per type of hazard, 災害対策基本法第49条の4; types of <see cref="Hazards"/>.
/// </summary>
internal static class HazardRule
{
    /// <summary>Takes the hazards that a reading tells; an older word than the newest is not taken.</summary>
    public static ShelterState Take(ShelterState state, ShelterReading reading) =>
        reading is { HazardsActive: { } hazards, Quality: Quality.Good } && !(reading.Time < state.HazardTime)
            ? state with { HazardsActive = hazards, HazardTime = reading.Time }
            : state;

    /// <summary>Judges the present hazards against the present designation.</summary>
    public static ShelterState Judge(ShelterState state, Registration? registration, in AlertHeader header, StepOutput output)
    {
        Hazards struck = state.Open ? state.HazardsActive & (registration?.Shelter?.Unfit ?? Hazards.None) : Hazards.None;
        DateTimeOffset time = Moments.Latest(state.HazardTime, state.LastReading.GetValueOrDefault());
        if (struck == Hazards.None)
        {
            string why = !state.Open ? "closed"
                : (state.HazardsActive & state.HazardStruck) == Hazards.None ? "the hazard is over"
                : "it is no longer marked unfit for the hazard";
            return state with
            {
                HazardStruck = struck,
                Hazard = state.Hazard?.Resolve(header, time, $"{header.ThingName}: {why} since {Say.Time(time)}", "", output),
            };
        }

        string persons = state.Evacuees is { } evacuees ? $"{evacuees} persons" : "an unknown number of persons";
        Finding finding = new(
            time,
            1,
            $"{header.ThingName}: open with {persons} and not fit for {HazardTypes.Words(struck)}, active since {Say.Time(state.HazardTime.GetValueOrDefault())}",
            $"marked unfit in the registry for {HazardTypes.Words(registration!.Shelter!.Unfit)}; active: {HazardTypes.Words(state.HazardsActive)}");
        Episode episode = state.Hazard is not { IsOpen: true } open
            ? Episode.Raise(state.Hazard, header, finding, output)
            : struck == state.HazardStruck ? open : open.Step((struck & ~state.HazardStruck) != Hazards.None, header, finding, output);
        return state with { HazardStruck = struck, Hazard = episode };
    }
}
