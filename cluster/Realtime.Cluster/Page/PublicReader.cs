using System.Collections.Concurrent;
using Realtime.Actors.City;
using Realtime.Domain;
using Realtime.Streams.Historian;

namespace Realtime.Cluster.Page;

/// <summary>What the plough page shows.</summary>
/// <param name="Trails">One per plough.</param>
/// <param name="Until">Nothing behind this time is shown; null = no plough was ever heard.</param>
/// <param name="Fault">Why trails are missing; "" = they are there.</param>
public sealed record PloughModel(IReadOnlyList<PloughTrail> Trails, DateTimeOffset? Until, string Fault)
{
    /// <summary>Before this time ways are missing, because there were more positions than one answer takes; null = none are.</summary>
    public DateTimeOffset? WholeFrom { get; init; }
}

/// <summary>
/// Reads for the public pages. Everybody with the same sight shares an answer for half a minute, so that however many people look, the city
/// and the store are asked twice a minute.
/// </summary>
public sealed class PublicReader(CityScanner scanner, ISeriesReader series, TimeProvider clock)
{
    /// <summary>The registered type of vehicles that are shown.</summary>
    public const string Plough = "plough";

    private const int PointsMax = 50_000;
    private const int SightsMax = 1_000;
    private static readonly TimeSpan _keeps = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<Sight, (DateTimeOffset Until, Task<PloughModel> Answer)> _ploughs = new();

    /// <summary>Places where people are counted, by name; null = the city is still being looked through.</summary>
    public async Task<IReadOnlyList<CongestionPlace>?> PlacesAsync(Sight sight, CancellationToken cancellation) =>
        (await scanner.GetAsync(_patience, cancellation))?.For(sight) is { } seen
            ? [.. seen.Things.Where(thing => thing is { Type: "people", Registered: true } && thing.Status != "retired").Select(CongestionPlace.Of).OrderBy(place => place.Name, StringComparer.Ordinal)]
            : null;

    /// <summary>Trails of the ploughs.</summary>
    public Task<PloughModel> PloughsAsync(Sight sight)
    {
        if (_ploughs.Count > SightsMax)
        {
            _ploughs.Clear();
        }

        DateTimeOffset now = clock.GetUtcNow();
        return _ploughs.AddOrUpdate(sight, _ => (now + _keeps, ReadAsync(sight)), (_, kept) => now < kept.Until ? kept : (now + _keeps, ReadAsync(sight))).Answer;
    }

    private async Task<PloughModel> ReadAsync(Sight sight)
    {
        if (await scanner.GetAsync(_patience, CancellationToken.None) is not { } scan)
        {
            return new PloughModel([], null, "The ploughs are being looked for. Come back in a minute.");
        }

        ThingView[] ploughs = [.. scan.For(sight).Things.Where(thing => thing is { Key.Kind: ThingKind.Vehicle, Type: Plough } && thing.Status != "retired")];
        DateTimeOffset? newest = ploughs.Max(plough => plough.LastReading);
        if (newest is not { } last)
        {
            return new PloughModel([], null, "");
        }

        DateTimeOffset until = last - PloughTrail.Delay;
        try
        {
            using CancellationTokenSource limit = new(_patience, clock);
            SeriesQuestion question = new(Measurements.Vehicle, [.. ploughs.Select(plough => plough.Key)], until - PloughTrail.Reach, until.AddTicks(1)) { PointsMax = PointsMax };
            SeriesAnswer answer = await series.ReadAsync(question, limit.Token).WaitAsync(limit.Token);
            ILookup<ThingKey, ResultPoint> points = answer.Points.ToLookup(point => point.Thing);
            return new PloughModel([.. ploughs.Select((plough, i) => PloughTrail.Of(i + 1, points[plough.Key], until))], until, "") { WholeFrom = answer.WholeFrom };
        }
        catch (Exception fault) when (fault is SeriesAwayException or OperationCanceledException)
        {
            return new PloughModel([], until, "Where the ploughs have been cannot be read at the moment.");
        }
    }
}
