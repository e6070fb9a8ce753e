using Names = Realtime.Domain.Fields;

namespace Realtime.Domain;

/// <summary>
/// The stage alert of a station: one episode from the first stage reached until none holds.
/// Source: 水防の基礎知識 (MLIT): stages, and the release at the lowest of them.
/// </summary>
internal sealed class SensorStage : SensorRule
{
    /// <summary>Thresholds in force: the reading's win over the registry's; none for a retired thing.</summary>
    public static StageThresholds? InForce(SensorState state, Registration? registration) =>
        registration is { Retired: true } ? null : state.SentThresholds ?? registration?.Thresholds;

    /// <summary>Whether the type is a level of water, whose stage is published with every value.</summary>
    public static bool IsWater(SensorType type) => type is SensorType.RiverLevel or SensorType.TideLevel;

    /// <summary>Adds the stage to a point of a good value. It has no memory: it is what the table of thresholds says of this value.</summary>
    public static void AddStage(PointDraft? point, SensorReading reading, StageThresholds? thresholds)
    {
        if (point is { Measurement: Measurements.WaterLevel } && SensorValues.IsGood(reading) && thresholds is { Stages.Count: > 0 })
        {
            StageThreshold? stage = StageRule.Raw(thresholds, reading.Value.GetValueOrDefault());
            point.Add(Names.StageLevel, StageRule.Shown(stage?.Level ?? 0));
            point.Add(Names.Stage, stage?.Name ?? StageRule.Normal);
        }
    }

    public override SensorState Read(SensorState state, SensorReading reading, SensorStep step)
    {
        AddStage(step.Point, reading, InForce(state, step.Registration));
        if (!SensorValues.IsGood(reading))
        {
            return state;
        }

        AlertHeader header = step.Header(state, Rules.Stage);
        SensorState seen = state with
        {
            Stage = state.Stage?.Regain(header, reading.Time, $"{header.ThingName}: can be seen again since {Say.Time(reading.Time)}", step.Output),
        };
        return Evaluate(seen, header, step);
    }

    /// <summary>What cannot be seen is not judged anew: the next reading will.</summary>
    public override SensorState Adopt(SensorState state, SensorStep step) =>
        state.Silence.IsSilent || state.Stage is { Status: EpisodeStatus.Unobservable }
            ? state
            : Evaluate(state, step.Header(state, Rules.Stage), step);

    public override SensorState Advance(SensorState state, SensorStep step)
    {
        if (step.Blind is not { } blind)
        {
            return state;
        }

        AlertHeader header = step.Header(state, Rules.Stage);
        string where = SensorText.FellSilentIn(state, InForce(state, step.Registration));
        string text = $"{header.ThingName}: cannot be seen since {Say.Time(blind.Since)}; last known {where}. This is not an all-clear";
        return state with { Stage = state.Stage?.Lose(header, blind.Since, text, blind.Evidence, step.Output) };
    }

    public override SensorState End(SensorState state, string reason, DateTimeOffset time, SensorStep step) =>
        End(state, step.Header(state, Rules.Stage), time, $"{reason}; this is not an all-clear", step.Output);

    public override int Level(SensorState state) => state.Stage is { IsOpen: true } stage ? stage.Level : 0;

    /// <summary>Judges the last good value under the thresholds in force and says what changed, if anything.</summary>
    private static SensorState Evaluate(SensorState state, in AlertHeader header, SensorStep step)
    {
        if (state is not { Value: { } value, ValueTime: { } time })
        {
            return state;
        }

        if (InForce(state, step.Registration) is not { Stages.Count: > 0 } thresholds)
        {
            return End(state, header, time, "its thresholds were removed; this is not an all-clear", step.Output);
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
            ? Episode.Raise(state.Stage, header, finding, step.Output)
            : held is null
                ? open.Resolve(header, time, finding.Text, finding.Evidence, step.Output)
                : open.Step(level > state.HeldLevel, header, finding, step.Output);
        return state with { Stage = episode, HeldLevel = level, JudgedUnder = episode.IsOpen ? thresholds : null };
    }

    /// <summary>Ends an open stage alert for a reason that is not the water.</summary>
    private static SensorState End(SensorState state, in AlertHeader header, DateTimeOffset time, string reason, StepOutput output) => state with
    {
        Stage = state.Stage?.Resolve(header, time, $"{header.ThingName}: {reason}", "", output),
        HeldLevel = 0,
        JudgedUnder = null,
    };
}
