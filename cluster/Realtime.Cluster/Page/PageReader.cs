using Realtime.Actors.City;
using Realtime.Cluster.Health;
using Realtime.Cluster.Http;
using Realtime.Domain;

namespace Realtime.Cluster.Page;

/// <summary>
/// Looks at the city for the page and the progress line. Counts and lists look at every thing, so viewers with the same sight and filter share them for a moment;
/// alerts are asked for by each: who acknowledges one sees it at once.
/// </summary>
public sealed class PageReader(ICity city, NodeMetrics metrics, RateMeter rate, NodeFacts facts, LookLifetime lifetime, TimeProvider clock, ILogger<PageReader> log)
{
    private readonly SharedLooks<CityQuery, CityLook> _looks = new(clock, lifetime, async (query, limit) =>
    {
        CityView view = await city.GetCityAsync(query, limit);
        return new CityLook(view, view.PartitionsAnswered < view.Partitions ? null : rate.Sample(view.ReadingsApplied));
    });

    /// <summary>Asks everybody at once; whoever does not answer within the limit is left out, never waited for.</summary>
    public async Task<PageModel> ReadAsync(CityQuery query, TimeSpan limit, CancellationToken cancellation)
    {
        using CancellationTokenSource timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timeout.CancelAfter(limit);
        Task<CityLook?> look = GuardAsync(_looks.GetAsync(query), timeout.Token, cancellation);
        Task<IReadOnlyList<AlertView>?> alerts = GuardAsync(city.GetAlertsAsync(includeClosed: false, query.Sight, timeout.Token), timeout.Token, cancellation);
        Task<AreasView?> areas = query.KindsOnly
            ? Task.FromResult<AreasView?>(null)
            : GuardAsync(city.GetAreasAsync(AreaDivision.District, query.Sight, timeout.Token), timeout.Token, cancellation);
        MetricSums sums = await metrics.ReadAsync(cancellation);
        CityLook? answer = await look;
        return new PageModel(
            clock.GetUtcNow(),
            query,
            facts,
            answer?.View,
            await alerts,
            answer?.ReadingsPerSecond,
            (long?)sums.Of(MetricNames.ConsumerLagRecords))
        {
            Areas = await areas,
        };
    }

    /// <summary>A view and the rate at its moment: a count that is shared says nothing about the time since.</summary>
    private sealed record CityLook(CityView View, double? ReadingsPerSecond);

    private async Task<T?> GuardAsync<T>(Task<T> question, CancellationToken limit, CancellationToken cancellation)
        where T : class
    {
        try
        {
            return await question.WaitAsync(limit);
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested)
        {
            if (!Owners.IsSilence(fault))
            {
                log.LogWarning(fault, "The city could not be asked");
            }

            return null;
        }
    }
}
