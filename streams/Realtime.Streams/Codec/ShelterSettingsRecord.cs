using System.Text.Json;
using Realtime.Domain;

namespace Realtime.Streams.Codec;

/// <summary><c>shelter</c> in the registry: area, designation per hazard, and when supplies are short.</summary>
internal static class ShelterSettingsRecord
{
    private const double AreaMaxM2 = 10_000_000;
    private const double HoursMax = 10 * 366 * 24.0;

    public static ShelterSettings Read(Settings settings)
    {
        var read = new ShelterSettings
        {
            AreaM2 = settings.Number("area_m2", 0, AreaMaxM2),
            Fit = ReadHazards(settings, "hazards_fit"),
            Conditional = ReadHazards(settings, "hazards_conditional"),
            Unfit = ReadHazards(settings, "hazards_unfit"),
            SuppliesAlert = settings.Number("supplies_alert_h", 0, HoursMax) is { } hours ? TimeSpan.FromTicks((long)(hours * TimeSpan.TicksPerHour)) : null,
            Uses = settings.List("supplies", Limits.SuppliesPerShelterMax, ReadUse),
        };
        if (((read.Fit | read.Conditional) & read.Unfit) != Hazards.None || (read.Fit & read.Conditional) != Hazards.None)
        {
            settings.Fail("hazards_unfit", "names a hazard that another of the three lists names too");
        }

        return read;
    }

    public static void Write(Utf8JsonWriter json, ShelterSettings? settings)
    {
        if (settings is null)
        {
            return;
        }

        json.WriteStartObject(FieldNames.Of(Field.Shelter));
        if (settings.AreaM2 is { } area)
        {
            json.WriteNumber("area_m2"u8, area);
        }

        WriteHazards(json, "hazards_fit", settings.Fit);
        WriteHazards(json, "hazards_conditional", settings.Conditional);
        WriteHazards(json, "hazards_unfit", settings.Unfit);
        if (settings.SuppliesAlert is { } limit)
        {
            json.WriteNumber("supplies_alert_h"u8, limit.TotalHours);
        }

        if (settings.Uses.Count > 0)
        {
            json.WriteStartArray("supplies"u8);
            foreach (SupplyUse use in settings.Uses)
            {
                json.WriteStartObject();
                json.WriteString("item"u8, use.Item);
                json.WriteNumber("per_person_per_day"u8, use.PerPersonPerDay);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static SupplyUse? ReadUse(Settings settings)
    {
        if (settings.Text("item") is { Length: > 0 } item && settings.Number("per_person_per_day", 0, 1_000_000) is { } use)
        {
            return new SupplyUse(item, use);
        }

        settings.Fail("item", "and per_person_per_day are needed");
        return null;
    }

    private static Hazards ReadHazards(Settings settings, string name)
    {
        Hazards hazards = Hazards.None;
        foreach (string hazard in settings.Texts(name, HazardTypes.All.Count) ?? [])
        {
            if (HazardTypes.Find(hazard) is { } type)
            {
                hazards |= type.Hazard;
            }
            else
            {
                settings.Fail(name, $"names {hazard}; hazards are {string.Join(", ", HazardTypes.All.Select(known => known.Name))}");
            }
        }

        return hazards;
    }

    private static void WriteHazards(Utf8JsonWriter json, string name, Hazards hazards)
    {
        if (hazards == Hazards.None)
        {
            return;
        }

        json.WriteStartArray(name);
        foreach (string hazard in HazardTypes.Names(hazards))
        {
            json.WriteStringValue(hazard);
        }

        json.WriteEndArray();
    }
}
