namespace Realtime.Domain;

/// <summary>
/// What a count means in the units of the field. Null where the registry or the reading does not say enough: unknown is never zero.
/// Source: flow = density × speed × width, the fundamental relation of pedestrian flow (Highway Capacity Manual, Fruin).
/// </summary>
/// <param name="PersonsPerH">Passing counts: persons per hour.</param>
/// <param name="PersonsPerM2">Density: persons present over the area, or flow over width and walking speed.</param>
/// <param name="PersonsPerMPerMin">Passing counts over a known width.</param>
public readonly record struct CrowdMeasures(double? PersonsPerH, double? PersonsPerM2, double? PersonsPerMPerMin)
{
    /// <summary>Measures of one count.</summary>
    /// <param name="settings">The place.</param>
    /// <param name="persons">Counted persons.</param>
    /// <param name="speedMps">Mean walking speed, m/s, when the counter measured it.</param>
    public static CrowdMeasures Of(CrowdSettings settings, double persons, double? speedMps)
    {
        if (settings.Counts == CrowdCounts.Present)
        {
            return new CrowdMeasures(null, settings.AreaM2 is > 0 ? persons / settings.AreaM2 : null, null);
        }

        double? flow = settings.WidthM is > 0 ? persons / settings.WidthM / settings.Interval.TotalMinutes : null;
        return new CrowdMeasures(persons / settings.Interval.TotalHours, speedMps is > 0 ? flow / 60 / speedMps : null, flow);
    }

    /// <summary>The table that fits the place, with the value to look up in it; null when nothing is known to look up.</summary>
    public (ServiceTable Table, double Value)? Service =>
        PersonsPerMPerMin is { } flow ? (LevelsOfService.Walking, flow)
        : PersonsPerM2 is { } density ? (LevelsOfService.Standing, density)
        : null;
}
