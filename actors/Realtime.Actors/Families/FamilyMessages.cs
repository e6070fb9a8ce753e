using Akka.Actor;
using Realtime.Actors.City;
using Realtime.Actors.Desk;
using Realtime.Actors.Routing;
using Realtime.Domain;

namespace Realtime.Actors.Families;

/// <summary>The alert desk hands a change over; answered with <see cref="FamilyNoticeTaken"/> once it is stored what follows from it.</summary>
internal sealed record FamilyNotice(long Number, AlertChange Change, FamilyFacts Facts);

/// <summary>The family desk has stored what follows from a change.</summary>
internal sealed record FamilyNoticeTaken(long Number, AlertChange Change);

/// <summary>The family desk has recovered: what was handed over before it may have been lost.</summary>
internal sealed record FamilyDeskReady
{
    public static readonly FamilyDeskReady Instance = new();
}

/// <summary>The partition behind the desk.</summary>
internal sealed record KnowPartition(IActorRef Partition);

/// <summary>An operator acknowledges an alert of a household: the ladder stops before the operator hears of it.</summary>
internal sealed record StopLadder(AcknowledgeAlert Command, IActorRef ReplyTo);

/// <summary>The ladder stands (or there was none): the alert may be acknowledged.</summary>
internal sealed record LadderStopped(AcknowledgeAlert Command, IActorRef ReplyTo);

/// <summary>Adds what was done to an alert's history and answers the one who asked.</summary>
internal sealed record AddHistory(AlertDetail Detail, IActorRef ReplyTo);

/// <summary>What stands behind the link of a letter; answered with <see cref="FamilyLinkAnswer"/>.</summary>
/// <param name="EntityId">The desk named in the token.</param>
/// <param name="LinkHash">Hash of the token.</param>
public sealed record GetFamilyLink(string EntityId, string LinkHash) : IRouted, IWireMessage;

/// <summary>The reader of a letter takes care; answered with <see cref="FamilyLinkAnswer"/> once it is stored. Repeats change nothing.</summary>
public sealed record AcknowledgeFamilyLink(string EntityId, string LinkHash) : IRouted, IWireMessage;

/// <summary>What stands behind a link.</summary>
/// <param name="Case">The case; null = no such link, it has ended, or the household has left.</param>
/// <param name="Facts">The household.</param>
/// <param name="Step">The reader.</param>
/// <param name="Expired">The link was right once.</param>
public sealed record FamilyLinkAnswer(FamilyCase? Case, FamilyFacts? Facts, int Step, bool Expired) : IWireMessage;

/// <summary>Letters that reached nobody; answered with <see cref="LostLettersAnswer"/>.</summary>
public sealed record GetLostLetters(string EntityId) : IRouted, IWireMessage;

/// <summary>The last ones of a desk, oldest first.</summary>
public sealed record LostLettersAnswer(IReadOnlyList<LostLetter> Letters) : IWireMessage;
