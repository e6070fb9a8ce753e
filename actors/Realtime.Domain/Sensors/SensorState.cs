namespace Realtime.Domain;

/// <summary>What is remembered of one sensor.</summary>
public sealed record SensorState : ThingState<SensorState>
{
    private SilenceWatch _silence = SilenceWatch.None;
    private WaterTrend? _trend;

    public SensorType Type { get; init; }

    /// <summary>Unit of a scalar; null for the types with a fixed unit.</summary>
    public string? Unit { get; init; }

    /// <summary>Quality of the newest reading.</summary>
    public Quality Quality { get; init; }

    /// <summary>Newest good value, in the unit of <see cref="Type"/>; null = none yet.</summary>
    public double? Value { get; init; }

    /// <summary>The value of the newest reading that came from a list of the source, believed or not; null otherwise.</summary>
    public double? Heard { get; init; }

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

    /// <summary>People counters registered with <see cref="CrowdSettings"/>; null for everything else.</summary>
    public CrowdState? Crowd { get; init; }

    /// <summary>Highest value and level of the open stage alert; null while none is open.</summary>
    public StagePeak? Peak { get; init; }

    /// <summary>The reading that raised the present stage out of nowhere; null when nothing waits for a second reading.</summary>
    public StageDoubt? Doubt { get; init; }

    /// <summary>Recent levels for the rate of rise; null = none.</summary>
    public WaterTrend? Trend
    {
        get => _trend;
        init => _trend = value;
    }

    /// <summary>The present or last gauge fault; null = none yet.</summary>
    public Episode? Fault { get; init; }

    /// <summary>Rain that fell; null = not a rain gauge.</summary>
    public RainMemory? Rain { get; init; }

    /// <summary>The present or last heavy-rain alert.</summary>
    public Episode? HeavyRain { get; init; }

    /// <summary>Highest class of the open heavy-rain alert; 0 = none.</summary>
    public int HeavyRainClass { get; init; }

    /// <summary>Own and neighbours' values for the drift rule; null while it is not registered.</summary>
    public DriftWatch? Drift { get; init; }

    /// <summary>What shelters were told of the hazard the station stands for; null = nothing ever.</summary>
    public HazardTold? HazardTold { get; init; }

    public SilenceWatch Silence
    {
        get => _silence;
        init => _silence = value;
    }

    /// <summary>The anomaly rule's memory; null while the rule is not registered.</summary>
    public AnomalyWatch? Anomaly { get; init; }

    /// <summary>With another <see cref="Silence"/>: the state itself while the step owns it, else a copy. For what changes with every reading.</summary>
    internal SensorState With(SilenceWatch silence, SensorStep step)
    {
        if (!ReferenceEquals(step.Owned, this))
        {
            return this with { Silence = silence };
        }

        _silence = silence;
        return this;
    }

    /// <summary>With another <see cref="Trend"/>; as above.</summary>
    internal SensorState With(WaterTrend trend, SensorStep step)
    {
        if (!ReferenceEquals(step.Owned, this))
        {
            return this with { Trend = trend };
        }

        _trend = trend;
        return this;
    }
}
