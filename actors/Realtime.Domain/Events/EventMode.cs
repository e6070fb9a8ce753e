namespace Realtime.Domain;

/// <summary>
/// Other rules for a planned time: a match, a festival, a closed embankment. Evaluated on event time, so a replay of that day runs under it
/// too. What is null stays as registered. Limits of silence and viewing are not part of it: they are counted over hours, and a limit that
/// changes in the middle of a silence would make it begin or end without anything having happened.
/// Source: own, for cities that plan for crowds at event time.
/// </summary>
/// <param name="Name">What people read in alerts: "event mode NAME in force".</param>
/// <param name="From">First moment, event time.</param>
/// <param name="To">First moment after it.</param>
public sealed record EventMode(string Name, DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>Sensors: these stages instead of the registered ones; thresholds sent with a reading still win.</summary>
    public StageThresholds? Thresholds { get; init; }

    /// <summary>People counters with crowd rules: other limits.</summary>
    public EventCrowd? Crowd { get; init; }

    /// <summary>Shelters: share from which it is nearly full.</summary>
    public double? NearlyFullShare { get; init; }

    /// <summary>Who is told instead; never for a household.</summary>
    public Audience? Audience { get; init; }

    /// <summary>Whether it is in force at this event time.</summary>
    public bool Covers(DateTimeOffset time) => From <= time && time < To;
}

/// <summary>The planned times of one thing; where two overlap the one listed first wins.</summary>
public sealed record EventSchedule(IReadOnlyList<EventMode> Modes)
{
    /// <summary>Equal by content, so that an unchanged registration is recognised.</summary>
    public bool Equals(EventSchedule? other) => other is not null && Modes.SequenceEqual(other.Modes);

    public override int GetHashCode() => Modes.Count;
}

/// <summary>Which registration holds at an event time. Pure: the time is the reading's, never a clock's.</summary>
public static class EventRule
{
    /// <summary>The context with what holds at this time: the mode in force, if any, and the registration under it.</summary>
    public static StepContext At(in StepContext context, DateTimeOffset time) =>
        context.Registration is { Events: { } schedule, Retired: false } registration && InForce(schedule, time) is { } mode
            ? context with { Registration = Under(registration, mode), Mode = mode }
            : context;

    private static EventMode? InForce(EventSchedule schedule, DateTimeOffset time) => schedule.Modes.FirstOrDefault(mode => mode.Covers(time));

    private static Registration Under(Registration registration, EventMode mode) => registration with
    {
        Thresholds = mode.Thresholds ?? registration.Thresholds,
        Crowd = mode.Crowd?.Over(registration.Crowd) ?? registration.Crowd,
        NearlyFullShare = mode.NearlyFullShare ?? registration.NearlyFullShare,
    };
}
