namespace Realtime.Domain;

/// <summary>Where a shelter's capacity comes from.</summary>
public enum CapacitySource
{
    Report,
    Registry,
    Area,
}

/// <summary>
/// Persons a shelter can take: what it reports wins over the registry; where neither knows, the area gives it.
/// Source: 3.5 m² per person, 避難所運営等避難生活支援のためのガイドライン (Cabinet Office, 13 December 2024), after the Sphere Handbook.
/// </summary>
/// <param name="Persons">More than 0.</param>
/// <param name="Source">Which of them was used.</param>
public readonly record struct ShelterCapacity(int Persons, CapacitySource Source)
{
    public const double AreaPerPersonM2 = 3.5;

    /// <summary>The capacity in force; null = unknown.</summary>
    public static ShelterCapacity? Of(ShelterState state, Registration? registration) =>
        state.SentCapacity is { } sent ? Known(sent, CapacitySource.Report)
        : registration?.CapacityPersons is { } registered ? Known(registered, CapacitySource.Registry)
        : registration?.Shelter?.AreaM2 is { } area ? Known(ByArea(area), CapacitySource.Area)
        : null;

    /// <summary>floor(m² / 3.5).</summary>
    public static int ByArea(double areaM2) => (int)Math.Clamp(Math.Floor(areaM2 / AreaPerPersonM2), 0, int.MaxValue);

    /// <summary>In words, for the evidence of an alert.</summary>
    public string From => Source switch
    {
        CapacitySource.Report => "the shelter's report",
        CapacitySource.Registry => "the registry",
        _ => "its area at 3.5 m² per person",
    };

    private static ShelterCapacity? Known(int persons, CapacitySource source) => persons > 0 ? new ShelterCapacity(persons, source) : null;
}
