namespace Realtime.Domain;

/// <summary>
/// The stage alert of a station: one episode from the first stage reached until none holds.
/// Source: 水防の基礎知識 (MLIT): stages, and the release at the lowest of them.
/// </summary>
internal static class StageAlert
{
    /// <summary>Thresholds in force: the reading's win over the registry's; none for a retired thing.</summary>
    public static StageThresholds? InForce(SensorState state, Registration? registration) =>
        registration is { Retired: true } ? null : state.SentThresholds ?? registration?.Thresholds;

    /// <summary>Judges the last good value under the thresholds in force and says what changed, if anything.</summary>
    public static SensorState Evaluate(SensorState state, in AlertHeader header, in StepContext context, StepOutput output)
    {
        if (state is not { Value: { } value, ValueTime: { } time })
        {
            return state;
        }

        if (InForce(state, context.Registration) is not { Stages.Count: > 0 } thresholds)
        {
            return End(state, header, time, "its thresholds were removed; this is not an all-clear", output);
        }

        StageThreshold? held = StageRule.Held(thresholds, value, state.HeldLevel);
        int level = held?.Level ?? 0;
        if (level == state.HeldLevel)
        {
            return state;
        }

        Finding finding = new(
            time,
            StageRule.Shown(level),
            StageText.Sentence(state, thresholds, held, header.ThingName),
            StageText.Evidence(state, thresholds));
        Episode episode = state.Stage is not { IsOpen: true } open
            ? Episode.Raise(state.Stage, header, finding, output)
            : held is null
                ? open.Resolve(header, time, finding.Text, finding.Evidence, output)
                : open.Step(level > state.HeldLevel, header, finding, output);
        return state with { Stage = episode, HeldLevel = level, JudgedUnder = episode.IsOpen ? thresholds : null };
    }

    /// <summary>Ends an open stage alert for a reason that is not the water.</summary>
    public static SensorState End(SensorState state, in AlertHeader header, DateTimeOffset time, string reason, StepOutput output) => state with
    {
        Stage = state.Stage?.Resolve(header, time, $"{header.ThingName}: {reason}", "", output),
        HeldLevel = 0,
        JudgedUnder = null,
    };
}
