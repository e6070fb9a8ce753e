namespace Realtime.Domain;

/// <summary>
/// Judges a value under the thresholds in force: which stage holds, whether one reading is enough to say so, and what that does to the alert.
/// Source: as <see cref="SensorStage"/>; own for the reading that comes out of nowhere (<see cref="StageConfirmation"/>).
/// </summary>
internal static class StageJudge
{
    /// <summary>A good reading came.</summary>
    public static SensorState Read(SensorState state, in AlertHeader header, SensorStep step)
    {
        if (SensorStage.InForce(state, step.Registration) is not { Stages.Count: > 0 } thresholds)
        {
            return Evaluate(state, header, step, null);
        }

        (double Value, DateTimeOffset Time)? trusted = step.Before is { Value: { } value, ValueTime: { } time } ? (value, time) : null;
        if (state.Doubt is { } doubt)
        {
            trusted = StageConfirmation.TrustedAfter(doubt, state, thresholds, step.Water, trusted);
            state = StageConfirmation.Settle(state, doubt, thresholds, header, step);
            if (state.Doubt is not null)
            {
                return state;
            }
        }

        StageDoubt? fresh = StageConfirmation.Doubt(state, trusted, step.Water);
        return Evaluate(state, header, step, fresh);
    }

    /// <summary>The registration changed: the last value under the new thresholds, at its own time.</summary>
    public static SensorState Adopt(SensorState state, in AlertHeader header, SensorStep step) => Evaluate(state, header, step, null);

    /// <summary>Ends an open stage alert for a reason that is not the water.</summary>
    public static SensorState End(SensorState state, in AlertHeader header, DateTimeOffset time, string reason, StepOutput output) =>
        Closed(state, state.Stage?.Resolve(header, time, $"{header.ThingName}: {reason}", "", output));

    /// <summary>The source's list does not name the gauge any more: below the level from which it reports, or silent.</summary>
    public static SensorState EndAbsent(SensorState state, in AlertHeader header, DateTimeOffset time, SensorStep step)
    {
        string text = $"{header.ThingName}: no longer in the source's list at {Say.Time(time)}: below its lowest stage, or silent; {StageText.PeakOf(state)}";
        string evidence = $"absence ends a stage below level {step.Water.AbsentClearsBelow}";
        return state.Doubt is { From: 0 }
            ? Closed(state, state.Stage!.Deny(header, new Finding(time, 0, $"{text}; not confirmed", evidence, Unconfirmed: true), step.Output))
            : Closed(state, state.Stage!.Resolve(header, time, text, evidence, step.Output));
    }

    private static SensorState Closed(SensorState state, Episode? episode) =>
        state with { Stage = episode, HeldLevel = 0, JudgedUnder = null, Peak = null, Doubt = null };

    private static SensorState Evaluate(SensorState state, in AlertHeader header, SensorStep step, StageDoubt? doubt)
    {
        if (state is not { Value: { } value, ValueTime: { } time })
        {
            return state;
        }

        if (SensorStage.InForce(state, step.Registration) is not { Stages.Count: > 0 } thresholds)
        {
            return End(state, header, time, "its thresholds were removed; this is not an all-clear", step.Output);
        }

        StageThreshold? held = StageRule.Held(thresholds, value, state.HeldLevel);
        int level = held?.Level ?? 0;
        bool rises = level > state.HeldLevel;
        doubt = rises ? doubt : null;
        if (state.Stage is not { IsOpen: true } open)
        {
            return rises ? Raise(state, thresholds, held!, doubt, header, step) : level == state.HeldLevel ? state : state with { HeldLevel = level };
        }

        SensorState peaked = doubt is null ? state with { Peak = StagePeak.Of(state.Peak, value, time, Math.Max(level, state.HeldLevel)) } : state;
        bool released = !rises && StageRule.IsReleased(thresholds, value, peaked.Peak?.Level ?? 0);
        if (level == state.HeldLevel && !released)
        {
            return peaked;
        }

        string text = released && held is not null
            ? StageText.Released(peaked, thresholds, header.ThingName)
            : StageText.Sentence(peaked, thresholds, held, header.ThingName, doubt, step.Water);
        Finding finding = new(time, StageRule.Shown(level), text, StageText.Evidence(peaked, thresholds), doubt is not null);
        return held is null || released
            ? Closed(peaked, open.Resolve(header, time, finding.Text, finding.Evidence, step.Output)) with { HeldLevel = level }
            : peaked with { Stage = open.Step(rises, header, finding, step.Output), HeldLevel = level, JudgedUnder = thresholds, Doubt = doubt };
    }

    private static SensorState Raise(
        SensorState state, StageThresholds thresholds, StageThreshold held, StageDoubt? doubt, in AlertHeader header, SensorStep step)
    {
        DateTimeOffset time = state.ValueTime.GetValueOrDefault();
        Finding finding = new(
            time,
            StageRule.Shown(held.Level),
            StageText.Sentence(state, thresholds, held, header.ThingName, doubt, step.Water),
            StageText.Evidence(state, thresholds),
            doubt is not null);
        return state with
        {
            Stage = Episode.Raise(state.Stage, header, finding, step.Output),
            HeldLevel = held.Level,
            JudgedUnder = thresholds,
            Peak = doubt is null ? new StagePeak(state.Value.GetValueOrDefault(), time, held.Level) : null,
            Doubt = doubt,
        };
    }
}
