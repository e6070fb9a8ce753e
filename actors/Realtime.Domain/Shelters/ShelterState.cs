namespace Realtime.Domain;

/// <summary>What is remembered of one shelter.</summary>
public sealed record ShelterState : ThingState<ShelterState>
{
    public bool Open { get; init; }

    /// <summary>Persons; the last number told. 0 after closing, because a closed shelter shelters nobody.</summary>
    public int? Evacuees { get; init; }

    public int? Households { get; init; }

    /// <summary>Persons it can take as the reports said; null = only the registry may know.</summary>
    public int? SentCapacity { get; init; }

    /// <summary>Mains power as last reported; null = never reported.</summary>
    public bool? Power { get; init; }

    /// <summary>The nearly-full alert.</summary>
    public Episode? NearlyFull { get; init; }

    /// <summary>The alert "no mains power while open".</summary>
    public Episode? PowerLost { get; init; }
}
