using Realtime.Domain;

namespace Realtime.Actors.Ports;

/// <summary>Letters to the people around a household. Who a reader is and how a letter looks is its business; the sealed part is opened here and nowhere else.</summary>
public interface IFamilyPost
{
    /// <summary>What the resident reads on the screen before anybody else is told.</summary>
    string QuestionOf(FamilySettings settings);

    /// <summary>
    /// SHA-256 (lower-case hex) of the token in the link of a letter. The token is made from the household's key, so a repeat has the same
    /// one and nobody has to store it. Empty = this reader gets no link.
    /// </summary>
    /// <param name="facts">The household.</param>
    /// <param name="letterId">The letter.</param>
    /// <param name="step">The reader.</param>
    /// <param name="partition">The desk that knows the case: part of the token, so that one desk is asked and not all.</param>
    Task<string> LinkHashAsync(FamilyFacts facts, string letterId, int step, int partition);

    /// <summary>Hands one letter over. Repeats carry the same id (a mail's Message-ID is made from it).</summary>
    Task<FamilyOutcome> SendAsync(FamilyMail letter, CancellationToken cancellation);
}

/// <summary>One letter with all it speaks of.</summary>
/// <param name="Letter">The letter.</param>
/// <param name="Case">The case as it stands.</param>
/// <param name="Facts">The household as it stands.</param>
/// <param name="Partition">The desk that knows the case.</param>
public sealed record FamilyMail(FamilyLetter Letter, FamilyCase Case, FamilyFacts Facts, int Partition);

/// <summary>What became of a letter.</summary>
/// <param name="Outcome">See <see cref="NotifyOutcome"/>.</param>
/// <param name="Reason">Why it was not accepted, without a name or an address.</param>
public sealed record FamilyOutcome(NotifyOutcome Outcome, string Reason = "");
