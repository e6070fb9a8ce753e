namespace Realtime.Domain;

/// <summary>What is remembered of one sensor.</summary>
public sealed record SensorState : ThingState<SensorState>
{
    public SensorType Type { get; init; }

    /// <summary>Unit of a scalar; null for the types with a fixed unit.</summary>
    public string? Unit { get; init; }

    /// <summary>Quality of the newest reading.</summary>
    public Quality Quality { get; init; }

    /// <summary>Newest good value, in the unit of <see cref="Type"/>; null = none yet.</summary>
    public double? Value { get; init; }

    /// <summary>Event time of <see cref="Value"/>.</summary>
    public DateTimeOffset? ValueTime { get; init; }

    /// <summary>The last thresholds that came with a good reading; they win over the registry until others come.</summary>
    public StageThresholds? SentThresholds { get; init; }

    /// <summary>The stage alert.</summary>
    public Episode? Stage { get; init; }

    /// <summary>Registered level (2..5) of the stage the alert holds; 0 = none. Differs from the episode's level only for 5.</summary>
    public int HeldLevel { get; init; }

    /// <summary>Thresholds at the last change of the open stage alert: a later difference has to be explained. Null while no alert is open.</summary>
    public StageThresholds? JudgedUnder { get; init; }

    public SilenceWatch Silence { get; init; } = SilenceWatch.None;

    /// <summary>The anomaly rule's memory; null while the rule is not registered.</summary>
    public AnomalyWatch? Anomaly { get; init; }
}
