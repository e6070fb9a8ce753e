using Names = Realtime.Domain.Fields;

namespace Realtime.Domain;

/// <summary>
/// The stage alert of a station: one episode from the first stage reached until none holds, or until it is released.
/// Source: 水防の基礎知識 (MLIT), 表-4: stages, and 水防警報 解除 at or below 氾濫注意水位; where no such release is registered, below the lowest stage.
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
        if (step.Blind is not null)
        {
            return Lose(state, step);
        }

        if (reading.Quality != Quality.Good || state.ValueTime != reading.Time)
        {
            return state;
        }

        AlertHeader header = step.Header(state, Rules.Stage);
        SensorState seen = state.Stage is { Status: EpisodeStatus.Unobservable } stage
            ? state with { Stage = stage.Regain(header, reading.Time, $"{header.ThingName}: can be seen again since {Say.Time(reading.Time)}", step.Output) }
            : state;
        return StageJudge.Read(seen, header, step);
    }

    public override SensorState Repeat(SensorState state, SensorReading reading, SensorStep step) => Lose(state, step);

    /// <summary>Absence from a list: the water fell below where the gauge reports, or the gauge fell silent. Only a low stage ends with it.</summary>
    public override SensorState Absent(SensorState state, SensorReading reading, SensorStep step)
    {
        if (state.Stage is not { IsOpen: true })
        {
            return state with { HeldLevel = 0 };
        }

        if (state.HeldLevel >= step.Water.AbsentClearsBelow)
        {
            step.Blind = (reading.Time, $"not named in the source's list of {Say.Exact(reading.Time)}");
            return Lose(state, step) with { Doubt = state.Doubt is { } doubt ? doubt with { Alone = true } : null };
        }

        return StageJudge.EndAbsent(state, step.Header(state, Rules.Stage), reading.Time, step);
    }

    /// <summary>What cannot be seen, or waits for a second reading, is not judged anew: the next reading will.</summary>
    public override SensorState Adopt(SensorState state, SensorStep step) =>
        InForce(state, step.Registration) is { Stages.Count: > 0 }
            && (state.Silence.IsSilent || state.Doubt is not null || state.Stage is { Status: EpisodeStatus.Unobservable })
            ? state
            : StageJudge.Adopt(state, step.Header(state, Rules.Stage), step);

    public override SensorState Advance(SensorState state, SensorStep step) => Lose(state, step);

    public override SensorState End(SensorState state, string reason, DateTimeOffset time, SensorStep step) =>
        StageJudge.End(state, step.Header(state, Rules.Stage), time, $"{reason}; this is not an all-clear", step.Output);

    public override int Level(SensorState state) => state.Stage is { IsOpen: true } stage ? stage.Level : 0;

    /// <summary>The sensor cannot be seen any more, when a rule before this one found so: an open alert keeps its level and says when it was last seen.</summary>
    private static SensorState Lose(SensorState state, SensorStep step)
    {
        if (step.Blind is not { } blind)
        {
            return state;
        }

        AlertHeader header = step.Header(state, Rules.Stage);
        string last = StageText.LastSeen(state, InForce(state, step.Registration));
        string text = $"{header.ThingName}: unobservable, {last}; found at {Say.Time(blind.Since)}. This is not an all-clear";
        return state with { Stage = state.Stage?.Lose(header, blind.Since, text, blind.Evidence, step.Output) };
    }
}
