using System.Globalization;
using System.Text.Json;
using Realtime.Domain;

namespace Realtime.Streams.Codec;

/// <summary><c>family</c> in the registry: how the people around a household are told. Names and addresses are in <c>sealed</c> only.</summary>
internal static class FamilySettingsRecord
{
    public static FamilySettings? Read(Settings settings)
    {
        var defaults = new FamilySettings();
        TimeOnly? from = settings.Clock("quiet_from");
        TimeOnly? until = settings.Clock("quiet_until");
        if ((from is null) != (until is null))
        {
            settings.Fail(from is null ? "quiet_from" : "quiet_until", "is missing: quiet hours need both ends");
        }

        string? language = settings.Text("language");
        if (language is not (null or "ja" or "en"))
        {
            settings.Fail("language", "has to be ja or en");
        }

        return new FamilySettings
        {
            ContactWaits = [.. settings.List("contacts", Limits.FamilyContactsMax, ReadWait).Select(wait => wait.Wait)],
            MunicipalityWait = settings.Seconds("municipality_wait_s", zero: true) ?? defaults.MunicipalityWait,
            AskResident = settings.Flag("ask_resident") ?? false,
            QuietFrom = from,
            QuietUntil = until,
            UtcOffset = settings.UtcOffset("utc_offset_min") ?? defaults.UtcOffset,
            UnseenAfter = settings.Seconds("unseen_after_s") ?? defaults.UnseenAfter,
            DailyAt = settings.Clock("daily_at"),
            Language = language ?? defaults.Language,
            Sealed = settings.Opaque("sealed") ?? "",
        };
    }

    public static void Write(Utf8JsonWriter json, FamilySettings? settings)
    {
        if (settings is null)
        {
            return;
        }

        json.WriteStartObject(FieldNames.Of(Field.Family));
        json.WriteStartArray("contacts"u8);
        foreach (TimeSpan wait in settings.ContactWaits)
        {
            json.WriteStartObject();
            json.WriteNumber("wait_s"u8, wait.TotalSeconds);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("municipality_wait_s"u8, settings.MunicipalityWait.TotalSeconds);
        json.WriteBoolean("ask_resident"u8, settings.AskResident);
        WriteClock(json, "quiet_from", settings.QuietFrom);
        WriteClock(json, "quiet_until", settings.QuietUntil);
        json.WriteNumber("utc_offset_min"u8, (int)settings.UtcOffset.TotalMinutes);
        json.WriteNumber("unseen_after_s"u8, settings.UnseenAfter.TotalSeconds);
        WriteClock(json, "daily_at", settings.DailyAt);
        json.WriteString("language"u8, settings.Language);
        if (settings.Sealed.Length > 0)
        {
            json.WriteString("sealed"u8, settings.Sealed);
        }

        json.WriteEndObject();
    }

    private static ContactWait? ReadWait(Settings contact) =>
        contact.Seconds("wait_s", zero: true) is { } wait ? new ContactWait(wait) : Missing(contact);

    private static ContactWait? Missing(Settings contact)
    {
        contact.Fail("wait_s", "is missing: 0 tells the contact at once");
        return null;
    }

    private static void WriteClock(Utf8JsonWriter json, string name, TimeOnly? clock)
    {
        if (clock is { } time)
        {
            json.WriteString(name, time.ToString("HH:mm", CultureInfo.InvariantCulture));
        }
    }

    private sealed record ContactWait(TimeSpan Wait);
}
