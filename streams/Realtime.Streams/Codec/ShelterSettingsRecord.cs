using System.Text.Json;
using Realtime.Domain;

namespace Realtime.Streams.Codec;

/// <summary><c>shelter</c> in the registry: area, designation per hazard, and when supplies are short.</summary>
internal static class ShelterSettingsRecord
{
    private const double AreaMaxM2 = 10_000_000;
    private const double HoursMax = 10 * 366 * 24.0;

    private static readonly string[] Fitness = ["fit", "conditional", "unfit"];

    public static ShelterSettings Read(Settings settings)
    {
        var read = new ShelterSettings
        {
            AreaM2 = settings.Number("area_m2", 0, AreaMaxM2),
            SuppliesAlert = settings.Number("supplies_alert_h", 0, HoursMax) is { } hours ? TimeSpan.FromTicks((long)(hours * TimeSpan.TicksPerHour)) : null,
            Uses = settings.List("supplies", Limits.SuppliesPerShelterMax, ReadUse),
        };
        return settings.Object("hazards", hazards => Designated(hazards, read)) ?? read;
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

        WriteHazards(json, settings);
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

    private static ShelterSettings Designated(Settings hazards, ShelterSettings settings)
    {
        ShelterSettings read = settings;
        foreach (string name in hazards.Names())
        {
            if (HazardTypes.Find(name) is not { } type)
            {
                hazards.Fail(name, $"is no hazard; hazards are {string.Join(", ", HazardTypes.All.Select(known => known.Name))}");
                continue;
            }

            switch (Array.IndexOf(Fitness, hazards.Text(name)))
            {
                case 0:
                    read = read with { Fit = read.Fit | type.Hazard };
                    break;
                case 1:
                    read = read with { Conditional = read.Conditional | type.Hazard };
                    break;
                case 2:
                    read = read with { Unfit = read.Unfit | type.Hazard };
                    break;
                default:
                    hazards.Fail(name, $"has to be {string.Join(", ", Fitness[..2])} or {Fitness[2]}");
                    break;
            }
        }

        return read;
    }

    private static void WriteHazards(Utf8JsonWriter json, ShelterSettings settings)
    {
        if ((settings.Fit | settings.Conditional | settings.Unfit) == Hazards.None)
        {
            return;
        }

        json.WriteStartObject("hazards"u8);
        foreach (HazardType type in HazardTypes.All)
        {
            int fitness = settings.Unfit.HasFlag(type.Hazard) ? 2 : settings.Conditional.HasFlag(type.Hazard) ? 1 : settings.Fit.HasFlag(type.Hazard) ? 0 : -1;
            if (fitness >= 0)
            {
                json.WriteString(type.Name, Fitness[fitness]);
            }
        }

        json.WriteEndObject();
    }
}
