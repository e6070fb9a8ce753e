using Realtime.Actors.City;
using Realtime.Actors.Ports;
using Realtime.Domain;
using Realtime.Tests.Support;

namespace Realtime.Tests.Engine;

/// <summary>Searching the engine itself, page by page, and what the registry says of a thing.</summary>
public sealed class SearchTests : IDisposable
{
    private const int Partitions = 2;
    private const int Gauges = 2 * Limits.ThingsScannedPerQuestionMax + 500;
    private readonly string _directory = Directory.CreateTempSubdirectory("realtime-search-").FullName;
    private readonly TestLog _log = new(Partitions);

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task Pages_hold_everything_once_in_order_and_a_question_goes_through_a_bounded_number_of_things()
    {
        for (int i = 0; i < Gauges; i++)
        {
            _log.Append(new Registration { Key = new ThingKey(ThingKind.Sensor, $"g-{i:0000}"), Name = i == Gauges - 1 ? "the last" : "", Municipality = i % 100 == 0 ? "37201" : "37387", SensorType = SensorType.RiverLevel });
        }

        _log.Append(new Registration { Key = new ThingKey(ThingKind.Household, "home"), Municipality = "37201" });
        await using EngineNode node = await EngineNode.StartAsync(_directory, _log, new Produced());
        await Eventually.TrueAsync("everything is registered", async () => await CountAsync(node) == Gauges + 1, TimeSpan.FromSeconds(30));

        List<ThingView> all = await AllAsync(node, new ThingSearch { Kind = ThingKind.Sensor, Type = "river_level", Take = 400 });
        Assert.Equal(Enumerable.Range(0, Gauges).Select(i => $"g-{i:0000}"), all.Select(thing => thing.Key.Id));
        Assert.Equal(Gauges / 100, (await AllAsync(node, new ThingSearch { Municipality = "37201", Kind = ThingKind.Sensor, Take = 7 })).Count);
        Assert.Equal("g-" + (Gauges - 1), Assert.Single(await AllAsync(node, new ThingSearch { Text = "the last" })).Key.Id);
        Assert.Empty(await AllAsync(node, new ThingSearch { Kind = ThingKind.Household, Sight = new Sight { Own = ["37201"] } }));
        Assert.Single(await AllAsync(node, new ThingSearch { Kind = ThingKind.Household, Sight = new Sight { Homes = ["home"] } }));

        RegistrationView? known = await node.City.GetRegistrationAsync(new ThingKey(ThingKind.Sensor, "g-0001"), default);
        Assert.Equal(("37387", SensorType.RiverLevel), (known!.Municipality, known.Registration.SensorType));
        Assert.Null(await node.City.GetRegistrationAsync(new ThingKey(ThingKind.Shelter, "g-0001"), default));
    }

    private static async Task<long> CountAsync(EngineNode node) => (await node.City.GetCityAsync(new CityQuery(Take: 0), default)).Counts.Sum(count => count.Count);

    private static async Task<List<ThingView>> AllAsync(EngineNode node, ThingSearch search)
    {
        List<ThingView> found = [];
        ThingPage page;
        do
        {
            page = await node.City.FindThingsAsync(search, default);
            Assert.True(page.Things.Count <= search.Take);
            found.AddRange(page.Things);
            search = search with { After = page.Next };
        }
        while (page.Next is not null);
        return found;
    }
}
