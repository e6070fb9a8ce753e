using Realtime.Domain;
using Realtime.Streams.Historian;

namespace Realtime.Cluster.Page;

/// <summary>Levels of the last hours of many gauges, for small drawings; asked of the store in one question and shared by all viewers.</summary>
public sealed class TrendBook(ISeriesReader series, TimeProvider clock, ILogger<TrendBook> log) : IDisposable
{
    /// <summary>How far a trend reaches back.</summary>
    public static readonly TimeSpan Reach = TimeSpan.FromHours(6);

    private const int KnownMax = 2_000;
    private static readonly TimeSpan _keeps = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan _storePatience = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly Dictionary<ThingKey, (DateTimeOffset At, IReadOnlyList<(DateTimeOffset Time, double Value)> Points)> _known = [];

    /// <summary>Levels of these gauges, oldest first, each up to its newest reading; null = the store is away.</summary>
    public async Task<IReadOnlyDictionary<ThingKey, IReadOnlyList<(DateTimeOffset Time, double Value)>>?> LevelsAsync(IReadOnlyList<ThingView> gauges, CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            DateTimeOffset now = clock.GetUtcNow();
            ThingView[] stale = [.. gauges.Where(gauge => gauge.LastReading is not null && !(_known.TryGetValue(gauge.Key, out var known) && now - known.At < _keeps))];
            if (stale.Length > 0)
            {
                Remember(stale, await AskAsync(stale, cancellation), now);
            }

            return gauges.Where(gauge => _known.ContainsKey(gauge.Key)).ToDictionary(gauge => gauge.Key, gauge => _known[gauge.Key].Points);
        }
        catch (Exception fault) when (fault is SeriesAwayException or OperationCanceledException && !cancellation.IsCancellationRequested)
        {
            log.LogDebug(fault, "Trends could not be read");
            return null;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task<IReadOnlyList<ResultPoint>> AskAsync(ThingView[] gauges, CancellationToken cancellation)
    {
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(_storePatience);
        DateTimeOffset newest = gauges.Max(gauge => gauge.LastReading!.Value);
        SeriesQuestion question = new(Measurements.WaterLevel, [.. gauges.Select(gauge => gauge.Key)], newest - Reach, newest.AddSeconds(1)) { PointsMax = 20_000 };
        return (await series.ReadAsync(question, patience.Token).WaitAsync(patience.Token)).Points;
    }

    private void Remember(ThingView[] asked, IReadOnlyList<ResultPoint> points, DateTimeOffset now)
    {
        if (_known.Count + asked.Length > KnownMax)
        {
            _known.Clear();
        }

        ILookup<ThingKey, ResultPoint> found = points.Where(point => !point.Drill).ToLookup(point => point.Thing);
        foreach (ThingView gauge in asked)
        {
            _known[gauge.Key] = (now, [.. found[gauge.Key].SelectMany(point => point.Fields.Where(field => field.Name == Fields.LevelM).Select(field => (point.Time, field.Value)))]);
        }
    }
}
