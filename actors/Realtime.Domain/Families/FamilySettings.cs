namespace Realtime.Domain;

/// <summary>
/// How the people around a household are told: the ladder, without anything that names a person. Names and addresses stand in
/// <see cref="Sealed"/> only.
/// Source: own proposal from the practice of Japanese watch-over services: ask the resident first, then the family in order, then the
/// municipality; a reassurance on request.
/// </summary>
public sealed record FamilySettings
{
    /// <summary>For each contact, in order: how long after the step before it (the question to the resident, or the alert) the contact is told.</summary>
    public IReadOnlyList<TimeSpan> ContactWaits { get; init; } = [];

    /// <summary>How long after the last contact the municipality is told. Default 4 h.</summary>
    public TimeSpan MunicipalityWait { get; init; } = TimeSpan.FromHours(4);

    /// <summary>Whether the resident is asked on the TV before anybody else is told.</summary>
    public bool AskResident { get; init; }

    /// <summary>Local time from which contacts are left in peace; null = never. Delays, never swallows; the municipality is told at any hour.</summary>
    public TimeOnly? QuietFrom { get; init; }

    /// <summary>Local time at which contacts may be told again.</summary>
    public TimeOnly? QuietUntil { get; init; }

    /// <summary>Local time less UTC.</summary>
    public TimeSpan UtcOffset { get; init; } = TimeSpan.FromHours(9);

    /// <summary>The set cannot be seen for this long: the first contact is told that, and only that. Default 3 h.</summary>
    public TimeSpan UnseenAfter { get; init; } = TimeSpan.FromHours(3);

    /// <summary>Local time of a daily word that all is as usual; null = none.</summary>
    public TimeOnly? DailyAt { get; init; }

    /// <summary>Language of what the resident reads: <c>ja</c> or <c>en</c>.</summary>
    public string Language { get; init; } = "ja";

    /// <summary>Consent, names and addresses, encrypted under the household's own key; opaque here. Forgetting the key erases them everywhere.</summary>
    public string Sealed { get; init; } = "";

    /// <summary>The earliest time from <paramref name="time"/> on that is not in the quiet hours.</summary>
    public DateTimeOffset AfterQuiet(DateTimeOffset time)
    {
        if (QuietFrom is not { } from || QuietUntil is not { } until || from == until)
        {
            return time;
        }

        DateTimeOffset local = time.ToOffset(UtcOffset);
        var clock = TimeOnly.FromTimeSpan(local.TimeOfDay);
        if (!clock.IsBetween(from, until))
        {
            return time;
        }

        DateTimeOffset end = new(local.Date + until.ToTimeSpan(), UtcOffset);
        return end > local ? end : end.AddDays(1);
    }

    /// <summary>Equal by content.</summary>
    public bool Equals(FamilySettings? other) =>
        other is not null
        && (MunicipalityWait, AskResident, QuietFrom, QuietUntil) == (other.MunicipalityWait, other.AskResident, other.QuietFrom, other.QuietUntil)
        && (UtcOffset, UnseenAfter, DailyAt, Language, Sealed) == (other.UtcOffset, other.UnseenAfter, other.DailyAt, other.Language, other.Sealed)
        && ContactWaits.SequenceEqual(other.ContactWaits);

    public override int GetHashCode() => HashCode.Combine(MunicipalityWait, AskResident, Sealed, ContactWaits.Count);
}
