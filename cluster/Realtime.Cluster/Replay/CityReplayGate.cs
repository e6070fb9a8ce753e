using Realtime.Actors.City;
using Realtime.Domain;
using Realtime.Replay;

namespace Realtime.Cluster.Replay;

/// <summary>Asks this node's city what it has already, so that a replay waits for registrations and goes on where the stores are.</summary>
public sealed class CityReplayGate(ICity city, TimeProvider clock) : IReplayGate
{
    private const int ThingsMax = 100_000;

    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(200);

    public Task RegistrationsAppliedAsync(IReadOnlyCollection<ThingKey> keys, CancellationToken cancellation) => WhenAsync(
        view => view.Things.Where(thing => thing.Registered).Select(thing => thing.Key).ToHashSet().IsSupersetOf(keys), ThingsMax, cancellation);

    public async Task<IReadOnlyDictionary<string, long>> DurablePositionsAsync(CancellationToken cancellation)
    {
        CityView view = await WhenAsync(_ => true, take: 0, cancellation);
        // A channel whose first heartbeat came before its first row vouches for nothing yet (-1): that is the beginning.
        return view.Channels
            .Where(channel => channel.DurableSourcePosition >= 0)
            .ToDictionary(channel => channel.ChannelId, channel => channel.DurableSourcePosition!.Value, StringComparer.Ordinal);
    }

    /// <summary>The first view in which every partition is active and the condition holds.</summary>
    private async Task<CityView> WhenAsync(Func<CityView, bool> condition, int take, CancellationToken cancellation)
    {
        while (true)
        {
            CityView view = await city.GetCityAsync(new CityQuery(Take: take) { KindsOnly = take == 0 }, cancellation);
            if (view.PartitionsAnswered == view.Partitions && condition(view))
            {
                return view;
            }

            await Task.Delay(_pause, clock, cancellation);
        }
    }
}
