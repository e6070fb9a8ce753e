namespace Realtime.Domain;

/// <summary>What is remembered of one household: the least that the rules need, and no viewing history.</summary>
public sealed record HouseholdState : ThingState<HouseholdState>
{
    /// <summary>Whether the newest usable row counted as viewing; null = none yet.</summary>
    public bool? Viewing { get; init; }

    /// <summary>Event time of the newest row that told something about viewing.</summary>
    public DateTimeOffset? LastRow { get; init; }

    /// <summary>Start of the observed silence: the last viewing row, or the first row after we could not see the set.</summary>
    public DateTimeOffset? ObservedFrom { get; init; }

    /// <summary>The observed silence began with viewing, so its length is a pause of this household.</summary>
    public bool SinceViewing { get; init; }

    /// <summary>End of the declared absence that holds the alert back; null = none does.</summary>
    public DateTimeOffset? HeldUntil { get; init; }

    /// <summary>The hour that the time series is told of next; null = nothing was seen yet.</summary>
    public ViewingHour? Hour { get; init; }

    /// <summary>Usual pauses; null = nothing is learned.</summary>
    public ViewingRhythm? Rhythm { get; init; }

    /// <summary>The alert of the family.</summary>
    public Episode? NoViewing { get; init; }

    /// <summary>The alert of the operators: the set cannot be seen.</summary>
    public SilenceWatch Device { get; init; } = SilenceWatch.None;
}
