using Akka.Actor;
using Realtime.Actors.Families;
using Realtime.Actors.Partitions;
using Realtime.Actors.Routing;
using Realtime.Domain;

namespace Realtime.Actors.City;

/// <summary>Asks the owners of households and of their cases.</summary>
public sealed class FamilyClient(IActorRef region, int partitions) : IFamilyCity
{
    private static readonly TimeSpan AnswerMax = TimeSpan.FromSeconds(3);

    public async Task<Registration?> GetRegistrationAsync(string id, CancellationToken cancellation)
    {
        string owner = EntityIds.Partition(Partitioning.PartitionOf(id, partitions));
        var question = new GetHouseholdRegistration(owner, new ThingKey(ThingKind.Household, id));
        return (await region.Ask<HouseholdRegistration>(question, AnswerMax, cancellation).ConfigureAwait(false)).Registration;
    }

    public async Task<FamilyLinkAnswer> OpenLinkAsync(int partition, string linkHash, int? takenBy, CancellationToken cancellation)
    {
        if (partition < 0 || partition >= partitions)
        {
            return new FamilyLinkAnswer(null, null, 0, Expired: false);
        }

        string desk = EntityIds.Desk(partition);
        object question = takenBy is { } reader ? new AcknowledgeFamilyLink(desk, linkHash) { Reader = reader } : new GetFamilyLink(desk, linkHash);
        return await region.Ask<FamilyLinkAnswer>(question, AnswerMax, cancellation).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<LostLetter>> GetLostLettersAsync(CancellationToken cancellation)
    {
        LostLettersAnswer[] answers = await Task.WhenAll(Enumerable.Range(0, partitions).Select(
            partition => region.Ask<LostLettersAnswer>(new GetLostLetters(EntityIds.Desk(partition)), AnswerMax, cancellation))).ConfigureAwait(false);
        return [.. answers.SelectMany(answer => answer.Letters).OrderByDescending(lost => lost.At)];
    }
}
