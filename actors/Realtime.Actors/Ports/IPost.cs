using System.Security.Cryptography;
using System.Text;
using Realtime.Domain;

namespace Realtime.Actors.Ports;

/// <summary>Letters to people: several notices in one. Who is told and how a letter looks is its business, when a letter goes is the post box's.</summary>
public interface IPost
{
    /// <summary>Short name of the way, for events and metrics: <c>mail</c>.</summary>
    string Way { get; }

    /// <summary>Who is told of a change; nobody for changes that ask nothing of anybody.</summary>
    PostRoute RouteOf(AlertNotice notice);

    /// <summary>
    /// Hands one letter over. Repeats carry the same id (a mail's Message-ID is made from it), so a receiver recognises them; readers that
    /// were reached by an earlier try are not written to again as long as this process remembers.
    /// </summary>
    Task<NotifyOutcome> SendAsync(Letter letter, CancellationToken cancellation);
}

/// <summary>Readers of a notice.</summary>
/// <param name="Family">Contacts in order: the next one is told when the one before can never be reached.</param>
/// <param name="Operators">Whether the operators are told; they share one post box, because all of them get the same letters.</param>
public sealed record PostRoute(IReadOnlyList<Contact> Family, bool Operators)
{
    /// <summary>The post box of the operators.</summary>
    public const string OperatorsBox = "operators";

    public bool Nobody => Family.Count == 0 && !Operators;

    /// <summary>The post box of a contact: a hash of the address, because names of actors and stores are read by many.</summary>
    public static string BoxOf(Contact contact) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(contact.Mail.Trim().ToLowerInvariant())).AsSpan(0, 16));
}

/// <summary>One letter.</summary>
/// <param name="Id">Stable over repeats and crashes: stored before the letter goes out.</param>
/// <param name="To">The contact; null = the operators.</param>
/// <param name="Plan">Area, notices, whether it is a digest, how many letters this hour.</param>
/// <param name="HourlyBudget">Letters per hour from which areas are gathered.</param>
public sealed record Letter(string Id, Contact? To, LetterPlan Plan, int HourlyBudget);
