using System.Text.Json;
using Realtime.Domain;

namespace Realtime.Streams.Codec;

/// <summary><c>hazard</c> in the registry: <c>{"type": "flood", "from_level": 3, "shelters": ["20", "21"]}</c>, all of them needed.</summary>
internal static class HazardRecord
{
    public static HazardSettings? Read(Settings settings)
    {
        HazardType? type = settings.Text("type") is { } name ? HazardTypes.Find(name) : null;
        if (type is null)
        {
            settings.Fail("type", $"has to be one of {string.Join(", ", HazardTypes.All.Select(known => known.Name))}");
            return null;
        }

        if (settings.Number("from_level", 1, 5) is not { } level || level != Math.Floor(level))
        {
            settings.Fail("from_level", "has to be a level from 1 to 5");
            return null;
        }

        string[] shelters = [.. (settings.Texts("shelters", Limits.SheltersPerStationMax) ?? []).Distinct()];
        if (shelters.Length > 0 && shelters.All(id => id.Trim().Length > 0 && id.Length <= Limits.ThingIdLengthMax))
        {
            return new HazardSettings(type.Hazard, (int)level, shelters);
        }

        settings.Fail("shelters", $"has to be a list of ids of at most {Limits.ThingIdLengthMax} characters");
        return null;
    }

    public static void Write(Utf8JsonWriter json, HazardSettings? settings)
    {
        if (settings is null)
        {
            return;
        }

        json.WriteStartObject(FieldNames.Of(Field.Hazard));
        json.WriteString("type"u8, HazardTypes.Names(settings.Hazard).First());
        json.WriteNumber("from_level"u8, settings.FromLevel);
        json.WriteStartArray("shelters"u8);
        foreach (string shelter in settings.Shelters)
        {
            json.WriteStringValue(shelter);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
