using System.Text.Json.Serialization;

namespace Realtime.Domain;

/// <summary>What a family is told about.</summary>
public enum FamilyCaseKind
{
    /// <summary>An alert: nobody has watched for too long.</summary>
    NoViewing,

    /// <summary>We cannot see the set, for whatever reason; no statement about the person, and no ladder.</summary>
    Unseen,

    /// <summary>The daily word that all is as usual.</summary>
    Daily,
}

/// <summary>How a case ended.</summary>
public enum FamilyCaseEnd
{
    /// <summary>Activity was seen, or the set can be seen again.</summary>
    Seen,

    /// <summary>The alert ended without anything being seen: no all-clear.</summary>
    Unclear,

    /// <summary>An absence was declared.</summary>
    Absent,

    /// <summary>The household left, or is no longer watched over.</summary>
    Left,

    /// <summary>The office looked after it and closed the matter.</summary>
    Closed,
}

/// <summary>
/// One episode as the people around a household live through it. Changed by stored events only; names nobody: contacts are numbers from 0,
/// the municipality is <see cref="FamilyLetter.Municipality"/>.
/// </summary>
public sealed record FamilyCase
{
    /// <summary>The alert's id; for other kinds a hash of thing and moment.</summary>
    public required string Id { get; init; }

    public required ThingKey Thing { get; init; }

    public FamilyCaseKind Kind { get; init; }

    /// <summary>Event time since which nothing was seen.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Event time of the newest change that is known.</summary>
    public DateTimeOffset Changed { get; init; }

    /// <summary>Sequence of the newest change of the alert that is known: older ones and repeats change nothing.</summary>
    public int Sequence { get; init; }

    /// <summary>When it was taken over, receiving clock: waits are counted from here.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>The data spoke of the present when it was taken over; false also for cases of before this was kept.</summary>
    public bool Live { get; init; }

    /// <summary>It was said that no step is taken because the data are of the past.</summary>
    public bool Held { get; init; }

    /// <summary>When the resident was asked; null = not yet, or never.</summary>
    public DateTimeOffset? AskedAt { get; init; }

    /// <summary>Id of the message to the resident's screen; empty = none.</summary>
    public string AskMessage { get; init; } = "";

    /// <summary>The next step of the ladder.</summary>
    public int NextStep { get; init; }

    /// <summary>When the step before was taken; null = none was.</summary>
    public DateTimeOffset? LastStepAt { get; init; }

    /// <summary>The step before came to nothing (address refused, screen failed): the next one does not wait.</summary>
    public bool Hurry { get; init; }

    /// <summary>Steps whose letters were not refused, in order.</summary>
    public IReadOnlyList<int> Told { get; init; } = [];

    /// <summary>The set cannot be seen at present.</summary>
    public bool Blind { get; init; }

    /// <summary>Who takes care: <c>contact 1</c>, or the operator's own words; null = nobody yet.</summary>
    public string? AcknowledgedBy { get; init; }

    public DateTimeOffset? AcknowledgedAt { get; init; }

    /// <summary>The operator who said that nobody has to be told any more; null = nobody did.</summary>
    public string? SuppressedBy { get; init; }

    public FamilyCaseEnd? End { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    [JsonIgnore]
    public bool IsOpen => End is null;

    /// <summary>Nobody takes care of it yet and it is not over.</summary>
    [JsonIgnore]
    public bool Unanswered => IsOpen && AcknowledgedBy is null && Kind == FamilyCaseKind.NoViewing;

    /// <summary>One step after the other is taken.</summary>
    [JsonIgnore]
    public bool Climbs => Unanswered && SuppressedBy is null;

    /// <summary>It was true of the present when it began, or when its first step was taken.</summary>
    [JsonIgnore]
    public bool BeganInPresent => Live || AskedAt is not null || LastStepAt is not null;
}
