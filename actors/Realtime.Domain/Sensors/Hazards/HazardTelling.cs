namespace Realtime.Domain;

/// <summary>
/// Tells shelters that the hazard a station stands for is active, and when it is over (<see cref="HazardSettings"/>). A word goes out on
/// every change only. Its times rise strictly, so that a shelter takes each word once, however often the log repeats it. A stage that one
/// reading reaches out of nowhere moves no shelter: operators hear of that one at the station. A station that cannot be seen says nothing: its
/// last word stands.
/// Source: designation per type of hazard, 災害対策基本法第49条の4; which shelters a river reaches, 浸水想定区域 (水防法第14条).
/// </summary>
internal sealed class HazardTelling : SensorRule
{
    public override SensorState Read(SensorState state, SensorReading reading, SensorStep step) => Tell(state, reading.Time, reading.OriginalTime, step);

    public override SensorState Absent(SensorState state, SensorReading reading, SensorStep step) => Tell(state, reading.Time, reading.OriginalTime, step);

    public override SensorState Adopt(SensorState state, SensorStep step)
    {
        DateTimeOffset now = step.Now(state);
        return Tell(state, now, now, step);
    }

    /// <summary>Nobody would ever say that it is over, so it is said now. A drill ends at the shelters by itself.</summary>
    public override SensorState End(SensorState state, string reason, DateTimeOffset time, SensorStep step) =>
        state.Drill ? state with { HazardTold = null } : Say(state, HazardTold.Nobody, time, time, step);

    private static SensorState Tell(SensorState state, DateTimeOffset time, DateTimeOffset? original, SensorStep step)
    {
        if (step.Registration?.Hazard is null && state.HazardTold is null)
        {
            return state; // Nearly every sensor, at every reading.
        }

        HazardTold wanted = step.Registration is { Retired: false, Hazard: { } settings } && Holds(state, settings.FromLevel)
            ? new HazardTold(settings.Hazard, settings.Shelters, time)
            : HazardTold.Nobody;
        return Say(state, wanted, time, original, step);
    }

    private static SensorState Say(SensorState state, HazardTold wanted, DateTimeOffset time, DateTimeOffset? original, SensorStep step)
    {
        HazardTold before = state.HazardTold ?? HazardTold.Nobody;
        if (wanted.SaysTheSame(before))
        {
            return state;
        }

        ShelterReading word = new()
        {
            ThingId = "",
            Time = time > before.Time ? time : before.Time.AddTicks(1),
            OriginalTime = original,
            Drill = state.Drill,
            IsReport = false,
            HazardsFrom = step.Context.Key.Id,
        };
        foreach (string shelter in before.Shelters.Except(wanted.Shelters))
        {
            step.Output.Add(word with { ThingId = shelter, HazardsActive = Hazards.None });
        }

        foreach (string shelter in wanted.Hazard == before.Hazard ? wanted.Shelters.Except(before.Shelters) : wanted.Shelters)
        {
            step.Output.Add(word with { ThingId = shelter, HazardsActive = wanted.Hazard });
        }

        return state with { HazardTold = wanted with { Time = word.Time } };
    }

    /// <summary>Whether the station holds the level, borne out by more than one reading out of nowhere.</summary>
    private static bool Holds(SensorState state, int level) =>
        (state.Stage is { IsOpen: true } && (state.Doubt?.From ?? state.HeldLevel) >= level) || state.HeavyRain is { IsOpen: true };
}
