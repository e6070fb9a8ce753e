using System.Globalization;
using System.Text.Json;
using Realtime.Domain;

namespace Realtime.Streams.Codec;

/// <summary><c>vehicle</c> in the registry: type, hours of duty, depot, corridor, geofences and limits of a vehicle.</summary>
internal static class VehicleSettingsRecord
{
    private static readonly string[] DayNames = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

    public static VehicleSettings Read(Settings settings) => new()
    {
        Type = settings.Text("type") ?? "",
        LostContactLimit = settings.Seconds("lost_contact_limit_s"),
        Duty = settings.Object("duty", ReadDuty),
        Depot = settings.Object("depot", ZoneRecord.ReadDepot),
        Corridor = settings.Object("corridor", ZoneRecord.ReadCorridor),
        Geofences = Distinct(settings, settings.List("geofences", Limits.GeofencesPerVehicleMax, ZoneRecord.ReadGeofence)),
        BatteryLowPercent = settings.Number("battery_low_percent", 0, 100),
        AltitudeMaxM = settings.Number("altitude_max_m", 0, 50_000),
    };

    public static void Write(Utf8JsonWriter json, VehicleSettings? settings)
    {
        if (settings is null)
        {
            return;
        }

        json.WriteStartObject(FieldNames.Of(Field.Vehicle));
        json.WriteText(Field.Type, settings.Type);
        WriteNumber(json, "lost_contact_limit_s", settings.LostContactLimit?.TotalSeconds);
        WriteDuty(json, settings.Duty);
        if (settings.Depot is { } depot)
        {
            ZoneRecord.Write(json, depot, "depot");
        }

        if (settings.Corridor is { } corridor)
        {
            ZoneRecord.Write(json, corridor, "corridor");
        }

        if (settings.Geofences.Count > 0)
        {
            json.WriteStartArray("geofences"u8);
            foreach (Zone zone in settings.Geofences)
            {
                ZoneRecord.Write(json, zone, null);
            }

            json.WriteEndArray();
        }

        WriteNumber(json, "battery_low_percent", settings.BatteryLowPercent);
        WriteNumber(json, "altitude_max_m", settings.AltitudeMaxM);
        json.WriteEndObject();
    }

    private static DutyTimes? ReadDuty(Settings settings)
    {
        IReadOnlyList<DutyTime> times = settings.List("times", Limits.DutyTimesMax, ReadTime);
        if (settings.UtcOffset("utc_offset_min") is { } offset)
        {
            return new DutyTimes(offset, times);
        }

        settings.Fail("utc_offset_min", "is missing; 540 is Japan's");
        return null;
    }

    private static DutyTime? ReadTime(Settings settings)
    {
        WeekDays days = settings.Has("days") ? WeekDays.None : WeekDays.Every;
        foreach (string name in settings.Texts("days", DayNames.Length) ?? [])
        {
            int day = Array.IndexOf(DayNames, name);
            if (day < 0)
            {
                settings.Fail("days", $"names {name}; days are {string.Join(", ", DayNames)}");
                return null;
            }

            days |= (WeekDays)(1 << day);
        }

        if (settings.Clock("from") is { } from && settings.Clock("until") is { } until)
        {
            return new DutyTime(days, from, until);
        }

        settings.Fail("from", "and until are needed");
        return null;
    }

    private static void WriteDuty(Utf8JsonWriter json, DutyTimes? duty)
    {
        if (duty is null)
        {
            return;
        }

        json.WriteStartObject("duty"u8);
        json.WriteNumber("utc_offset_min"u8, (int)duty.UtcOffset.TotalMinutes);
        json.WriteStartArray("times"u8);
        foreach (DutyTime time in duty.Times)
        {
            json.WriteStartObject();
            if (time.Days != WeekDays.Every)
            {
                json.WriteStartArray("days"u8);
                foreach (string name in DayNames.Where((_, day) => time.Days.HasFlag((WeekDays)(1 << day))))
                {
                    json.WriteStringValue(name);
                }

                json.WriteEndArray();
            }

            json.WriteString("from"u8, time.From.ToString("HH:mm", CultureInfo.InvariantCulture));
            json.WriteString("until"u8, time.Until.ToString("HH:mm", CultureInfo.InvariantCulture));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>A zone is known by its name: two of one name could not be told apart.</summary>
    private static IReadOnlyList<Zone> Distinct(Settings settings, IReadOnlyList<Zone> zones)
    {
        if (zones.DistinctBy(zone => zone.Name).Count() != zones.Count)
        {
            settings.Fail("geofences", "names a zone twice");
        }

        return zones;
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
    }
}
