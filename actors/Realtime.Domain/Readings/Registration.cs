namespace Realtime.Domain;

/// <summary>One named, ordered threshold of a station: at or above <see cref="Value"/> the station is at <see cref="Level"/> 相当.</summary>
/// <param name="Level">Alert level 1 to 5 that the threshold corresponds to (「レベルN相当」). Level 5 is never raised from a level alone.</param>
/// <param name="Value">In the unit of the sensor.</param>
/// <param name="Name">The authority's own name of the stage, for example 避難判断水位 or MINOR_FLOOD.</param>
public sealed record StageThreshold(int Level, double Value, string Name);

/// <summary>A station's thresholds, ordered by value, and the dead-band below each that must be left before the stage steps down.</summary>
/// <param name="Stages">Rising values, levels that do not fall (two thresholds of an authority may be one level); any subset of the stages.</param>
/// <param name="DeadBand">In the unit of the sensor; must be smaller than the smallest gap between stages, else the smallest gap halves it.</param>
/// <param name="ReleaseLevel">
/// An episode that was above this level is over as soon as the value is at or below that stage's threshold (水防警報 解除: 2); 0 = over below every stage.
/// </param>
public sealed record StageThresholds(IReadOnlyList<StageThreshold> Stages, double DeadBand, int ReleaseLevel = 0)
{
    /// <summary>Equal by content, so that an unchanged set of thresholds is recognised.</summary>
    public bool Equals(StageThresholds? other) =>
        other is not null && DeadBand.Equals(other.DeadBand) && ReleaseLevel == other.ReleaseLevel && Stages.SequenceEqual(other.Stages);

    public override int GetHashCode() => HashCode.Combine(DeadBand, ReleaseLevel, Stages.Count);
}

/// <summary>Somebody to be told, in the order of the list that carries it.</summary>
/// <param name="Name">How the person is addressed; never leaves the mail.</param>
/// <param name="Mail">Mail address.</param>
public sealed record Contact(string Name, string Mail);

/// <summary>
/// What the registry says of one thing. Null fields are unknown, not zero.
/// A thing that sends readings without a registration exists too and is shown as unregistered.
/// </summary>
public sealed record Registration
{
    public required ThingKey Key { get; init; }

    /// <summary>Municipality that owns the thing.</summary>
    public string Municipality { get; init; } = "";

    /// <summary>Name for people.</summary>
    public string Name { get; init; } = "";

    /// <summary>The channel expected to deliver its readings; lets silence be noticed before the first reading.</summary>
    public string? Source { get; init; }

    public double? Latitude { get; init; }

    public double? Longitude { get; init; }

    /// <summary>Named district the thing belongs to, for example 中島地区; null = none: it still lies in its mesh.</summary>
    public string? Area { get; init; }

    /// <summary>Planned times with other rules; null = none.</summary>
    public EventSchedule? Events { get; init; }

    /// <summary>Sensors: what it measures, when the registry knows better than the readings.</summary>
    public SensorType? SensorType { get; init; }

    /// <summary>Sensors: stages.</summary>
    public StageThresholds? Thresholds { get; init; }

    /// <summary>Sensors that count people: what the place is and which crowd rules it has; null = counts are stored and nothing more.</summary>
    public CrowdSettings? Crowd { get; init; }

    /// <summary>Scalar sensors: the anomaly rule; null = off.</summary>
    public AnomalySettings? Anomaly { get; init; }

    /// <summary>River and tide gauges: datum, what is believed, and what silence means; null = the defaults.</summary>
    public WaterSettings? Water { get; init; }

    /// <summary>River and tide gauges: neighbours in the same water; null = none.</summary>
    public DriftSettings? Drift { get; init; }

    /// <summary>Closed data (a person's wearable): only states and alerts without values go out, never a value. Sensors only.</summary>
    public bool Closed { get; init; }

    /// <summary>Rain gauges; null = the defaults.</summary>
    public RainSettings? Rain { get; init; }

    /// <summary>Stations: the hazard they stand for and the shelters that lie in it; null = none.</summary>
    public HazardSettings? Hazard { get; init; }

    /// <summary>Sensors and vehicles: silent for longer than this is an alert; null = no silence rule.</summary>
    public TimeSpan? SilenceLimit { get; init; }

    /// <summary>Vehicles: everything only they have; null = nothing of it is watched.</summary>
    public VehicleSettings? Vehicle { get; init; }

    /// <summary>Shelters: persons it can take; null = unknown, and then said so.</summary>
    public int? CapacityPersons { get; init; }

    /// <summary>Shelters: share of the capacity from which it is nearly full.</summary>
    public double NearlyFullShare { get; init; } = 0.8;

    /// <summary>Shelters: everything only they have; null = unknown.</summary>
    public ShelterSettings? Shelter { get; init; }

    /// <summary>Households: no viewing for this long is an alert; null = no viewing rule (a receiver that never sleeps says nothing).</summary>
    public TimeSpan? NoViewingLimit { get; init; }

    /// <summary>Households: power from which the set counts as watched, W.</summary>
    public double ViewingPowerW { get; init; } = 20;

    /// <summary>Households: no row for longer than this means that we cannot see the set; observed silence then starts again.</summary>
    public TimeSpan DeviceSilentLimit { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Households: daily window, absences, learned rhythm; null = none of them.</summary>
    public HouseholdSettings? Household { get; init; }

    /// <summary>Households: how its people are told step by step; null = the contacts are told at once.</summary>
    public FamilySettings? Family { get; init; }

    /// <summary>Families or staff to be told, in order.</summary>
    public IReadOnlyList<Contact> Contacts { get; init; } = [];

    /// <summary>The thing was taken out of service: it stays visible, its rules stop.</summary>
    public bool Retired { get; init; }
}
