using System.Text.Json;
using Realtime.Domain;

namespace Realtime.Streams.Codec;

/// <summary><c>anomaly</c>: <c>{"smallest_change": 0.5, "for_family": true}</c>; both may be left out, an empty object switches the rule on.</summary>
internal static class AnomalyRecord
{
    /// <summary>Reads the field; null when it is absent or faulty.</summary>
    public static AnomalySettings? Read(ref FieldBag bag)
    {
        if (!bag.Is(Field.Anomaly, JsonTokenType.StartObject, "an object with smallest_change and for_family"))
        {
            return null;
        }

        FieldBag inner = FieldBag.Scan(bag.Raw(Field.Anomaly));
        double? smallest = inner.Number(Field.SmallestChange, min: 0);
        bool? forFamily = inner.Flag(Field.ForFamily);
        if (inner.Fault is { } reason)
        {
            bag.Fail(reason, "anomaly: " + inner.Detail);
            return null;
        }

        return new AnomalySettings { SmallestChange = smallest ?? 0, ForFamily = forFamily ?? false };
    }

    public static void Write(Utf8JsonWriter json, AnomalySettings? settings)
    {
        if (settings is null)
        {
            return;
        }

        json.WriteStartObject(FieldNames.Of(Field.Anomaly));
        json.WriteNumber(Field.SmallestChange, settings.SmallestChange == 0 ? null : settings.SmallestChange);
        json.WriteTrue(Field.ForFamily, settings.ForFamily);
        json.WriteEndObject();
    }
}
