using System.Globalization;
using System.Text.Json;
using Realtime.Domain;

namespace Realtime.Streams.Codec;

/// <summary><c>household</c> in the registry: daily window, declared absences, learned rhythm.</summary>
internal static class HouseholdSettingsRecord
{
    public static HouseholdSettings? Read(Settings settings)
    {
        TimeOnly? start = settings.Clock("day_start");
        bool learn = settings.Flag("learn_rhythm") ?? false;
        TimeSpan? offset = settings.UtcOffset("utc_offset_min");
        if (offset is null && (start is not null || learn))
        {
            settings.Fail("utc_offset_min", "is missing; 540 is Japan's");
        }

        return new HouseholdSettings
        {
            UtcOffset = offset ?? new HouseholdSettings().UtcOffset,
            DayStart = start,
            LearnRhythm = learn,
            Absences = settings.List("absences", Limits.AbsencesMax, ReadAbsence),
        };
    }

    public static void Write(Utf8JsonWriter json, HouseholdSettings? settings)
    {
        if (settings is null)
        {
            return;
        }

        json.WriteStartObject(FieldNames.Of(Field.Household));
        json.WriteNumber("utc_offset_min"u8, (int)settings.UtcOffset.TotalMinutes);
        if (settings.DayStart is { } start)
        {
            json.WriteString("day_start"u8, start.ToString("HH:mm", CultureInfo.InvariantCulture));
        }

        if (settings.LearnRhythm)
        {
            json.WriteBoolean("learn_rhythm"u8, true);
        }

        if (settings.Absences.Count > 0)
        {
            json.WriteStartArray("absences"u8);
            foreach (Absence absence in settings.Absences)
            {
                json.WriteStartObject();
                json.WriteTime("from"u8, absence.From);
                json.WriteTime("until"u8, absence.Until);
                if (absence.By.Length > 0)
                {
                    json.WriteString("by"u8, absence.By);
                }

                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static Absence? ReadAbsence(Settings settings)
    {
        if (settings.Time("from") is not { } from || settings.Time("until") is not { } until)
        {
            settings.Fail("from", "and until are needed: an absence without an end could silence a household for good");
            return null;
        }

        if (until <= from)
        {
            settings.Fail("until", "has to be after from");
        }

        return new Absence(from, until, settings.Text("by") ?? "");
    }
}
