using System.Text.Json;
using Realtime.Domain;

namespace Realtime.Streams.Codec;

/// <summary><c>rain</c> in the registry: <c>{"alert_from_mm_per_h": 50, "event_ends_after_s": 21600}</c>; what is left out has its default.</summary>
internal static class RainRecord
{
    /// <summary>Reads the field; null when it is absent or faulty.</summary>
    public static RainSettings? Read(ref FieldBag bag)
    {
        if (!bag.Is(Field.Rain, JsonTokenType.StartObject, "an object with the settings of a rain gauge"))
        {
            return null;
        }

        FieldBag inner = FieldBag.Scan(bag.Raw(Field.Rain));
        RainSettings settings = new()
        {
            AlertFromMmPerH = inner.Number(Field.AlertFromMmPerH, min: 0) ?? RainSettings.Default.AlertFromMmPerH,
            EventEndsAfter = inner.Seconds(Field.EventEndsAfterS) ?? RainSettings.Default.EventEndsAfter,
        };
        if (inner.Fault is { } reason)
        {
            bag.Fail(reason, "rain: " + inner.Detail);
            return null;
        }

        return settings;
    }

    public static void Write(Utf8JsonWriter json, RainSettings? settings)
    {
        if (settings is null)
        {
            return;
        }

        json.WriteStartObject(FieldNames.Of(Field.Rain));
        json.WriteNumber(Field.AlertFromMmPerH, settings.AlertFromMmPerH);
        json.WriteSeconds(Field.EventEndsAfterS, settings.EventEndsAfter);
        json.WriteEndObject();
    }
}
