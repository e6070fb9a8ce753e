using System.Text.Json;
using System.Text.Json.Serialization;

namespace Realtime.Cluster.Family;

/// <summary>A household as the municipality registers it (docs/families.md). Times of waits are minutes or hours, as people say them.</summary>
public sealed record HouseholdRequest
{
    public string? Municipality { get; init; }

    /// <summary>District, for lists and gathered mails; never an address.</summary>
    public string? Area { get; init; }

    /// <summary>The channel that delivers the readings; without it no silence can be noticed.</summary>
    public string? Source { get; init; }

    public double? NoViewingHours { get; init; }

    public TimeOnly? DayStart { get; init; }

    public bool LearnRhythm { get; init; }

    public double? DeviceSilentMinutes { get; init; }

    public double? ViewingPowerW { get; init; }

    /// <summary>How the resident is called in letters.</summary>
    public string? Resident { get; init; }

    public ConsentRequest? Consent { get; init; }

    public IReadOnlyList<ContactRequest>? Contacts { get; init; }

    public double? MunicipalityWaitMinutes { get; init; }

    public bool AskResident { get; init; }

    public TimeOnly? QuietFrom { get; init; }

    public TimeOnly? QuietUntil { get; init; }

    public double? UnseenHours { get; init; }

    public TimeOnly? DailyAt { get; init; }

    public string? Language { get; init; }

    public int? UtcOffsetMin { get; init; }

    /// <summary>How it is read and written: names with underscores; a field nobody knows is refused, because a misspelt consent or wait must not be ignored.</summary>
    public static JsonSerializerOptions Json { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}

/// <summary>Who consented, when, to what.</summary>
public sealed record ConsentRequest(string? By, DateOnly? At, string? For);

/// <summary>Somebody to be told.</summary>
public sealed record ContactRequest
{
    public string? Name { get; init; }

    public string? Mail { get; init; }

    public string? Webhook { get; init; }

    public string? Line { get; init; }

    public string? Language { get; init; }

    /// <summary>How long after the step before.</summary>
    public double WaitMinutes { get; init; }
}
