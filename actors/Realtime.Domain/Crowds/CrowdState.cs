namespace Realtime.Domain;

/// <summary>What is remembered of a place where people are counted; only for places registered with <see cref="CrowdSettings"/>.</summary>
public sealed record CrowdState
{
    /// <summary>Time of the newest believed count; null = none yet.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>The newest believed count, persons.</summary>
    public double Persons { get; init; }

    /// <summary>Walking speed that came with it, m/s.</summary>
    public double? SpeedMps { get; init; }

    /// <summary>The last count of somebody, persons; null while nobody was ever counted, and then a zero says nothing.</summary>
    public double? Counted { get; init; }

    /// <summary>The zeros since; null after a count of somebody.</summary>
    public ZeroRun? Zeros { get; init; }

    public WeeklyProfile? Profile { get; init; }

    public CrowdForecast? Forecast { get; init; }

    /// <summary>The newest forecast, persons, for people who look now.</summary>
    public PendingForecast? Newest { get; init; }

    /// <summary>The alert "more persons per hour than the limit".</summary>
    public Episode? Flow { get; init; }

    /// <summary>The alert "denser than the limit".</summary>
    public Episode? Density { get; init; }

    /// <summary>Step the density alert holds: 0 none, 1 the limit, 2 dangerous.</summary>
    public int DensityStep { get; init; }

    /// <summary>The alert "unusual for this weekday and hour".</summary>
    public Episode? Unusual { get; init; }

    /// <summary>The alert "the counter sees nobody where there are people".</summary>
    public Episode? Blind { get; init; }

    /// <summary>Settings at the last change of an open crowd alert: a later difference has to be explained. Null while none is open.</summary>
    public CrowdSettings? JudgedUnder { get; init; }

    /// <summary>The newest zeros are not believed.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool Doubted => Zeros is { Doubted: true };
}
