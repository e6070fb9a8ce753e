namespace Realtime.Domain;

/// <summary>
/// A stage that one reading reaches out of nowhere (the first one after absence, or a faster rise than can be believed) is raised at once,
/// for operators only. The next reading at or above bears it out; anything else ends it. A reading that fits the one before it needs no second.
/// Source: own; hourly lists of Japanese crisis gauges hold stations that jump to one fixed value for a single reading and return.
/// </summary>
internal static class StageConfirmation
{
    /// <summary>The doubt in which the state's reading would raise a stage; null = it fits the last reading that was believed.</summary>
    public static StageDoubt? Doubt(SensorState state, (double Value, DateTimeOffset Time)? trusted, WaterSettings settings)
    {
        if (!settings.Confirm || !SensorStage.IsWater(state.Type) || state is not { Value: { } value, ValueTime: { } time })
        {
            return null;
        }

        bool fits = trusted is { } last
            && time - last.Time <= settings.RecentLimit
            && (value <= last.Value || !RateOfRise.Jumped(last.Value, last.Time, value, time, settings));
        return fits ? null : new StageDoubt(state.HeldLevel, time, value, trusted?.Value, trusted?.Time);
    }

    /// <summary>The reading that the new one is compared with: the doubtful one when it was borne out, else the one before that.</summary>
    public static (double Value, DateTimeOffset Time)? TrustedAfter(
        StageDoubt doubt, SensorState state, StageThresholds thresholds, WaterSettings settings, (double Value, DateTimeOffset Time)? last) =>
        IsNext(doubt, state, settings) && Borne(doubt, state, thresholds) > doubt.From ? last
            : doubt is { Trusted: { } value, TrustedTime: { } time } ? (value, time) : null;

    /// <summary>What the new good reading says of the doubt; the doubt is gone afterwards unless the reading says nothing new.</summary>
    public static SensorState Settle(SensorState state, StageDoubt doubt, StageThresholds thresholds, in AlertHeader header, SensorStep step)
    {
        double value = state.Value.GetValueOrDefault();
        DateTimeOffset time = state.ValueTime.GetValueOrDefault();
        int borne = Borne(doubt, state, thresholds);
        if (time == doubt.Time)
        {
            return borne > doubt.From ? Corrected(state, doubt, thresholds, header, step) : Deny(state, doubt, header, step);
        }

        if (IsNext(doubt, state, step.Water))
        {
            return borne > doubt.From ? Confirm(state, doubt, thresholds, borne, header, step) : Deny(state, doubt, header, step);
        }

        // A broken gauge jumps to the same value again and again: as long as the alert stands it says nothing new.
        return value.Equals(doubt.Value) ? state with { Doubt = doubt with { Time = time, Alone = false } } : Deny(state, doubt, header, step);
    }

    private static bool IsNext(StageDoubt doubt, SensorState state, WaterSettings settings) =>
        !doubt.Alone && state.ValueTime.GetValueOrDefault() - doubt.Time <= settings.RecentLimit;

    /// <summary>The registered level that both readings reach.</summary>
    private static int Borne(StageDoubt doubt, SensorState state, StageThresholds thresholds) =>
        StageRule.Raw(thresholds, Math.Min(doubt.Value, state.Value.GetValueOrDefault()))?.Level ?? 0;

    private static SensorState Confirm(SensorState state, StageDoubt doubt, StageThresholds thresholds, int borne, in AlertHeader header, SensorStep step)
    {
        int level = Math.Min(borne, state.HeldLevel);
        StageThreshold? stage = StageRule.Raw(thresholds, Math.Min(doubt.Value, state.Value.GetValueOrDefault()));
        DateTimeOffset time = state.ValueTime.GetValueOrDefault();
        Finding finding = new(time, StageRule.Shown(level), StageText.Confirmed(state, doubt, stage, header.ThingName), StageText.Evidence(state, thresholds));
        StagePeak peak = level == state.HeldLevel ? StagePeak.Of(state.Peak, doubt.Value, doubt.Time, level) : StagePeak.Of(state.Peak, state.Value.GetValueOrDefault(), time, level);
        return state with { Stage = state.Stage!.Confirm(header, finding, step.Output), HeldLevel = level, Peak = peak, Doubt = null };
    }

    private static SensorState Deny(SensorState state, StageDoubt doubt, in AlertHeader header, SensorStep step)
    {
        string evidence = $"value {Say.Number(state.Value.GetValueOrDefault(), StageText.Unit(state))} at {Say.Exact(state.ValueTime.GetValueOrDefault())}";
        Finding finding = new(state.ValueTime.GetValueOrDefault(), StageRule.Shown(doubt.From), StageText.NotConfirmed(state, doubt, header.ThingName), evidence, doubt.From == 0);
        Episode episode = state.Stage!.Deny(header, finding, step.Output);
        return state with
        {
            Stage = episode,
            HeldLevel = doubt.From,
            Doubt = null,
            Peak = episode.IsOpen ? state.Peak : null,
            JudgedUnder = episode.IsOpen ? state.JudgedUnder : null,
        };
    }

    /// <summary>The doubtful reading itself was corrected, and still reaches a stage: the doubt is about the corrected value.</summary>
    private static SensorState Corrected(SensorState state, StageDoubt doubt, StageThresholds thresholds, in AlertHeader header, SensorStep step)
    {
        double value = state.Value.GetValueOrDefault();
        StageDoubt corrected = doubt with { Value = value };
        StageThreshold stage = StageRule.Raw(thresholds, value)!;
        if (stage.Level == state.HeldLevel)
        {
            return state with { Doubt = corrected };
        }

        Finding finding = new(doubt.Time, StageRule.Shown(stage.Level), StageText.Corrected(state, doubt, stage, header.ThingName), StageText.Evidence(state, thresholds), Unconfirmed: true);
        return state with { Stage = state.Stage!.Step(stage.Level > state.HeldLevel, header, finding, step.Output), HeldLevel = stage.Level, Doubt = corrected };
    }
}
