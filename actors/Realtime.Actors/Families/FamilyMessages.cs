using Akka.Actor;
using Realtime.Actors.City;
using Realtime.Actors.Desk;
using Realtime.Actors.Routing;
using Realtime.Domain;

namespace Realtime.Actors.Families;

/// <summary>The alert desk hands a change over; answered with <see cref="FamilyNoticeTaken"/> once it is stored what follows from it.</summary>
/// <param name="Number">The desk's number of the change.</param>
/// <param name="Change">The change.</param>
/// <param name="Facts">The household.</param>
/// <param name="Word">What operators have said of the alert by now: it holds from the first moment of a case.</param>
internal sealed record FamilyNotice(long Number, AlertChange Change, FamilyFacts Facts, OperatorWord Word);

/// <summary>The family desk has stored what follows from a change.</summary>
internal sealed record FamilyNoticeTaken(long Number, AlertChange Change);

/// <summary>The family desk has recovered: what was handed over before it may have been lost.</summary>
internal sealed record FamilyDeskReady
{
    public static readonly FamilyDeskReady Instance = new();
}

/// <summary>The partition behind the desk.</summary>
internal sealed record KnowPartition(IActorRef Partition);

/// <summary>What operators have said of an alert, as it is stored at the alert desk; each null = nobody did.</summary>
/// <param name="AlertId">The alert.</param>
/// <param name="AcknowledgedBy">Who takes care of it.</param>
/// <param name="SuppressedBy">Who said that nobody has to be told any more.</param>
/// <param name="ClosedBy">Who closed it.</param>
internal sealed record OperatorWord(string AlertId, string? AcknowledgedBy, string? SuppressedBy, string? ClosedBy)
{
    public bool SaysSomething => (AcknowledgedBy ?? SuppressedBy ?? ClosedBy) is not null;
}

/// <summary>An operator's word about an alert of a household is stored: the ladder stops before the operator hears of it.</summary>
internal sealed record StopLadder(OperatorWord Word, AcknowledgeResult Result, IActorRef ReplyTo);

/// <summary>The ladder stands, or there was none.</summary>
internal sealed record LadderStopped(AcknowledgeResult Result, IActorRef ReplyTo);

/// <summary>What operators have said so far, of every open alert: the answer to <see cref="FamilyDeskReady"/>. No step is taken before it.</summary>
internal sealed record OperatorWords(IReadOnlyList<OperatorWord> Words);

/// <summary>A reader of a letter takes care of an alert: it is stored at the family desk, and the alert's own record follows.</summary>
/// <param name="AlertId">The alert; it may have begun anew under the same id since.</param>
/// <param name="By">The reader without a name.</param>
/// <param name="Sequence">The newest change of the alert that the case knew: the word holds for nothing that began after it.</param>
public sealed record TakenCareOf(string AlertId, string By, int Sequence);

/// <summary>Adds what was done to an alert's history and answers the one who asked.</summary>
internal sealed record AddHistory(AlertDetail Detail, IActorRef ReplyTo);

/// <summary>What stands behind the link of a letter; answered with <see cref="FamilyLinkAnswer"/>.</summary>
/// <param name="EntityId">The desk named in the token.</param>
/// <param name="LinkHash">Hash of the token.</param>
public sealed record GetFamilyLink(string EntityId, string LinkHash) : IRouted, IWireMessage;

/// <summary>The reader of a letter takes care; answered with <see cref="FamilyLinkAnswer"/> once it is stored. Repeats change nothing.</summary>
public sealed record AcknowledgeFamilyLink(string EntityId, string LinkHash) : IRouted, IWireMessage
{
    /// <summary>The reader's number as the registration stands now; null = as it stood when the letter was formed.</summary>
    public int? Reader { get; init; }
}

/// <summary>What stands behind a link.</summary>
/// <param name="Case">The case; null = no such link, it has ended, or the household has left.</param>
/// <param name="Facts">The household.</param>
/// <param name="Step">The reader.</param>
/// <param name="Expired">The link was right once.</param>
public sealed record FamilyLinkAnswer(FamilyCase? Case, FamilyFacts? Facts, int Step, bool Expired) : IWireMessage
{
    /// <summary>The letter: whether the token is the one of its present reader is found out with it.</summary>
    public string LetterId { get; init; } = "";
}

/// <summary>A letter came back; answered with <see cref="BounceAnswer"/> once it is stored. Repeats change nothing.</summary>
/// <param name="EntityId">A desk; which one knows the letter is found out by asking each.</param>
/// <param name="LetterId">The letter.</param>
/// <param name="Reason">Why, without a name or an address.</param>
public sealed record ReportBounce(string EntityId, string LetterId, string Reason) : IRouted, IWireMessage;

/// <summary>Whether the desk knows the letter.</summary>
public sealed record BounceAnswer(bool Known) : IWireMessage;

/// <summary>Letters that reached nobody; answered with <see cref="LostLettersAnswer"/>.</summary>
public sealed record GetLostLetters(string EntityId) : IRouted, IWireMessage;

/// <summary>The last ones of a desk, oldest first.</summary>
public sealed record LostLettersAnswer(IReadOnlyList<LostLetter> Letters) : IWireMessage;
