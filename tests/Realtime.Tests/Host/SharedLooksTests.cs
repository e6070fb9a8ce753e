using Microsoft.Extensions.Time.Testing;
using Realtime.Actors.City;
using Realtime.Cluster.Page;
using Realtime.Domain;

namespace Realtime.Tests.Host;

public sealed class SharedLooksTests
{
    private static readonly LookLifetime _second = new(TimeSpan.FromSeconds(1));

    [Fact]
    public async Task The_same_question_within_a_second_is_asked_once_and_anew_afterwards()
    {
        FakeTimeProvider clock = new(TestCity.Start);
        int asked = 0;
        SharedLooks<CityQuery, int> looks = new(clock, _second, (_, _) => Task.FromResult(Interlocked.Increment(ref asked)));
        Assert.Equal(1, await looks.GetAsync(new CityQuery(ThingKind.Sensor) { Sight = new Sight { Own = ["LK"] } }));
        clock.Advance(TimeSpan.FromSeconds(0.9));
        Assert.Equal(1, await looks.GetAsync(new CityQuery(ThingKind.Sensor) { Sight = new Sight { Own = ["LK"] } }));
        clock.Advance(TimeSpan.FromSeconds(0.2));
        Assert.Equal(2, await looks.GetAsync(new CityQuery(ThingKind.Sensor) { Sight = new Sight { Own = ["LK"] } }));
    }

    [Fact]
    public async Task Another_sight_or_filter_is_another_question()
    {
        SharedLooks<CityQuery, string> looks = new(new FakeTimeProvider(TestCity.Start), _second, (query, _) => Task.FromResult($"{string.Join(',', query.Sight?.Own ?? ["all"])} {query.Sight?.Households} {query.LevelMin}"));
        CityQuery ours = new() { Sight = new Sight { Own = ["LK"] } };
        Assert.Equal("LK False 0", await looks.GetAsync(ours));
        Assert.Equal("XX False 0", await looks.GetAsync(ours with { Sight = new Sight { Own = ["XX"] } }));
        Assert.Equal("LK True 0", await looks.GetAsync(ours with { Sight = new Sight { Own = ["LK"], Households = true } }));
        Assert.Equal("LK False 3", await looks.GetAsync(ours with { LevelMin = 3 }));
        Assert.Equal("all  0", await looks.GetAsync(ours with { Sight = null }));
    }

    [Fact]
    public async Task Who_comes_while_a_look_is_under_way_waits_for_it_and_a_failure_is_not_kept()
    {
        FakeTimeProvider clock = new(TestCity.Start);
        int asked = 0;
        TaskCompletionSource<int> slow = new(TaskCreationOptions.RunContinuationsAsynchronously);
        SharedLooks<CityQuery, int> looks = new(clock, _second, (_, _) => Interlocked.Increment(ref asked) == 1 ? slow.Task : Task.FromResult(7));
        Task<int> first = looks.GetAsync(new CityQuery());
        clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Same(first, looks.GetAsync(new CityQuery()));

        slow.SetException(new TimeoutException("no answer"));
        await Assert.ThrowsAsync<TimeoutException>(() => first);
        Assert.Equal(7, await looks.GetAsync(new CityQuery()));
    }

    [Fact]
    public async Task What_finds_no_room_is_answered_all_the_same()
    {
        SharedLooks<CityQuery, int> looks = new(new FakeTimeProvider(TestCity.Start), _second, (query, _) => Task.FromResult(query.Take));
        for (int i = 0; i < 200; i++)
        {
            Assert.Equal(i, await looks.GetAsync(new CityQuery(Take: i)));
        }
    }
}
