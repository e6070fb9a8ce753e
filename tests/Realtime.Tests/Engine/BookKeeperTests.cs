using Akka.Actor;
using Akka.Persistence;
using Microsoft.Extensions.Time.Testing;
using Realtime.Actors;
using Realtime.Actors.City;
using Realtime.Actors.Desk;
using Realtime.Actors.Epochs;
using Realtime.Actors.Families;
using Realtime.Actors.Partitions;
using Realtime.Actors.Ports;
using Realtime.Actors.Post;
using Realtime.Actors.Routing;
using Realtime.Domain;
using Realtime.Tests.Support;

namespace Realtime.Tests.Engine;

/// <summary>Nobody who keeps a book writes from a memory that may be old: desks, family desks and post boxes alike.</summary>
public sealed class BookKeeperTests : IDisposable
{
    private readonly ActorSystem _system = ActorSystem.Create(
        "books",
        "akka { loglevel = OFF, stdout-loglevel = OFF, persistence { journal.plugin = akka.persistence.journal.inmem, snapshot-store.plugin = akka.persistence.snapshot-store.inmem } }");

    private readonly TestPost _post = new((_, _) => NotifyOutcome.Unreachable);

    public void Dispose() => _system.Dispose();

    [Theory]
    [InlineData("post")]
    [InlineData("desk")]
    [InlineData("family")]
    public async Task Whoever_stood_still_for_too_long_does_nothing_with_what_it_hears_and_starts_anew(string kind)
    {
        // Every message finds that the process stood still: no standstill at all is in order here.
        IActorRef keeper = _system.ActorOf(PropsOf(kind, TimeSpan.FromMilliseconds(-1)));
        object message = kind == "post" ? Notice() : new GetPendingWork(EntityIds.Desk(0));
        Task<object> answer = keeper.Ask<object>(message, TimeSpan.FromSeconds(20));
        await keeper.WatchAsync();

        Assert.Empty(_post.Tried);
        Assert.False(answer.IsCompleted);
    }

    [Fact]
    public async Task A_post_box_of_a_process_that_runs_hands_the_same_letter_over()
    {
        _system.ActorOf(PropsOf("post", TimeSpan.FromMinutes(10))).Tell(Notice());
        await Eventually.TrueAsync("the letter is handed over", () => !_post.Tried.IsEmpty, TimeSpan.FromSeconds(20));
    }

    /// <summary>Between the letter that is on its way to the journal and the word that it is stored the process stands still: another box may have sent it meanwhile.</summary>
    [Fact]
    public async Task A_post_box_that_stood_still_while_a_letter_was_stored_does_not_hand_it_over()
    {
        FakeTimeProvider machine = new();
        ProcessPulse pulse = new(machine);
        StandingStill clock = new(() =>
        {
            machine.Advance(TimeSpan.FromSeconds(20));
            pulse.Beat();
        });
        IActorRef box = _system.ActorOf(PropsOf("post", TimeSpan.FromSeconds(15), clock, pulse));
        Task ended = box.WatchAsync();
        box.Tell(Notice());
        await ended.WaitAsync(TimeSpan.FromSeconds(20));

        Assert.True(clock.Stood);
        Assert.Empty(_post.Tried);
    }

    [Fact]
    public void Every_persistent_actor_watches_over_standstills() =>
        Assert.Equal(
            [typeof(PartitionActor)],
            typeof(BookKeeper).Assembly.GetTypes().Where(type => !type.IsAbstract && typeof(Eventsourced).IsAssignableFrom(type) && !typeof(BookKeeper).IsAssignableFrom(type)));

    private Props PropsOf(string kind, TimeSpan standstillMax, TimeProvider? clock = null, ProcessPulse? pulse = null)
    {
        TestLog log = new(1);
        Produced produced = new();
        EngineOptions options = new() { StandstillMax = standstillMax, Pulse = pulse ?? ProcessPulse.Own, Post = new PostSettings(TimeSpan.Zero, TimeSpan.Zero, 6) };
        EnginePorts ports = new(
            new TestIngest(log, _system, 1), new TestOutboxPort(log, produced), new TestPublisher(produced), new TestNotifier(produced), clock ?? TimeProvider.System, IFaults.None, options);
        return kind switch
        {
            "post" => PostBox.Props(PostRoute.OperatorsBox, _post, ports),
            "desk" => AlertDesk.Props(0, ports),
            _ => FamilyDesk.Props(0, new TestFamilyPost(), ports),
        };
    }

    private static PostNotices Notice() => new(EntityIds.PostBox(PostRoute.OperatorsBox), 0, null, [new KeyedChange("a-0", new AlertChange
    {
        AlertId = "a",
        Thing = new ThingKey(ThingKind.Sensor, "r1"),
        Rule = Rules.Stage,
        EpisodeStart = DateTimeOffset.UnixEpoch,
        Sequence = 0,
        Kind = AlertChangeKind.Raised,
        ToLevel = 3,
        Time = DateTimeOffset.UnixEpoch,
        Text = "water rises",
    }, OthersToo: false)]);

    /// <summary>The second look at the clock is that of the box that puts the letter together: then it happens, once.</summary>
    private sealed class StandingStill(Action stand) : TimeProvider
    {
        private int _looks;

        public bool Stood => _looks > 1;

        public override DateTimeOffset GetUtcNow()
        {
            if (Interlocked.Increment(ref _looks) == 2)
            {
                stand();
            }

            return base.GetUtcNow();
        }
    }
}
