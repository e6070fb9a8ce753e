using Names = Realtime.Domain.Fields;

namespace Realtime.Domain;

/// <summary>Time-series points of sensors. The stage in them has no memory: it is what the table of thresholds says of this value.</summary>
internal static class SensorResults
{
    /// <summary>Measurement, numbers and texts of one value; without thresholds no stage is published.</summary>
    public static (string Measurement, IReadOnlyList<ResultField> Fields, IReadOnlyList<ResultText> Texts) Of(
        SensorType type, double value, string? unit, StageThresholds? thresholds)
    {
        switch (type)
        {
            case SensorType.Rain:
                return (Measurements.Rain, [new ResultField(Names.RainMmPerH, value)], []);
            case SensorType.People:
                return (Measurements.People, [new ResultField(Names.PeopleCount, value)], []);
            case SensorType.Scalar:
                return (Measurements.Scalar, [new ResultField(Names.Value, value)], unit is { Length: > 0 } ? [new ResultText(Names.Unit, unit)] : []);
            default:
                if (thresholds is not { Stages.Count: > 0 })
                {
                    return (Measurements.WaterLevel, [new ResultField(Names.LevelM, value)], []);
                }

                StageThreshold? stage = StageRule.Raw(thresholds, value);
                return (
                    Measurements.WaterLevel,
                    [new ResultField(Names.LevelM, value), new ResultField(Names.StageLevel, StageRule.Shown(stage?.Level ?? 0))],
                    [new ResultText(Names.Stage, stage?.Name ?? StageRule.Normal)]);
        }
    }

    /// <summary>The present numbers.</summary>
    public static IReadOnlyList<ResultField> Fields(SensorState state, StageThresholds? thresholds) =>
        state.Value is { } value ? Of(state.Type, value, state.Unit, thresholds).Fields : [];
}
