using Realtime.Actors.Ports;
using Realtime.Domain;

namespace Realtime.Cluster.Family;

/// <summary>
/// Opens a household's sealed part for the moment of one letter, writes it, and hands it to the reader's way. The municipality's letters name
/// nobody.
/// </summary>
public sealed class FamilyPost(IHouseholdKeys keys, FamilyWriter writer, MailWay mail, IEnumerable<IContactWay> ways) : IFamilyPost
{
    private readonly Dictionary<string, IContactWay> _ways = ways.Append(mail).ToDictionary(way => way.Name, StringComparer.Ordinal);

    public string QuestionOf(FamilySettings settings) => FamilyLanguage.Of(settings.Language).Question;

    public async Task<string> LinkHashAsync(FamilyFacts facts, string letterId, int step, int partition) =>
        step != FamilyLetter.Municipality && await keys.FindAsync(facts.Thing.Id, CancellationToken.None) is { } key
            ? LinkToken.HashOf(key, letterId, partition)
            : "";

    public async Task<FamilyOutcome> SendAsync(FamilyMail letter, CancellationToken cancellation)
    {
        if (letter.Letter.Step == FamilyLetter.Municipality)
        {
            return await mail.SendToOperatorsAsync(writer.ForMunicipality(letter), cancellation);
        }

        string household = letter.Letter.Thing.Id;
        byte[]? key = await keys.FindAsync(household, cancellation);
        if (key is null)
        {
            return new FamilyOutcome(NotifyOutcome.NothingToSend, "the household has left");
        }

        if (PeopleSeal.Open(letter.Facts.Settings.Sealed, household, key) is not { } people || letter.Letter.Step >= people.Contacts.Count)
        {
            return new FamilyOutcome(NotifyOutcome.Refused, "the registration names no such contact");
        }

        FamilyContact to = people.Contacts[letter.Letter.Step];
        string token = letter.Letter.LinkHash.Length > 0 ? LinkToken.Make(key, letter.Letter.Id, letter.Partition, to) : "";
        return _ways.TryGetValue(to.Way, out IContactWay? way)
            ? await way.SendAsync(writer.ForContact(letter, people, token), to, cancellation)
            : new FamilyOutcome(NotifyOutcome.Refused, $"this city has no way to reach a contact by {to.Way}");
    }
}
