namespace Realtime.Cluster.Audit;

/// <summary>One line of the audit: who did or read what, of which thing, when, from where, and what came of it. Never a secret, a name or an address of a family.</summary>
/// <param name="Time">Clock of the node.</param>
/// <param name="Who">Name of the caller.</param>
/// <param name="Role">What they are.</param>
/// <param name="Way">How they were known.</param>
/// <param name="From">Network address the request came from; empty when it was no request.</param>
/// <param name="What">One of the constants, or the policy and address of an act.</param>
/// <param name="Things">The things it is about, as <c>kind/id</c>.</param>
/// <param name="Municipality">Owner of the things; empty = several or none.</param>
/// <param name="Detail">Anything else in a few words.</param>
public sealed record AuditEntry(
    DateTimeOffset Time, string Who, string Role, string Way, string From, string What, IReadOnlyList<string> Things, string Municipality, string Detail)
{
    public const string LoginRefused = "login refused";
    public const string Denied = "denied";
    public const string ReadHousehold = "read household";
    public const string Act = "act";

    /// <summary>Every word that <see cref="What"/> can be, for the metric.</summary>
    public static readonly IReadOnlyList<string> Words = [LoginRefused, Denied, ReadHousehold, Act];
}
