namespace Realtime.Domain;

/// <summary>
/// What the states of all kinds have in common. A drill (訓練) lives in a state of its own beside the real one, so that
/// a drill reading can neither raise, hide nor resolve anything real.
/// </summary>
public abstract record ThingState<TSelf> : IThingState
    where TSelf : ThingState<TSelf>
{
    /// <summary>Event time of the newest reading of any quality: the last sign of life.</summary>
    public DateTimeOffset? LastReading { get; init; }

    /// <summary>Municipality in the newest reading; null when it named none.</summary>
    public string? Municipality { get; init; }

    /// <summary>This state is a drill's.</summary>
    public bool Drill { get; init; }

    /// <summary>The drill that runs beside the real thing; null when none does.</summary>
    public TSelf? DrillTrack { get; init; }
}
