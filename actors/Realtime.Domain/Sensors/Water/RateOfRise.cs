namespace Realtime.Domain;

/// <summary>How fast the water rises, and when it will be at the next stage if it goes on like this. Source: see <see cref="WaterTrend"/>.</summary>
internal sealed class RateOfRise : SensorRule
{
    /// <summary>Metres in ten minutes from which the water counts as rising: the last digit of a gauge.</summary>
    private const double RisingFrom = 0.01;

    public override SensorState Read(SensorState state, SensorReading reading, SensorStep step)
    {
        if (!SensorStage.IsWater(state.Type) || !SensorValues.IsGood(reading) || step.Blind is not null)
        {
            return state;
        }

        step.Point?.Add(Fields.Datum, step.Registration?.Water?.Datum);
        double value = reading.Value.GetValueOrDefault();
        bool jumped = step.Before is { Value: { } before, ValueTime: { } time } && Jumped(before, time, value, reading.Time, step.Water);
        if (jumped)
        {
            step.Point?.Add(Fields.Doubt, "jump");
        }

        WaterTrend trend = (state.Trend ?? WaterTrend.Empty).With(reading.Time, value, jumped);
        SensorState next = state.With(trend, step);
        double? rise = trend.Rise;
        step.Point?.Add(Fields.RiseCmPer10Min, rise is { } metres ? Math.Round(metres * 100, 3) : null);
        step.Point?.Add(Fields.NextStageMin, Next(next, rise, SensorStage.InForce(next, step.Registration))?.Minutes);
        return next;
    }

    /// <summary>Whether the level changed faster than can be believed; a shorter time than ten minutes counts as ten.</summary>
    public static bool Jumped(double before, DateTimeOffset at, double value, DateTimeOffset time, WaterSettings settings) =>
        Math.Abs(value - before) > settings.RiseMaxM * Math.Max(1, (time - at).TotalMinutes / 10);

    /// <summary>Metres in ten minutes when the water is rising, else null.</summary>
    public static double? Rising(SensorState state) => state.Trend?.Rise is { } rise && rise >= RisingFrom ? rise : null;

    /// <summary>The next stage above the value, and the minutes to it at the present rate; null when it does not rise or is at the last one.</summary>
    public static (StageThreshold Stage, double Minutes)? Next(SensorState state, StageThresholds? thresholds) =>
        Next(state, state.Trend?.Rise, thresholds);

    /// <summary>The present rate and time for people who look; nothing while the gauge cannot be seen, because both would be of then.</summary>
    public static IEnumerable<ResultField> View(SensorState state, StageThresholds? thresholds)
    {
        if (!SensorStage.IsWater(state.Type) || state.Silence.IsSilent || state.Trend?.Rise is not { } rise)
        {
            return [];
        }

        ResultField rate = new(Fields.RiseCmPer10Min, Math.Round(rise * 100, 3));
        return Next(state, rise, thresholds) is { } next ? [rate, new ResultField(Fields.NextStageMin, next.Minutes)] : [rate];
    }

    private static (StageThreshold Stage, double Minutes)? Next(SensorState state, double? rise, StageThresholds? thresholds)
    {
        if (rise is not >= RisingFrom || state.Value is not { } value)
        {
            return null;
        }

        return FirstAbove(thresholds, value) is { } next ? (next, Math.Round((next.Value - value) / rise.Value * 10, 1)) : null;
    }

    private static StageThreshold? FirstAbove(StageThresholds? thresholds, double value) => thresholds?.Stages.FirstOrDefault(stage => stage.Value > value);
}
