using Realtime.Actors.City;
using Realtime.Cluster.Access;
using Realtime.Cluster.Http;
using Realtime.Cluster.Settings;

namespace Realtime.Cluster.Page;

/// <summary>Gathers what a flood night needs; whoever does not answer in time is left out and said so.</summary>
public sealed class FloodReader(ICity city, CityScanner scanner, TrendBook trends, AccessSettings access, NodeFacts facts)
{
    /// <summary>Gauges that are drawn: what is read from three metres has no more room.</summary>
    public const int GaugesMax = 24;

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(2);

    public async Task<FloodModel> ReadAsync(HttpContext http)
    {
        CancellationToken aborted = http.RequestAborted;
        Sight sight = Caller.SightOf(http);
        bool operates = Policies.Allows(Policies.Operate, Caller.Of(http), access);
        Task<IReadOnlyList<ChannelStatus>?> channels = ChannelsAsync(aborted);
        Task<IReadOnlyList<MessageView>?> messages = operates ? MessagesAsync(sight, aborted) : Task.FromResult<IReadOnlyList<MessageView>?>(null);
        SeenCity? seen = (await scanner.GetAsync(_patience, aborted))?.For(sight);
        FloodModel model = new(seen, await channels, await messages, null, facts);
        return model with { Trends = await trends.LevelsAsync([.. model.Pressing.Take(GaugesMax)], aborted) };
    }

    /// <summary>Only the channels are wanted, so no thing has to be looked at.</summary>
    private async Task<IReadOnlyList<ChannelStatus>?> ChannelsAsync(CancellationToken aborted)
    {
        using CancellationTokenSource limit = Limit(aborted);
        try
        {
            CityView view = await city.GetCityAsync(new CityQuery(Take: 0) { KindsOnly = true }, limit.Token).WaitAsync(limit.Token);
            return view.PartitionsAnswered < view.Partitions ? null : view.Channels;
        }
        catch (Exception fault) when (Owners.IsSilence(fault) && !aborted.IsCancellationRequested)
        {
            return null;
        }
    }

    private async Task<IReadOnlyList<MessageView>?> MessagesAsync(Sight sight, CancellationToken aborted)
    {
        using CancellationTokenSource limit = Limit(aborted);
        try
        {
            return [.. (await city.GetMessagesAsync(limit.Token).WaitAsync(limit.Token)).Where(message => sight.Owns(message.Message.Scope.Municipality ?? ""))];
        }
        catch (Exception fault) when (Owners.IsSilence(fault) && !aborted.IsCancellationRequested)
        {
            return null;
        }
    }

    private static CancellationTokenSource Limit(CancellationToken aborted)
    {
        CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(aborted);
        limit.CancelAfter(_patience);
        return limit;
    }
}
