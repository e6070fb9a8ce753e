using System.Text.Json.Serialization;

namespace Realtime.Domain;

/// <summary>What happened to an alert. The detection core makes these; people's actions are events of the alert desk.</summary>
public enum AlertChangeKind
{
    /// <summary>The episode begins.</summary>
    Raised,

    /// <summary>The level rose within the episode.</summary>
    SteppedUp,

    /// <summary>The level fell within the episode.</summary>
    SteppedDown,

    /// <summary>We cannot see the thing any more: the last known level stands, nothing is cleared.</summary>
    Unobservable,

    /// <summary>We can see the thing again; the level is what it is now.</summary>
    Observable,

    /// <summary>The episode ends.</summary>
    Resolved,

    /// <summary>A second reading bears out what was raised unconfirmed: from now on it is for everybody.</summary>
    Confirmed,

    /// <summary>
    /// What was raised unconfirmed was not seen again: back to the level before it. With level 0 the episode ends.
    /// </summary>
    NotConfirmed,

    /// <summary>It holds, or begins, in a declared absence: recorded at level 0, and nobody is told.</summary>
    Suppressed,

    /// <summary>What held it back is over and it still holds: people are told now.</summary>
    Released,
}

/// <summary>Who an alert is meant for.</summary>
public enum Audience
{
    Operators,

    /// <summary>The contacts of a household, and the operators.</summary>
    Family,
}

/// <summary>
/// One change of one alert: a fact that is stored in the same write as the state it came from.
/// The id is the same for every change of an episode and the same again when a replay makes the change once more.
/// </summary>
public sealed record AlertChange
{
    /// <summary><see cref="AlertIds.Of"/> (thing, rule, start of the episode, drill).</summary>
    public required string AlertId { get; init; }

    public required ThingKey Thing { get; init; }

    /// <summary>Name of the rule, one of <see cref="Rules"/>.</summary>
    public required string Rule { get; init; }

    /// <summary>Event time of the reading, or due time of the deadline, that began the episode.</summary>
    public required DateTimeOffset EpisodeStart { get; init; }

    /// <summary>0 for the raise, then 1, 2, ... within the episode.</summary>
    public required int Sequence { get; init; }

    public required AlertChangeKind Kind { get; init; }

    /// <summary>Level before the change; 0 = none. For rules without levels 0 and 1.</summary>
    public int FromLevel { get; init; }

    /// <summary>Level after the change.</summary>
    public int ToLevel { get; init; }

    /// <summary>Event time of the change.</summary>
    public required DateTimeOffset Time { get; init; }

    public string Municipality { get; init; } = "";

    /// <summary>Registered district of the thing within its municipality, for people; null = none registered.</summary>
    public string? Area { get; init; }

    /// <summary>The thing's name for people; its id when it has none.</summary>
    public string ThingName { get; init; } = "";

    public Audience Audience { get; init; }

    public bool Drill { get; init; }

    /// <summary>The level it leads to rests on one reading that nothing bears out yet: for operators, not for families or the public.</summary>
    public bool Unconfirmed { get; init; }

    /// <summary>Whether the episode is over with it.</summary>
    [JsonIgnore]
    public bool Ends => Kind == AlertChangeKind.Resolved || (Kind == AlertChangeKind.NotConfirmed && ToLevel == 0);

    /// <summary>One plain sentence: what, where, since when, how much.</summary>
    public required string Text { get; init; }

    /// <summary>Why: the value, the threshold and where the threshold came from, for "why this alert".</summary>
    public string Evidence { get; init; } = "";
}
