using Akka.Actor;
using Realtime.Actors;
using Realtime.Actors.City;
using Realtime.Actors.Ports;
using Realtime.Actors.Routing;
using Realtime.Domain;
using Realtime.Tests.Support;

namespace Realtime.Tests.Engine;

/// <summary>
/// A night of many alerts on the engine itself: letters instead of a mail per step, nothing swallowed and nothing in two letters, wherever
/// the post box, a desk, a partition or the node ends.
/// </summary>
public sealed class FloodNightTests : IDisposable
{
    private const int Partitions = 4;
    private const int Gauges = 40;
    private const int Steps = 100;
    private readonly string _directory = Directory.CreateTempSubdirectory("realtime-flood-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task Many_steps_become_few_letters_and_every_step_stands_in_exactly_one()
    {
        var post = new TestPost();
        Produced produced = await RunAsync(post, IFaults.None, disturb: null);

        AssertEveryStepOnce(produced, post);
        int steps = ToldSteps(produced).Count;
        Assert.True(steps > 200, $"only {steps} steps: the night would prove nothing");
        Assert.InRange(post.Accepted.Count, 2, steps / 3);
        Assert.All(post.Accepted, letter => Assert.Null(letter.To));
        Assert.Equal(post.Accepted.Count, post.Accepted.Select(letter => letter.Id).Distinct().Count());
    }

    [Fact]
    public async Task A_post_box_that_dies_again_and_again_loses_nothing_and_splits_no_letter()
    {
        // Every third try fails, and the box is killed all the time.
        var post = new TestPost((_, tries) => tries % 3 == 0 ? NotifyOutcome.Retry : NotifyOutcome.Accepted);
        var faults = new ThrowingFaults((_, count) => count is 3 or 7);
        Produced produced = await RunAsync(post, faults, disturb: system =>
            system.ActorSelection($"/system/sharding/city/{EntityIds.ShardOf(EntityIds.PostBox(PostRoute.OperatorsBox), Partitions)}/{EntityIds.PostBox(PostRoute.OperatorsBox)}").Tell(Kill.Instance));

        AssertEveryStepOnce(produced, post);
        Assert.True(faults.Thrown >= 2, "no partition ended: the test would prove less");
    }

    [Fact]
    public async Task Where_every_step_is_a_letter_a_death_repeats_no_more_than_was_under_way()
    {
        var post = new TestPost();
        int deaths = 0;
        EngineOptions single = Options with { Post = new PostSettings(TimeSpan.Zero, TimeSpan.Zero, 6) };
        Produced produced = await RunAsync(post, IFaults.None, options: single, disturb: system =>
        {
            deaths++;
            system.ActorSelection($"/system/sharding/city/{EntityIds.ShardOf(EntityIds.PostBox(PostRoute.OperatorsBox), Partitions)}/{EntityIds.PostBox(PostRoute.OperatorsBox)}").Tell(Kill.Instance);
        });

        AssertEveryStepOnce(produced, post);
        Assert.Equal(ToldSteps(produced).Count, post.Accepted.DistinctBy(letter => letter.Id).Count());
        Assert.InRange(post.Accepted.Count - ToldSteps(produced).Count, 0, deaths * Limits.LettersUnderWayMax);
    }

    [Fact]
    public async Task A_contact_who_can_never_be_reached_is_followed_by_the_next_and_no_address_is_stored()
    {
        Contact gone = new("前の住所", "gone@family.example");
        Contact son = new("太郎", "taro@family.example");
        var post = new TestPost((letter, _) => letter.To == gone ? NotifyOutcome.Refused : NotifyOutcome.Accepted);
        var log = new TestLog(Partitions);
        var produced = new Produced();
        ThingKey home = new(ThingKind.Household, "tv-7");
        log.Append(new Registration { Key = home, Name = "A-203", Source = "plugs", NoViewingLimit = TimeSpan.FromHours(2), Contacts = [gone, son] });
        await using EngineNode node = await EngineNode.StartAsync(_directory, log, produced, options: Options, post: post);
        await Eventually.TrueAsync("the household is registered", async () => await node.City.GetThingAsync(home, default) is { Registered: true });
        DateTimeOffset start = new(2026, 9, 12, 18, 0, 0, TimeSpan.FromHours(9));
        for (int minute = 0; minute <= 150; minute += 5)
        {
            log.Append(new HouseholdReading { ThingId = home.Id, Time = start.AddMinutes(minute), Viewing = minute == 0, Source = "plugs" });
            log.Append(Topics.Household, new ChannelBeat { ChannelId = "plugs", Time = start.AddMinutes(minute), ExpectedInterval = TimeSpan.FromMinutes(5), ArrivalInterval = TimeSpan.FromHours(1) });
        }

        await Eventually.TrueAsync("the son was told", () => post.Accepted.Any(letter => letter.To == son), found: () => string.Join(" ", post.Tried.Select(letter => letter.To)));
        await Eventually.TrueAsync("all work is finished", async () => await node.City.GetPendingWorkAsync(default) == 0);

        Assert.Equal([gone, son], post.Tried.Select(letter => letter.To));
        AlertDetail alert = (await node.City.GetAlertAsync((await node.City.GetAlertsAsync(true, default)).Single().AlertId, default))!;
        Assert.Equal(AlertState.Notified, alert.Alert.State);
        Assert.Equal([alert.Alert], await node.City.GetAlertsOfAsync(home, sight: null, default));
        Assert.Empty(await node.City.GetAlertsOfAsync(new ThingKey(ThingKind.Sensor, home.Id), sight: null, default));
        Assert.Empty(await node.City.GetAlertsOfAsync(home, new Sight { Own = ["37201"] }, default));
    }

    private static EngineOptions Options => new()
    {
        FullEpochInterval = TimeSpan.FromMilliseconds(200),
        PartitionPingInterval = TimeSpan.FromMilliseconds(200),
        NotifyRetryMin = TimeSpan.FromMilliseconds(50),
        PostRepeat = TimeSpan.FromMilliseconds(300),
        Post = new PostSettings(TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(700), 6),
    };

    private async Task<Produced> RunAsync(TestPost post, IFaults faults, Action<ActorSystem>? disturb, EngineOptions? options = null)
    {
        var log = new TestLog(Partitions);
        var produced = new Produced();
        RiverNight.Register(log, Gauges);
        await using EngineNode node = await EngineNode.StartAsync(_directory, log, produced, faults, options ?? Options, batchMax: 37, post: post);
        await Eventually.TrueAsync("every gauge is registered", async () => (await node.City.GetCityAsync(new CityQuery(), default)).Things.Count(thing => thing.Registered) == Gauges);
        for (int step = 0; step < Steps; step += 20)
        {
            RiverNight.Write(log, seed: 5, Gauges, step, step + 20);
            disturb?.Invoke(node.System);
            int told = post.Tried.Count;
            await Eventually.TrueAsync("a letter goes", () => post.Tried.Count > told, TimeSpan.FromSeconds(30));
            disturb?.Invoke(node.System);
        }

        await Eventually.TrueAsync("all work is finished", async () => await node.City.GetPendingWorkAsync(default) == 0 && !produced.Alerts.IsEmpty, TimeSpan.FromSeconds(60));
        return produced;
    }

    private static HashSet<string> ToldSteps(Produced produced) =>
        [.. produced.Alerts.Where(change => change.Kind is not (AlertChangeKind.SteppedDown or AlertChangeKind.Observable)).Select(change => $"{change.AlertId}-{change.Sequence}")];

    /// <summary>A letter may be repeated after a crash, but then it is the same letter.</summary>
    private static void AssertEveryStepOnce(Produced produced, TestPost post)
    {
        Letter[] letters = [.. post.Accepted.DistinctBy(letter => letter.Id)];
        string[] told = [.. letters.SelectMany(letter => letter.Plan.Notices).Select(notice => notice.Key)];
        Assert.Equal(ToldSteps(produced).Order(StringComparer.Ordinal), told.Order(StringComparer.Ordinal));
        Assert.All(
            post.Tried.GroupBy(letter => letter.Id),
            tries => Assert.Single(tries.Select(letter => string.Join(' ', letter.Plan.Notices.Select(notice => notice.Key))).Distinct()));
    }
}
