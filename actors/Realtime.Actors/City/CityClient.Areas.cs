using Akka.Actor;
using Realtime.Actors.Partitions;
using Realtime.Actors.Routing;
using Realtime.Domain;

namespace Realtime.Actors.City;

/// <summary>What is happening where: every partition counts its own things, the answers are added up.</summary>
public sealed partial class CityClient
{
    public async Task<AreasView> GetAreasAsync(AreaDivision by, Sight? sight, CancellationToken cancellation)
    {
        IReadOnlyList<PartitionAreas> parts = await AskAllAsync<PartitionAreas>(
            partition => new GetPartitionAreas(EntityIds.Partition(partition), by) { Sight = sight }, cancellation).ConfigureAwait(false);
        AreaTally[] areas = [.. parts.SelectMany(part => part.Areas).GroupBy(area => area.Code, StringComparer.Ordinal).Select(AreaTally.Merge)
            .OrderBy(area => area.Code.Length == 0).ThenByDescending(area => area.Level).ThenBy(area => area.Code, StringComparer.Ordinal)];
        return new AreasView(Areas.Name(by), areas, parts.Count(part => part.Active), partitions);
    }

    public async Task<AreaDetail?> GetAreaAsync(AreaDivision by, string code, int take, Sight? sight, CancellationToken cancellation)
    {
        Task<IReadOnlyList<AlertView>> open = GetAlertsAsync(includeClosed: false, sight, cancellation);
        IReadOnlyList<PartitionArea> parts = await AskAllAsync<PartitionArea>(
            partition => new GetPartitionArea(EntityIds.Partition(partition), by, code, take) { Sight = sight }, cancellation).ConfigureAwait(false);
        AreaTally[] tallies = [.. parts.Select(part => part.Tally).OfType<AreaTally>()];
        IReadOnlyList<AlertView> alerts = await open.ConfigureAwait(false);
        if (tallies.Length == 0)
        {
            return parts.Count == partitions ? null : throw new AskTimeoutException($"only {parts.Count} of {partitions} partitions answered");
        }

        HashSet<ThingKey> inAlert = [.. parts.SelectMany(part => part.InAlert)];
        return new AreaDetail(
            AreaTally.Merge(tallies),
            [.. parts.SelectMany(part => part.Things).OrderByDescending(thing => thing.Level).ThenBy(thing => thing.Key).Take(take)],
            [.. alerts.Where(alert => inAlert.Contains(alert.Thing))],
            parts.Count(part => part.Active),
            partitions);
    }
}
