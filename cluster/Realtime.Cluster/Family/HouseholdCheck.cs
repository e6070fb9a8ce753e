using MimeKit;
using Realtime.Domain;

namespace Realtime.Cluster.Family;

/// <summary>Checks a registration and parts what names people from what does not. The first fault is one sentence.</summary>
public sealed class HouseholdCheck(IReadOnlySet<string> ways, WebhookGuard guard)
{
    private const int NameLengthMax = 100;
    private const int TextLengthMax = 300;

    /// <summary>Shortest and longest registered time without viewing. Six hours to three days is sensible; minutes are for trying it out.</summary>
    private static readonly (TimeSpan Least, TimeSpan Most) _noViewing = (TimeSpan.FromSeconds(30), TimeSpan.FromDays(7));

    /// <summary>The registration without a name in it, and the people; or the fault.</summary>
    public (Registration? Registration, HouseholdPeople? People, string Fault) Read(string id, HouseholdRequest request)
    {
        string fault = Fault(id, request);
        if (fault.Length > 0)
        {
            return (null, null, fault);
        }

        TimeSpan offset = TimeSpan.FromMinutes(request.UtcOffsetMin ?? 540);
        var defaults = new FamilySettings();
        Registration registration = new()
        {
            Key = new ThingKey(ThingKind.Household, id),
            Municipality = request.Municipality!.Trim(),
            Area = request.Area,
            Source = request.Source,
            NoViewingLimit = request.NoViewingHours is { } hours ? TimeSpan.FromHours(hours) : null,
            DeviceSilentLimit = TimeSpan.FromMinutes(request.DeviceSilentMinutes ?? 10),
            ViewingPowerW = request.ViewingPowerW ?? 20,
            Household = new HouseholdSettings { UtcOffset = offset, DayStart = request.DayStart, LearnRhythm = request.LearnRhythm },
            Family = new FamilySettings
            {
                ContactWaits = [.. request.Contacts!.Select(contact => TimeSpan.FromMinutes(contact.WaitMinutes))],
                MunicipalityWait = request.MunicipalityWaitMinutes is { } minutes ? TimeSpan.FromMinutes(minutes) : defaults.MunicipalityWait,
                AskResident = request.AskResident,
                QuietFrom = request.QuietFrom,
                QuietUntil = request.QuietUntil,
                UtcOffset = offset,
                UnseenAfter = request.UnseenHours is { } unseen ? TimeSpan.FromHours(unseen) : defaults.UnseenAfter,
                DailyAt = request.DailyAt,
                Language = request.Language ?? "ja",
            },
        };
        HouseholdPeople people = new(
            request.Resident!.Trim(),
            new Consent(request.Consent!.By!.Trim(), request.Consent.At!.Value, request.Consent.For!.Trim()),
            [.. request.Contacts!.Select(contact => new FamilyContact(contact.Name!.Trim(), contact.Mail, contact.Webhook, contact.Line, contact.Language ?? request.Language ?? "ja"))]);
        return (registration, people, "");
    }

    private string Fault(string id, HouseholdRequest request) =>
        !IsPseudonym(id) ? "The id has 3 to 64 lower-case letters, digits and hyphens. Choose one that says nothing of the people; it stands in logs and series."
        : !IsText(request.Municipality, TextLengthMax) ? "municipality is required."
        : request.Area is not null && !IsText(request.Area, TextLengthMax) ? "area has at most 300 characters."
        : !IsText(request.Source, TextLengthMax) ? "source is required: the channel that delivers the readings and vouches for them."
        : request.NoViewingHours is null && request.DayStart is null ? "no_viewing_hours or day_start is required (or both)."
        : request.NoViewingHours is { } hours && !(hours >= _noViewing.Least.TotalHours && hours <= _noViewing.Most.TotalHours) ? "no_viewing_hours is from half a minute to 168 hours."
        : !Between(request.DeviceSilentMinutes, 0.05, 1440) || !Between(request.ViewingPowerW, 0, 5000) ? "device_silent_minutes is up to 1440, viewing_power_w up to 5000."
        : !IsText(request.Resident, NameLengthMax) ? "resident is required: how the resident is called in letters."
        : !IsText(request.Consent?.By, NameLengthMax) || !IsText(request.Consent?.For, TextLengthMax) || request.Consent?.At is null
            ? "consent is required: {\"by\", \"at\", \"for\"}. Nobody is watched over who has not agreed."
        : (request.QuietFrom is null) != (request.QuietUntil is null) ? "quiet_from and quiet_until belong together."
        : !Between(request.MunicipalityWaitMinutes, 0, 10_080) || !Between(request.UnseenHours, 0.005, 168) || !Between(request.UtcOffsetMin, -840, 840)
            ? "municipality_wait_minutes is up to 10080, unseen_hours from 0.005 to 168, utc_offset_min from -840 to 840."
        : request.Language is not (null or "ja" or "en") ? "language is ja or en."
        : request.Contacts is not { Count: > 0 and <= Limits.FamilyContactsMax } ? $"contacts names 1 to {Limits.FamilyContactsMax} people, in the order in which they are told."
        : request.Contacts.Select(Fault).FirstOrDefault(one => one.Length > 0) ?? "";

    private string Fault(ContactRequest contact) =>
        !IsText(contact.Name, NameLengthMax) ? "A contact needs a name."
        : contact.Language is not (null or "ja" or "en") ? "A contact's language is ja or en."
        : !Between(contact.WaitMinutes, 0, 10_080) ? "wait_minutes is up to 10080."
        : new[] { contact.Mail, contact.Webhook, contact.Line }.Count(way => way is not null) != 1 ? "A contact has exactly one of mail, webhook and line."
        : contact.Mail is { } mail && !(IsText(mail, TextLengthMax) && MailboxAddress.TryParse(mail, out MailboxAddress? box) && box.Address == mail && mail.Contains('@', StringComparison.Ordinal)) ? "A contact's mail is an address such as taro@example.org."
        : contact.Webhook is { } hook && !IsWebhook(hook) ? "A contact's webhook is an https address without a user name, outside this network (Family:WebhookNetworks names what may be reached inside)."
        : contact.Line is not null && !ways.Contains("line") ? "This city has no way to reach a contact by LINE."
        : "";

    private static bool IsPseudonym(string id) => id.Length is >= 3 and <= 64 && id.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-');

    private static bool IsText(string? text, int longest) => text?.Trim() is { Length: > 0 } trimmed && trimmed.Length <= longest && !text.Any(char.IsControl);

    private static bool Between(double? value, double least, double most) => value is null || (value >= least && value <= most);

    private bool IsWebhook(string address) => address.Length <= TextLengthMax * 2 && Uri.TryCreate(address, UriKind.Absolute, out Uri? uri) && guard.Allows(uri);
}
