using Names = Realtime.Domain.Fields;

namespace Realtime.Domain;

/// <summary>The value of a reading: in the state, and as the first field of its point.</summary>
internal static class SensorValues
{
    /// <summary>A number the source stands behind; the only kind that is judged.</summary>
    public static bool IsGood(SensorReading reading) => reading is { Quality: Quality.Good, Value: { } number } && double.IsFinite(number);

    /// <summary>The observation was old when the source published it: it is a fact about then, and says nothing about now.</summary>
    public static bool IsFrozen(SensorReading reading, WaterSettings settings) =>
        reading.ReportedTime is { } reported && reported - reading.Time > settings.FrozenLimit;

    /// <summary>The newest observation once more, with nothing changed but the time of the list that names it.</summary>
    public static bool IsRepeat(SensorState state, SensorReading reading) =>
        reading.ReportedTime is not null && reading.Time == state.LastReading && reading.Quality == state.Quality && reading.Value == state.Heard
        && (reading.Thresholds is null || reading.Thresholds.Equals(state.SentThresholds));

    /// <summary>What every rule may know of a reading that is not older than the newest: a new state, seen by nobody else.</summary>
    public static SensorState Take(SensorState state, SensorReading reading, SensorType type, WaterSettings settings)
    {
        bool good = IsGood(reading);
        bool valued = good && !IsFrozen(reading, settings);
        return state with
        {
            LastReading = reading.Time,
            Municipality = reading.Municipality.Length > 0 ? reading.Municipality : state.Municipality,
            Type = type,
            Unit = reading.Unit,
            Quality = reading.Quality,
            Heard = reading.ReportedTime is null ? null : reading.Value,
            SentThresholds = good && reading.Thresholds is { } sent ? sent : state.SentThresholds,
            Value = valued ? reading.Value : state.Value,
            ValueTime = valued ? reading.Time : state.ValueTime,
        };
    }

    /// <summary>The reading's point with its value; null when it has none.</summary>
    public static PointDraft? Draft(SensorType type, SensorReading reading, SensorStep step)
    {
        if (reading.Quality is Quality.Missing or Quality.Absent)
        {
            return null;
        }

        (string measurement, string field) = PointOf(type);
        PointDraft draft = step.Draft(measurement);
        draft.Add(field, reading.Value);
        if (type == SensorType.Scalar)
        {
            draft.Add(Names.Unit, reading.Unit);
        }

        return draft;
    }

    /// <summary>The present numbers.</summary>
    public static IReadOnlyList<ResultField> Fields(SensorState state, StageThresholds? thresholds)
    {
        if (state.Value is not { } value || state.Crowd is { Doubted: true })
        {
            return [];
        }

        ResultField number = new(PointOf(state.Type).Field, value);
        return SensorStage.IsWater(state.Type) && thresholds is { Stages.Count: > 0 }
            ? [number, new ResultField(Names.StageLevel, StageRule.Shown(StageRule.Raw(thresholds, value)?.Level ?? 0))]
            : [number];
    }

    private static (string Measurement, string Field) PointOf(SensorType type) => type switch
    {
        SensorType.Rain => (Measurements.Rain, Names.RainMmPerH),
        SensorType.People => (Measurements.People, Names.PeopleCount),
        SensorType.Scalar => (Measurements.Scalar, Names.Value),
        _ => (Measurements.WaterLevel, Names.LevelM),
    };
}
