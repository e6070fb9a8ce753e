using System.Text.Json;
using Realtime.Domain;

namespace Realtime.Streams.Codec;

/// <summary><c>thresholds</c>: <c>{"dead_band": 0.1, "release_level": 2, "stages": [{"level": 2, "value": 7.0, "name": "ALERT"}, ...]}</c>, in the sensor's unit.</summary>
internal static class ThresholdsRecord
{
    private const int LevelMin = 1;
    private const int LevelMax = 5;

    /// <summary>Reads the field; null when it is absent or faulty.</summary>
    public static StageThresholds? Read(ref FieldBag bag)
    {
        if (!bag.Is(Field.Thresholds, JsonTokenType.StartObject, "an object with dead_band and stages"))
        {
            return null;
        }

        FieldBag inner = FieldBag.Scan(bag.Raw(Field.Thresholds));
        double? deadBand = inner.Number(Field.DeadBand, min: 0);
        int release = inner.Count(Field.ReleaseLevel) ?? 0;
        List<StageThreshold> stages = ReadStages(ref inner);
        if (deadBand is null)
        {
            inner.Fail(RejectReason.MissingField, "dead_band is missing");
        }

        for (int i = 1; i < stages.Count; i++)
        {
            if (stages[i].Value <= stages[i - 1].Value || stages[i].Level < stages[i - 1].Level)
            {
                inner.Fail(RejectReason.BadValue, "stages have to rise in value and must not fall in level");
            }
        }

        if (inner.Fault is { } reason)
        {
            bag.Fail(reason, "thresholds: " + inner.Detail);
            return null;
        }

        return new StageThresholds(stages, deadBand!.Value, release);
    }

    public static void Write(Utf8JsonWriter json, StageThresholds? thresholds)
    {
        if (thresholds is null)
        {
            return;
        }

        json.WriteStartObject(FieldNames.Of(Field.Thresholds));
        json.WriteNumber(Field.DeadBand, thresholds.DeadBand);
        json.WriteNumber(Field.ReleaseLevel, thresholds.ReleaseLevel == 0 ? null : thresholds.ReleaseLevel);
        json.WriteStartArray(FieldNames.Of(Field.Stages));
        foreach (StageThreshold stage in thresholds.Stages)
        {
            json.WriteStartObject();
            json.WriteNumber(Field.Level, stage.Level);
            json.WriteNumber(Field.Value, stage.Value);
            json.WriteText(Field.Name, stage.Name);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static List<StageThreshold> ReadStages(ref FieldBag bag)
    {
        var stages = new List<StageThreshold>(4);
        if (!bag.Is(Field.Stages, JsonTokenType.StartArray, "a list of stages"))
        {
            bag.Fail(RejectReason.MissingField, "stages is missing");
            return stages;
        }

        ReadOnlySpan<byte> array = bag.Raw(Field.Stages);
        var elements = new ArrayElements(array);
        while (elements.MoveNext())
        {
            FieldBag stage = FieldBag.Scan(elements.Current);
            double? level = stage.Number(Field.Level, LevelMin, LevelMax);
            double? value = stage.Number(Field.Value);
            string name = stage.Text(Field.Name) ?? "";
            if (stage.Fault is not null || level is null || value is null || level != Math.Floor(level.Value))
            {
                bag.Fail(RejectReason.BadValue, stage.Fault is null ? "a stage needs a whole level from 1 to 5 and a value" : "a stage's " + stage.Detail);
                break;
            }

            stages.Add(new StageThreshold((int)level.Value, value.Value, name));
        }

        return stages;
    }
}
