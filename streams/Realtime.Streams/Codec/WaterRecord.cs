using System.Text.Json;
using Realtime.Domain;

namespace Realtime.Streams.Codec;

/// <summary>
/// <c>water</c> in the registry: <c>{"datum": "T.P.", "confirm": true, "rise_max_m_per_10min": 1.5, "recent_limit_s": 7200,
/// "frozen_limit_s": 7200, "absent_clears_below_level": 3, "quiet_silence_limit_s": 93600}</c>; what is left out has its default.
/// </summary>
internal static class WaterRecord
{
    /// <summary>Reads the field; null when it is absent or faulty.</summary>
    public static WaterSettings? Read(ref FieldBag bag)
    {
        if (!bag.Is(Field.Water, JsonTokenType.StartObject, "an object with the settings of a water gauge"))
        {
            return null;
        }

        FieldBag inner = FieldBag.Scan(bag.Raw(Field.Water));
        WaterSettings defaults = WaterSettings.Default;
        WaterSettings settings = new()
        {
            Datum = inner.Name(Field.Datum),
            Confirm = inner.Flag(Field.Confirm) ?? defaults.Confirm,
            RiseMaxM = inner.Number(Field.RiseMaxMPer10min, min: 0) ?? defaults.RiseMaxM,
            RecentLimit = inner.Seconds(Field.RecentLimitS) ?? defaults.RecentLimit,
            FrozenLimit = inner.Seconds(Field.FrozenLimitS) ?? defaults.FrozenLimit,
            AbsentClearsBelow = inner.Count(Field.AbsentClearsBelowLevel) ?? defaults.AbsentClearsBelow,
            QuietSilenceLimit = inner.Seconds(Field.QuietSilenceLimitS),
        };
        if (inner.Fault is { } reason)
        {
            bag.Fail(reason, "water: " + inner.Detail);
            return null;
        }

        return settings;
    }

    public static void Write(Utf8JsonWriter json, WaterSettings? settings)
    {
        if (settings is null)
        {
            return;
        }

        json.WriteStartObject(FieldNames.Of(Field.Water));
        json.WriteText(Field.Datum, settings.Datum);
        json.WriteFlag(Field.Confirm, settings.Confirm);
        json.WriteNumber(Field.RiseMaxMPer10min, settings.RiseMaxM);
        json.WriteSeconds(Field.RecentLimitS, settings.RecentLimit);
        json.WriteSeconds(Field.FrozenLimitS, settings.FrozenLimit);
        json.WriteNumber(Field.AbsentClearsBelowLevel, settings.AbsentClearsBelow);
        json.WriteSeconds(Field.QuietSilenceLimitS, settings.QuietSilenceLimit);
        json.WriteEndObject();
    }
}
