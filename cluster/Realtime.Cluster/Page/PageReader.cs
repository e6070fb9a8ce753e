using Realtime.Actors.City;
using Realtime.Cluster.Health;
using Realtime.Cluster.Http;
using Realtime.Domain;

namespace Realtime.Cluster.Page;

/// <summary>Looks at the city for the page and the progress line.</summary>
public sealed class PageReader(ICity city, NodeMetrics metrics, RateMeter rate, NodeFacts facts, TimeProvider clock, ILogger<PageReader> log)
{
    /// <summary>Asks everybody at once; whoever does not answer within the limit is left out, never waited for.</summary>
    public async Task<PageModel> ReadAsync(CityQuery query, TimeSpan limit, CancellationToken cancellation)
    {
        using CancellationTokenSource timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timeout.CancelAfter(limit);
        Task<CityView?> view = GuardAsync(city.GetCityAsync(query, timeout.Token), timeout.Token, cancellation);
        Task<IReadOnlyList<AlertView>?> alerts = GuardAsync(city.GetAlertsAsync(includeClosed: false, query.Sight, timeout.Token), timeout.Token, cancellation);
        Task<AreasView?> areas = query.KindsOnly
            ? Task.FromResult<AreasView?>(null)
            : GuardAsync(city.GetAreasAsync(AreaDivision.District, query.Sight, timeout.Token), timeout.Token, cancellation);
        MetricSums sums = await metrics.ReadAsync(cancellation);
        CityView? answer = await view;
        return new PageModel(
            clock.GetUtcNow(),
            query,
            facts,
            answer,
            await alerts,
            answer is null || answer.PartitionsAnswered < answer.Partitions ? null : rate.Sample(answer.ReadingsApplied),
            (long?)sums.Of(MetricNames.ConsumerLagRecords))
        {
            Areas = await areas,
        };
    }

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
