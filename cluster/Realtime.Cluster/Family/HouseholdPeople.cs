namespace Realtime.Cluster.Family;

/// <summary>Everything about a household that names or reaches a person. Exists in memory only; stored and sent it is sealed.</summary>
/// <param name="Resident">How the resident is called in letters.</param>
/// <param name="Consent">The resident's consent.</param>
/// <param name="Contacts">Who is told, in order.</param>
public sealed record HouseholdPeople(string Resident, Consent Consent, IReadOnlyList<FamilyContact> Contacts);

/// <summary>The consent of the person who is watched over.</summary>
/// <param name="By">Who consented: the resident, or who may do so for them.</param>
/// <param name="At">When.</param>
/// <param name="For">What for.</param>
public sealed record Consent(string By, DateOnly At, string For);

/// <summary>Somebody to be told, by exactly one way.</summary>
/// <param name="Name">How the person is addressed.</param>
/// <param name="Mail">Mail address; null = another way.</param>
/// <param name="Webhook">Address that gets a JSON document; null = another way.</param>
/// <param name="Line">User id of a LINE account; null = another way.</param>
/// <param name="Language"><c>ja</c> or <c>en</c>.</param>
public sealed record FamilyContact(string Name, string? Mail, string? Webhook, string? Line, string Language)
{
    /// <summary>The name of the way: <c>mail</c>, <c>webhook</c>, <c>line</c>.</summary>
    public string Way => Mail is not null ? "mail" : Webhook is not null ? "webhook" : "line";
}
