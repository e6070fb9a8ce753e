namespace Realtime.Domain;

/// <summary>What a people counter counts.</summary>
public enum CrowdCounts
{
    /// <summary>Persons who passed in the interval that ends at the reading's time.</summary>
    Passing,

    /// <summary>Persons in the watched area at the reading's time.</summary>
    Present,
}

/// <summary>
/// What the registry says of a place where people are counted. A sensor without it has its counts stored and nothing more;
/// with it the place gets a weekly profile, a forecast, levels of service and the rules that are switched on here.
/// </summary>
public sealed record CrowdSettings
{
    public CrowdCounts Counts { get; init; }

    /// <summary>Time between two readings, and what a passing count covers. One minute to one day.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Area the counter sees, m²; with <see cref="CrowdCounts.Present"/> it gives the density. Null = unknown, and then no density is said.</summary>
    public double? AreaM2 { get; init; }

    /// <summary>Usable width of the way, m; with <see cref="CrowdCounts.Passing"/> it gives the flow per metre. Null = unknown.</summary>
    public double? WidthM { get; init; }

    /// <summary>Passing: an alert from this many persons per hour; null = no such rule.</summary>
    public double? LimitPersonsPerH { get; init; }

    /// <summary>Passing: the alert ends below this; null = nine tenths of the limit.</summary>
    public double? ClearPersonsPerH { get; init; }

    /// <summary>An alert from this density, persons per m²; null = no such rule.</summary>
    public double? LimitPersonsPerM2 { get; init; }

    /// <summary>The alert ends below this density; null = nine tenths of the limit.</summary>
    public double? ClearPersonsPerM2 { get; init; }

    /// <summary>Raise what is unusual for the weekday and hour.</summary>
    public bool Unusual { get; init; }

    /// <summary>Unusual only from this many persons in one reading: five persons where one is usual is no crowd.</summary>
    public double UnusualMinPersons { get; init; } = 1000;

    /// <summary>Unusual only from this many times the usual number.</summary>
    public double UnusualRatio { get; init; } = 3;

    /// <summary>Limit of the flow; null = no such rule.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public CrowdLimit? Flow => CrowdLimit.Of(Counts == CrowdCounts.Passing ? LimitPersonsPerH : null, ClearPersonsPerH);

    /// <summary>Limit of the density; null = no such rule.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public CrowdLimit? Density => CrowdLimit.Of(LimitPersonsPerM2, ClearPersonsPerM2);
}

/// <summary>A limit with its dead-band: raised from <see cref="Raise"/>, over below <see cref="Clear"/>.</summary>
public readonly record struct CrowdLimit(double Raise, double Clear)
{
    /// <summary>Share of a limit below which it clears when the registry names no lower edge.</summary>
    public const double ClearShare = 0.9;

    /// <summary>The limit with its lower edge, which never stands above the limit itself; null without a limit.</summary>
    public static CrowdLimit? Of(double? raise, double? clear) =>
        raise is { } limit ? new CrowdLimit(limit, Math.Min(limit, clear ?? (limit * ClearShare))) : null;
}
