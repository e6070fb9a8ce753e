namespace Realtime.Domain;

/// <summary>
/// An open shelter that is marked unfit for a hazard that is active now: the people there have to be told first. Which hazards are active
/// is told by records of their own: an operator's word about all of them, and the words of stations that stand for one each
/// (<see cref="HazardTelling"/>). Their times count apart from the shelter's reports and from each other, because all come from different clocks. Source: designation per type of hazard, 災害対策基本法第49条の4; types of <see cref="Hazards"/>.
/// </summary>
internal static class HazardRule
{
    /// <summary>Every hazard that somebody says is active.</summary>
    public static Hazards Active(ShelterState state) => state.HazardsActive | (state.HazardWords?.Active ?? Hazards.None);

    /// <summary>Takes the hazards that a reading tells; an older word than the newest of the same source is not taken.</summary>
    public static ShelterState Take(ShelterState state, ShelterReading reading)
    {
        if (reading is not { HazardsActive: { } hazards, Quality: Quality.Good })
        {
            return state;
        }

        if (reading.HazardsFrom is { } from)
        {
            HazardWords words = state.HazardWords ?? HazardWords.None;
            HazardWords next = words.With(new HazardWord(from, hazards, reading.Time));
            return ReferenceEquals(words, next) ? state : state with { HazardWords = next };
        }

        return reading.Time < state.HazardTime ? state : state with { HazardsActive = hazards, HazardTime = reading.Time };
    }

    /// <summary>Judges the present hazards against the present designation.</summary>
    public static ShelterState Judge(ShelterState state, Registration? registration, in AlertHeader header, StepOutput output)
    {
        Hazards active = Active(state);
        Hazards struck = state.Open ? active & (registration?.Shelter?.Unfit ?? Hazards.None) : Hazards.None;
        DateTimeOffset time = Moments.Latest(state.HazardWords?.Newest, Moments.Latest(state.HazardTime, state.LastReading.GetValueOrDefault()));
        if (struck == Hazards.None)
        {
            string why = !state.Open ? "closed"
                : (active & state.HazardStruck) == Hazards.None ? "the hazard is over"
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
            $"{header.ThingName}: open with {persons} and not fit for {HazardTypes.Words(struck)}, active since {Since(state, struck)}",
            $"marked unfit in the registry for {HazardTypes.Words(registration!.Shelter!.Unfit)}; active: {HazardTypes.Words(active)}");
        Episode episode = state.Hazard is not { IsOpen: true } open
            ? Episode.Raise(state.Hazard, header, finding, output)
            : struck == state.HazardStruck ? open : open.Step((struck & ~state.HazardStruck) != Hazards.None, header, finding, output);
        return state with { HazardStruck = struck, Hazard = episode };
    }

    /// <summary>Since when, and who says so when it is not an operator.</summary>
    private static string Since(ShelterState state, Hazards struck)
    {
        (IReadOnlyList<string> from, DateTimeOffset? told) = state.HazardWords?.Of(struck) ?? ([], null);
        DateTimeOffset? word = (state.HazardsActive & struck) != Hazards.None ? state.HazardTime : null;
        DateTimeOffset since = told is { } time ? Moments.Latest(word, time) : word.GetValueOrDefault();
        return from.Count == 0 ? Say.Time(since) : $"{Say.Time(since)} by {string.Join(", ", from)}";
    }
}
