using Realtime.Actors.City;
using Realtime.Actors.Families;
using Realtime.Cluster.Http;
using Realtime.Domain;

namespace Realtime.Cluster.Family;

/// <summary>Whether a link leads anywhere.</summary>
public enum FamilyLinkState
{
    Open,

    /// <summary>Unknown, ended, or of a household that has left: all the same to the outside.</summary>
    Gone,

    /// <summary>The owner did not answer.</summary>
    Silent,
}

/// <summary>What the page behind a link shows.</summary>
/// <param name="State">Whether it leads anywhere.</param>
/// <param name="Case">The case.</param>
/// <param name="Facts">The household.</param>
/// <param name="Step">The reader.</param>
/// <param name="People">The people of the household.</param>
public sealed record FamilyLink(FamilyLinkState State, FamilyCase? Case = null, FamilyFacts? Facts = null, int Step = 0, HouseholdPeople? People = null);

/// <summary>Reads what stands behind a token.</summary>
public sealed class FamilyReader(IFamilyCity city, HouseholdRegister register)
{
    public async Task<FamilyLink> ReadAsync(string token, bool acknowledge, CancellationToken cancellation)
    {
        if (LinkToken.PartitionOf(token) is not { } partition)
        {
            return new FamilyLink(FamilyLinkState.Gone);
        }

        try
        {
            FamilyLinkAnswer answer = await city.OpenLinkAsync(partition, LinkToken.HashOf(token), acknowledge, cancellation);
            if (answer is not { Case: { } known, Facts: { } facts })
            {
                return new FamilyLink(FamilyLinkState.Gone);
            }

            HouseholdPeople? people = await register.OpenAsync(known.Thing.Id, facts.Settings.Sealed, cancellation);
            return people is null || answer.Step >= people.Contacts.Count
                ? new FamilyLink(FamilyLinkState.Gone)
                : new FamilyLink(FamilyLinkState.Open, known, facts, answer.Step, people);
        }
        catch (Exception fault) when (Owners.IsSilence(fault) && !cancellation.IsCancellationRequested)
        {
            return new FamilyLink(FamilyLinkState.Silent);
        }
    }
}
