namespace Realtime.Domain;

/// <summary>
/// What is different at a place where people are counted while an event mode is in force. What is null stays as registered; a limit that comes
/// without a lower edge has the usual one (<see cref="CrowdLimit.ClearShare"/>), because the registered edge belongs to the registered limit.
/// Intervals and sizes are facts of the place and never change by schedule: what was learned would be of no use any more.
/// </summary>
public sealed record EventCrowd
{
    /// <summary>Passing: an alert from this many persons per hour.</summary>
    public double? LimitPersonsPerH { get; init; }

    /// <summary>The alert ends below this.</summary>
    public double? ClearPersonsPerH { get; init; }

    /// <summary>An alert from this density, persons per m².</summary>
    public double? LimitPersonsPerM2 { get; init; }

    /// <summary>The alert ends below this density.</summary>
    public double? ClearPersonsPerM2 { get; init; }

    /// <summary>Whether what is unusual for the weekday and hour is raised: on the day of a match it is planned.</summary>
    public bool? Unusual { get; init; }

    /// <summary>The settings in force; a place without crowd rules has none under an event either.</summary>
    public CrowdSettings? Over(CrowdSettings? registered) => registered is null ? null : registered with
    {
        LimitPersonsPerH = LimitPersonsPerH ?? registered.LimitPersonsPerH,
        ClearPersonsPerH = LimitPersonsPerH is null ? registered.ClearPersonsPerH : ClearPersonsPerH,
        LimitPersonsPerM2 = LimitPersonsPerM2 ?? registered.LimitPersonsPerM2,
        ClearPersonsPerM2 = LimitPersonsPerM2 is null ? registered.ClearPersonsPerM2 : ClearPersonsPerM2,
        Unusual = Unusual ?? registered.Unusual,
    };
}
