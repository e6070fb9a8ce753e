using System.Globalization;
using Realtime.Actors.City;
using Realtime.Cluster.Http;
using Realtime.Domain;
using Realtime.Streams.Historian;

namespace Realtime.Cluster.Page;

/// <summary>Looks at one thing with everything a person wants to know of it.</summary>
public sealed class ThingReader(ICity city, ISeriesReader series, NodeFacts facts, TimeProvider clock, ILogger<ThingReader> log)
{
    /// <summary>Reasons are long: of the other open alerts the sentence stands in the list.</summary>
    private const int ReasonsMax = 3;

    /// <summary>Whoever looks at a page waits no longer for the store.</summary>
    private static readonly TimeSpan _storePatience = TimeSpan.FromSeconds(2);

    /// <summary>The store is behind the thing by moments: a drawing without the newest reading is good for no longer.</summary>
    private static readonly TimeSpan _storeCatchesUp = TimeSpan.FromSeconds(10);

    /// <summary>The thing; null when nobody ever heard of it, or the caller does not see it.</summary>
    /// <param name="key">Which.</param>
    /// <param name="hours">Length of the window.</param>
    /// <param name="sight">What the caller sees.</param>
    /// <param name="mayAct">The caller's role may act on alerts.</param>
    /// <param name="kept">Key of the drawing that the page has; null = none.</param>
    /// <param name="limit">When the owners must have answered.</param>
    public async Task<ThingModel?> ReadAsync(ThingKey key, int hours, Sight sight, bool mayAct, string? kept, CancellationToken limit)
    {
        if (await city.GetThingAsync(key, limit) is not { } thing || !sight.Covers(thing))
        {
            return null;
        }

        Task<IReadOnlyList<AlertView>?> asked = AlertsAsync(key, sight, limit);
        Registration? registration = key.Kind == ThingKind.Channel ? null : (await city.GetRegistrationAsync(key, limit))?.Registration;
        Task<ThingSeries> past = SeriesAsync(thing, Plot.Of(thing, registration), hours, kept, limit);
        IReadOnlyList<AlertView>? alerts = await asked;
        List<WhyAnswer> reasons = [];
        foreach (AlertView alert in (alerts ?? []).Where(alert => alert.State != AlertState.Resolved).Take(ReasonsMax))
        {
            if (await city.GetAlertAsync(alert.AlertId, limit) is { } detail)
            {
                reasons.Add(await WhyEndpoints.AnswerAsync(detail, city, clock.GetUtcNow(), limit));
            }
        }

        return new ThingModel(thing, registration, alerts, reasons, await past, mayAct && sight.Commands(key, thing.Municipality), facts, clock.GetUtcNow(), hours);
    }

    private async Task<IReadOnlyList<AlertView>?> AlertsAsync(ThingKey key, Sight sight, CancellationToken limit)
    {
        try
        {
            return [.. (await city.GetAlertsOfAsync(key, sight.Limit, limit)).Where(sight.Covers)];
        }
        catch (Exception fault) when (Owners.IsSilence(fault))
        {
            return null;
        }
    }

    private async Task<ThingSeries> SeriesAsync(ThingView thing, Plot? plot, int hours, string? kept, CancellationToken limit)
    {
        if (plot is null || thing.LastReading is not { } newest)
        {
            return ThingSeries.None;
        }

        DateTimeOffset to = newest.AddSeconds(1);
        DateTimeOffset from = newest - TimeSpan.FromHours(hours);
        string whole = string.Create(CultureInfo.InvariantCulture, $"{hours}h {plot.Fingerprint} {newest.UtcTicks / (TimeSpan.TicksPerHour * hours / Chart.PointsMax)}");
        string behind = string.Create(CultureInfo.InvariantCulture, $"{whole} {clock.GetUtcNow().UtcTicks / _storeCatchesUp.Ticks}");
        if (kept is not null && (kept == whole || kept == behind))
        {
            return new ThingSeries(plot, [], from, newest, "") { Key = kept, Kept = true };
        }

        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(limit);
        patience.CancelAfter(_storePatience);
        try
        {
            SeriesAnswer answer = await series.ReadAsync(new SeriesQuestion(plot.Measurement, [thing.Key], from, to), patience.Token).WaitAsync(patience.Token);
            bool caughtUp = answer.Points.Count > 0 && answer.Points[^1].Time >= newest;
            return new ThingSeries(plot, [.. answer.Points.Where(point => !point.Drill)], from, newest, "") { WholeFrom = answer.WholeFrom, Key = caughtUp ? whole : behind };
        }
        catch (Exception fault) when (fault is SeriesAwayException or OperationCanceledException && !limit.IsCancellationRequested)
        {
            log.LogDebug(fault, "The recent past of {Kind} could not be read", ThingKey.Name(thing.Key.Kind));
            return new ThingSeries(plot, [], from, newest, fault is SeriesAwayException ? fault.Message : "The time-series store does not answer in time.");
        }
    }
}
