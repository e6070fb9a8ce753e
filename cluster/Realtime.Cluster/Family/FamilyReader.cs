using Realtime.Actors.City;
using Realtime.Actors.Families;
using Realtime.Cluster.Http;
using Realtime.Domain;

namespace Realtime.Cluster.Family;

/// <summary>Whether a link leads anywhere.</summary>
public enum FamilyLinkState
{
    Open,

    /// <summary>Unknown, ended, of a household that has left, or of somebody whom the registration names no more: all the same to the outside.</summary>
    Gone,

    /// <summary>The owner did not answer.</summary>
    Silent,
}

/// <summary>What the page behind a link shows.</summary>
/// <param name="State">Whether it leads anywhere.</param>
/// <param name="Case">The case.</param>
/// <param name="Facts">The household.</param>
/// <param name="Step">The reader, as the registration stands now.</param>
/// <param name="People">The people of the household.</param>
public sealed record FamilyLink(FamilyLinkState State, FamilyCase? Case = null, FamilyFacts? Facts = null, int Step = 0, HouseholdPeople? People = null);

/// <summary>Reads what stands behind a token.</summary>
public sealed class FamilyReader(IFamilyCity city, HouseholdRegister register)
{
    /// <summary>What the reader sees; changes nothing.</summary>
    public Task<FamilyLink> ReadAsync(string token, CancellationToken cancellation) => AskAsync(token, null, cancellation);

    /// <summary>The reader takes care; repeats change nothing.</summary>
    /// <param name="token">The token.</param>
    /// <param name="reader">The reader as <see cref="ReadAsync"/> found them.</param>
    /// <param name="cancellation">The reader has gone.</param>
    public Task<FamilyLink> TakeCareAsync(string token, int reader, CancellationToken cancellation) => AskAsync(token, reader, cancellation);

    private async Task<FamilyLink> AskAsync(string token, int? takenBy, CancellationToken cancellation)
    {
        if (LinkToken.Read(token) is not { } named)
        {
            return new FamilyLink(FamilyLinkState.Gone);
        }

        try
        {
            FamilyLinkAnswer answer = await city.OpenLinkAsync(named.Partition, named.Hash, takenBy, cancellation);
            if (answer is not { Case: { } known, Facts: { } facts })
            {
                return new FamilyLink(FamilyLinkState.Gone);
            }

            return await register.OpenAsync(known.Thing.Id, facts.Settings.Sealed, cancellation) is { } people
                && await register.ReaderAsync(known.Thing.Id, token, answer.LetterId, named.Partition, answer.Step, people, cancellation) is { } reader
                ? new FamilyLink(FamilyLinkState.Open, known, facts, reader, people)
                : new FamilyLink(FamilyLinkState.Gone);
        }
        catch (Exception fault) when (Owners.IsSilence(fault) && !cancellation.IsCancellationRequested)
        {
            return new FamilyLink(FamilyLinkState.Silent);
        }
    }
}
