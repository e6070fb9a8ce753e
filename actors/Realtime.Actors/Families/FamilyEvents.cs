using System.Text.Json.Serialization;
using Realtime.Actors.Ports;
using Realtime.Domain;

namespace Realtime.Actors.Families;

/// <summary>
/// What the family desk stores. These are storage formats: add fields and types, never rename. Nobody is named in them: readers are
/// numbers, links are hashes.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(CaseOpened), "case-opened")]
[JsonDerivedType(typeof(CaseFollowed), "case-followed")]
[JsonDerivedType(typeof(ResidentAsked), "resident-asked")]
[JsonDerivedType(typeof(ResidentNotReached), "resident-not-reached")]
[JsonDerivedType(typeof(FamilyLetterFormed), "family-letter-formed")]
[JsonDerivedType(typeof(FamilyLetterDone), "family-letter-done")]
[JsonDerivedType(typeof(CaseAcknowledged), "case-acknowledged")]
[JsonDerivedType(typeof(CaseEnded), "case-ended")]
[JsonDerivedType(typeof(CaseSilenced), "case-silenced")]
[JsonDerivedType(typeof(CaseHeld), "case-held")]
public abstract record FamilyEvent;

/// <summary>Something begins that the people around a household may have to hear of.</summary>
public sealed record CaseOpened(FamilyCase Case) : FamilyEvent;

/// <summary>The alert of a case changed without ending it: the set was lost from sight, or is seen again.</summary>
public sealed record CaseFollowed(string CaseId, bool Blind, DateTimeOffset Changed, int Sequence) : FamilyEvent;

/// <summary>The resident was asked on the screen; an empty message id = the screen could not be asked.</summary>
public sealed record ResidentAsked(string CaseId, string MessageId, DateTimeOffset At) : FamilyEvent;

/// <summary>The screen said that it could not show the question: the next step does not wait.</summary>
public sealed record ResidentNotReached(string CaseId, DateTimeOffset At) : FamilyEvent;

/// <summary>A letter was formed; stored before it is handed over, so that a repeat after a crash is the same letter.</summary>
public sealed record FamilyLetterFormed(FamilyLetter Letter) : FamilyEvent;

/// <summary>The end of a letter: accepted, refused for good (with the server's reason), or no longer needed.</summary>
public sealed record FamilyLetterDone(string LetterId, NotifyOutcome Outcome, string Reason, DateTimeOffset At) : FamilyEvent;

/// <summary>Somebody takes care: the ladder stops here.</summary>
public sealed record CaseAcknowledged(string CaseId, string By, string Comment, DateTimeOffset At) : FamilyEvent;

/// <summary>An operator said that nobody has to be told any more: the ladder stops, and who was told still hears of the end.</summary>
public sealed record CaseSilenced(string CaseId, string By, DateTimeOffset At) : FamilyEvent;

/// <summary>A step is due and is not taken, because the data end at <paramref name="DataUntil"/> and began in the past; said once.</summary>
public sealed record CaseHeld(string CaseId, DateTimeOffset DataUntil, DateTimeOffset At) : FamilyEvent;

/// <summary>It is over.</summary>
public sealed record CaseEnded(string CaseId, FamilyCaseEnd End, DateTimeOffset Changed, DateTimeOffset At, int Sequence) : FamilyEvent;

/// <summary>A letter that reached nobody.</summary>
public sealed record LostLetter(FamilyLetter Letter, string Reason, DateTimeOffset At);

/// <summary>A letter and what became of it; null = nothing yet.</summary>
public sealed record KnownLetter(FamilyLetter Letter, NotifyOutcome? Outcome);

/// <summary>Everything of a family desk, for a snapshot.</summary>
public sealed record FamilyBookSnapshot(
    IReadOnlyList<FamilyCase> Cases,
    IReadOnlyList<KnownLetter> Letters,
    IReadOnlyList<LostLetter> Lost,
    IReadOnlyDictionary<string, IReadOnlyList<CaseLine>> History,
    IReadOnlyList<DailyWord> Daily);

/// <summary>The moment of the last daily word about a household.</summary>
public sealed record DailyWord(ThingKey Thing, DateTimeOffset Moment);

/// <summary>One line of what was done in a case, without a name.</summary>
public sealed record CaseLine(DateTimeOffset At, string What, string Text);
