using System.Text.Json;
using Akka.Actor;
using Realtime.Actors.Desk;
using Realtime.Actors.Partitions;
using Realtime.Actors.Routing;
using Realtime.Domain;

namespace Realtime.Actors.City;

/// <summary>Searching in pages: each partition goes through a bounded number of things per question, so that no search holds up alerts.</summary>
public sealed partial class CityClient
{
    /// <summary>Questions in a row for one page: what is rare is found over several pages.</summary>
    private const int RoundsMax = 8;

    public async Task<ThingPage> FindThingsAsync(ThingSearch search, CancellationToken cancellation)
    {
        int take = Math.Clamp(search.Take, 1, Limits.ThingsPerPageMax);
        List<ThingView> found = [];
        ThingKey? after = search.After;
        for (int round = 0; round < RoundsMax; round++)
        {
            ThingSearch question = search with { After = after, Take = take - found.Count };
            IReadOnlyList<ThingsFound> parts = await AskAllAsync<ThingsFound>(
                partition => new FindThings(EntityIds.Partition(partition), question), cancellation).ConfigureAwait(false);
            if (parts.Count < partitions || parts.Any(part => !part.Active))
            {
                throw new AskTimeoutException($"only {parts.Count(part => part.Active)} of {partitions} partitions answered");
            }

            // Beyond the key that the slowest of them has reached there may be things that belong between the others'.
            ThingKey? reached = parts.Select(part => part.Reached).Min();
            ThingView[] sorted = [.. parts.SelectMany(part => part.Things).Where(thing => reached is null || thing.Key <= reached).OrderBy(thing => thing.Key)];
            found.AddRange(sorted.Take(question.Take));
            if (found.Count == take && (reached is not null || sorted.Length > question.Take))
            {
                return new ThingPage(found, found[^1].Key);
            }

            if (reached is null)
            {
                return new ThingPage(found, null);
            }

            after = reached;
        }

        return new ThingPage(found, after);
    }

    public int Partitions => partitions;

    public async Task<ThingPage> WalkThingsAsync(int partition, ThingSearch search, CancellationToken cancellation)
    {
        ThingsFound found = await region.Ask<ThingsFound>(new FindThings(EntityIds.Partition(partition), search), AnswerMax, cancellation).ConfigureAwait(false);
        return found.Active ? new ThingPage(found.Things, found.Reached) : throw new AskTimeoutException($"partition {partition} has not begun");
    }

    public async Task<RegistrationView?> GetRegistrationAsync(ThingKey key, CancellationToken cancellation)
    {
        string owner = EntityIds.Partition(Partitioning.PartitionOf(key.Id, partitions));
        RegistryRead answer = await region.Ask<RegistryRead>(new ReadRegistry(owner, key), AnswerMax, cancellation).ConfigureAwait(false);
        return answer.Registration is { } json ? new RegistrationView(JsonSerializer.Deserialize(json, DomainJson.Default.Registration)!, answer.Municipality) : null;
    }

    public Task<AcknowledgeResult> NoteAsync(string alertId, string by, string comment, bool suppress, CancellationToken cancellation) =>
        TellDesksAsync(partition => new NoteAlert(EntityIds.Desk(partition), alertId, by, comment, suppress), cancellation);
}
