using System.Collections.Concurrent;
using Realtime.Actors.City;
using Realtime.Cluster.Http;
using Realtime.Domain;

namespace Realtime.Cluster.Page;

/// <summary>
/// Everything that stands or drives in the city, as one look found it; shared by all viewers of this node. Households are never in it.
/// </summary>
/// <param name="At">Clock of the node when it looked.</param>
/// <param name="Things">Sensors, shelters and vehicles in the order of their keys.</param>
/// <param name="Silent">Partitions that did not answer: their things are missing.</param>
public sealed record CityScan(DateTimeOffset At, IReadOnlyList<ThingView> Things, int Silent)
{
    private readonly ConcurrentDictionary<Sight, SeenCity> _seen = new();

    /// <summary>What somebody sees of it; made once for each sight.</summary>
    public SeenCity For(Sight sight) => _seen.GetOrAdd(sight, one => new SeenCity(this, one.IsWhole ? Things : [.. Things.Where(one.Covers)]));
}

/// <summary>A scan under a sight.</summary>
/// <param name="Scan">The whole.</param>
/// <param name="Things">What is seen of it.</param>
public sealed record SeenCity(CityScan Scan, IReadOnlyList<ThingView> Things)
{
    private readonly Lazy<IReadOnlyList<Hull>> _hulls = new(() => Hull.Of(Things));

    /// <summary>Outlines of the municipalities, drawn around their fixed things.</summary>
    public IReadOnlyList<Hull> Hulls => _hulls.Value;
}

/// <summary>
/// Goes through the city for the map, the flood page and the public pages. Partitions are walked one after the other in bounded pages, between
/// which readings go on, and the result is kept for twenty times as long as it cost: however many people look, the city is walked at most
/// once in that time. A thing's own page and the alerts are never older than the question.
/// </summary>
public sealed class CityScanner(ICity city, TimeProvider clock, ILogger<CityScanner> log)
{
    private const int RestPerWork = 20;
    private static readonly TimeSpan _leastRest = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan _walkMax = TimeSpan.FromMinutes(2);
    private static readonly ThingKind[] _kinds = [ThingKind.Sensor, ThingKind.Shelter, ThingKind.Vehicle];

    private readonly Lock _lock = new();
    private CityScan? _kept;
    private DateTimeOffset _goodUntil;
    private Task<CityScan>? _walk;

    /// <summary>The last look, or the present one while there is none yet; null = it takes longer than the limit.</summary>
    public async Task<CityScan?> GetAsync(TimeSpan limit, CancellationToken cancellation)
    {
        Task<CityScan> walk;
        lock (_lock)
        {
            if (_kept is { } kept && (clock.GetUtcNow() < _goodUntil || _walk is not null))
            {
                return kept;
            }

            walk = _walk ??= Task.Run(WalkAsync, CancellationToken.None);
        }

        try
        {
            return await walk.WaitAsync(limit, clock, cancellation);
        }
        catch (TimeoutException)
        {
            return _kept;
        }
    }

    private async Task<CityScan> WalkAsync()
    {
        long begun = clock.GetTimestamp();
        List<ThingView> things = [];
        int silent = 0;
        using CancellationTokenSource limit = new(_walkMax, clock);
        for (int partition = 0; partition < city.Partitions; partition++)
        {
            silent += await TakeAsync(partition, things, limit.Token) ? 0 : 1;
        }

        CityScan scan = new(clock.GetUtcNow(), [.. things.OrderBy(thing => thing.Key)], silent);
        TimeSpan rest = clock.GetElapsedTime(begun) * RestPerWork;
        lock (_lock)
        {
            _kept = scan;
            _goodUntil = scan.At + (silent > 0 || rest < _leastRest ? _leastRest : rest);
            _walk = null;
        }

        return scan;
    }

    private async Task<bool> TakeAsync(int partition, List<ThingView> things, CancellationToken limit)
    {
        try
        {
            foreach (ThingKind kind in _kinds)
            {
                ThingSearch search = new() { Kind = kind, Take = Limits.ThingsPerPageMax };
                Actors.City.ThingPage page;
                do
                {
                    page = await city.WalkThingsAsync(partition, search, limit);
                    things.AddRange(page.Things);
                    search = search with { After = page.Next };
                }
                while (page.Next is not null);
            }

            return true;
        }
        catch (Exception fault)
        {
            if (!Owners.IsSilence(fault))
            {
                log.LogWarning(fault, "A partition could not be walked for the pages");
            }

            return false;
        }
    }
}
