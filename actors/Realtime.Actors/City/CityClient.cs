using Akka.Actor;
using Realtime.Actors.Desk;
using Realtime.Actors.Partitions;
using Realtime.Actors.Routing;
using Realtime.Domain;

namespace Realtime.Actors.City;

/// <summary>Asks every partition or desk at once and puts the answers together. An owner that does not answer in time is left out and counted.</summary>
public sealed partial class CityClient(IActorRef region, int partitions) : ICity
{
    private static readonly TimeSpan AnswerMax = TimeSpan.FromSeconds(3);

    public async Task<CityView> GetCityAsync(CityQuery query, CancellationToken cancellation)
    {
        IReadOnlyList<PartitionView> views = await AskAllAsync<PartitionView>(
            partition => new GetPartitionView(EntityIds.Partition(partition), query), cancellation).ConfigureAwait(false);
        return new CityView(
            [.. views.SelectMany(view => view.Counts).GroupBy(count => (count.Kind, count.Status))
                .Select(group => new ThingCount(group.Key.Kind, group.Key.Status, group.Sum(count => count.Count)))
                .OrderBy(count => count.Kind).ThenBy(count => count.Status, StringComparer.Ordinal)],
            [.. views.SelectMany(view => view.Things).OrderByDescending(thing => thing.Level).ThenBy(thing => thing.Key).Take(query.Take)],
            [.. views.SelectMany(view => view.Channels).GroupBy(channel => channel.ChannelId).Select(Merge).OrderBy(channel => channel.ChannelId, StringComparer.Ordinal)],
            views.Sum(view => view.ReadingsApplied),
            views.Count(view => view.Active),
            partitions);
    }

    public async Task<ThingView?> GetThingAsync(ThingKey key, CancellationToken cancellation)
    {
        string owner = EntityIds.Partition(Partitioning.PartitionOf(key.Id, partitions));
        return (await region.Ask<ThingAnswer>(new GetThing(owner, key), AnswerMax, cancellation).ConfigureAwait(false)).Thing;
    }

    public async Task<IReadOnlyList<AlertView>> GetAlertsAsync(bool includeClosed, Sight? sight, CancellationToken cancellation)
    {
        IReadOnlyList<DeskView> desks = await AskAllAsync<DeskView>(
            partition => new GetDeskView(EntityIds.Desk(partition), includeClosed) { Sight = sight }, cancellation).ConfigureAwait(false);
        if (desks.Count < partitions)
        {
            // A list with holes would read as an all-clear for the places that are missing.
            throw new AskTimeoutException($"only {desks.Count} of {partitions} alert desks answered");
        }

        return [.. desks.SelectMany(desk => desk.Alerts)
            .OrderByDescending(alert => alert.State != AlertState.Resolved)
            .ThenByDescending(alert => alert.Level)
            .ThenBy(alert => alert.Since)
            .ThenBy(alert => alert.AlertId, StringComparer.Ordinal)];
    }

    public async Task<IReadOnlyList<AlertView>> GetAlertsOfAsync(ThingKey thing, Sight? sight, CancellationToken cancellation)
    {
        string desk = EntityIds.Desk(Partitioning.PartitionOf(thing.Id, partitions));
        DeskView view = await region.Ask<DeskView>(new GetDeskView(desk, IncludeClosed: true) { Sight = sight, Thing = thing }, AnswerMax, cancellation).ConfigureAwait(false);

        // While nodes are upgraded one by one, a desk of before may answer with everything it has.
        return [.. view.Alerts.Where(alert => alert.Thing == thing)];
    }

    public async Task<AlertDetail?> GetAlertAsync(string alertId, CancellationToken cancellation)
    {
        IReadOnlyList<AlertAnswer> answers = await AskAllAsync<AlertAnswer>(
            partition => new GetAlert(EntityIds.Desk(partition), alertId), cancellation).ConfigureAwait(false);
        AlertDetail? found = answers.Select(answer => answer.Alert).FirstOrDefault(alert => alert is not null);
        return found is not null || answers.Count == partitions
            ? found
            : throw new AskTimeoutException($"only {answers.Count} of {partitions} alert desks answered");
    }

    public async Task<long?> GetPendingWorkAsync(CancellationToken cancellation)
    {
        // Partitions first: what they have delivered by then, the desks know.
        IReadOnlyList<PendingWork> owners = await AskAllAsync<PendingWork>(
            partition => new GetPendingWork(EntityIds.Partition(partition)), cancellation).ConfigureAwait(false);
        IReadOnlyList<PendingWork> desks = await AskAllAsync<PendingWork>(
            partition => new GetPendingWork(EntityIds.Desk(partition)), cancellation).ConfigureAwait(false);
        return owners.Count == partitions && desks.Count == partitions ? owners.Concat(desks).Sum(work => work.Count) : null;
    }

    public Task<AcknowledgeResult> AcknowledgeAsync(string alertId, string by, string comment, CancellationToken cancellation) =>
        TellDesksAsync(partition => new AcknowledgeAlert(EntityIds.Desk(partition), alertId, by, comment), cancellation);

    public Task<AcknowledgeResult> CloseAsync(string alertId, string by, string comment, CancellationToken cancellation) =>
        TellDesksAsync(partition => new CloseAlert(EntityIds.Desk(partition), alertId, by, comment), cancellation);

    /// <summary>The id does not tell the shard; every desk is asked and the one that has it acts. A repeat changes nothing.</summary>
    private async Task<AcknowledgeResult> TellDesksAsync(Func<int, object> message, CancellationToken cancellation)
    {
        IReadOnlyList<AcknowledgeAnswer> answers = await AskAllAsync<AcknowledgeAnswer>(message, cancellation).ConfigureAwait(false);
        AcknowledgeResult[] known = [.. answers.Select(answer => answer.Result).Where(result => result != AcknowledgeResult.Unknown)];
        return known.Length > 0 ? known[0] : answers.Count == partitions ? AcknowledgeResult.Unknown : AcknowledgeResult.NotAnswered;
    }

    private async Task<IReadOnlyList<T>> AskAllAsync<T>(Func<int, object> question, CancellationToken cancellation)
        where T : class
    {
        T?[] answers = await Task.WhenAll(Enumerable.Range(0, partitions).Select(async partition =>
        {
            try
            {
                return await region.Ask<T>(question(partition), AnswerMax, cancellation).ConfigureAwait(false);
            }
            catch (AskTimeoutException)
            {
                return null;
            }
        })).ConfigureAwait(false);
        return [.. answers.OfType<T>()];
    }

    private ChannelStatus Merge(IGrouping<string, ChannelStatus> views)
    {
        ChannelStatus first = views.First();
        bool everywhere = views.Count() == partitions && views.All(view => view.DurableSourcePosition is not null);
        return first with
        {
            Watermark = views.Min(view => view.Watermark),
            LastArrival = views.Max(view => view.LastArrival),
            State = views.Any(view => view.State == "stalled") ? "stalled" : views.All(view => view.State == "closed") ? "closed" : "open",
            DurableSourcePosition = everywhere ? views.Min(view => view.DurableSourcePosition) : null,
        };
    }
}
