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

    /// <summary>Stock as last reported; null = never reported.</summary>
    public SupplyBook? Supplies { get; init; }

    /// <summary>Hazards active here, as an operator told last.</summary>
    public Hazards HazardsActive { get; init; }

    /// <summary>Event time of that word: it counts apart from the reports.</summary>
    public DateTimeOffset? HazardTime { get; init; }

    /// <summary>What stations said of hazards here, each for itself; null = none did yet.</summary>
    public HazardWords? HazardWords { get; init; }

    /// <summary>The hazards named in the open hazard alert.</summary>
    public Hazards HazardStruck { get; init; }

    /// <summary>Document of the newest report with a revision, and that revision (L-Alert).</summary>
    public string? DocId { get; init; }

    public int? Revision { get; init; }

    /// <summary>More evacuees than the capacity.</summary>
    public Episode? OverCapacity { get; init; }

    /// <summary>Supplies that will not last.</summary>
    public Episode? SuppliesLow { get; init; }

    /// <summary>Open and unfit for an active hazard.</summary>
    public Episode? Hazard { get; init; }

    /// <summary>The nearly-full alert.</summary>
    public Episode? NearlyFull { get; init; }

    /// <summary>The alert "no mains power while open".</summary>
    public Episode? PowerLost { get; init; }
}
