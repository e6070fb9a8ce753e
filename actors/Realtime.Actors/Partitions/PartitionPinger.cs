using Akka.Actor;
using Akka.Cluster;
using Akka.Cluster.Sharding;
using Akka.Event;
using Realtime.Actors.Epochs;
using Realtime.Actors.Routing;
using AkkaCluster = Akka.Cluster.Cluster;

namespace Realtime.Actors.Partitions;

/// <summary>
/// Makes sure that every partition runs. After a crash or a move Akka allocates the shards again but starts no entity in them; asking
/// for each partition does. While members come and go it asks more often, because every interval is silence of a moved partition.
/// Stopped before the region shuts down, because a region with waiting messages does not end.
/// </summary>
public sealed class PartitionPinger : UntypedActor, IWithTimers
{
    /// <summary>Asks per interval while members come and go.</summary>
    private const int HasteFactor = 5;

    /// <summary>How long after a change of the members partitions may still be on their way.</summary>
    private static readonly TimeSpan HasteFor = TimeSpan.FromSeconds(20);
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly AkkaCluster _cluster = AkkaCluster.Get(Context.System);
    private readonly IActorRef _region;
    private readonly ShardRegion.StartEntity[] _starts;
    private readonly StandstillWatch _watch;
    private readonly TimeSpan _interval;

    public PartitionPinger(IActorRef region, int partitions, EngineOptions options)
    {
        _region = region;
        _starts = [.. Enumerable.Range(0, partitions).Select(partition => new ShardRegion.StartEntity(EntityIds.Partition(partition)))];
        _interval = options.PartitionPingInterval;
        _watch = new StandstillWatch(options.Pulse, options.StandstillMax);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(IActorRef region, int partitions, EngineOptions options) =>
        Akka.Actor.Props.Create(() => new PartitionPinger(region, partitions, options));

    protected override void PreStart()
    {
        _cluster.Subscribe(Self, ClusterEvent.SubscriptionInitialStateMode.InitialStateAsEvents, typeof(ClusterEvent.IMemberEvent), typeof(ClusterEvent.UnreachableMember));
        Hurry();
    }

    protected override void PostStop() => _cluster.Unsubscribe(Self);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Ping when _watch.StoodStill() is { } stood && _cluster.State.Members.Count > 1:
                EndAfter(stood);
                break;
            case Ping:
                _watch.Begin(); // Alone in the cluster nobody has taken anything over; its partitions recover by themselves.
                AskAll();
                break;
            case Calm:
                Timers.StartPeriodicTimer("ping", Ping.Instance, _interval);
                break;
            case ClusterEvent.IMemberEvent or ClusterEvent.UnreachableMember:
                Hurry();
                break;
        }
    }

    private void Hurry()
    {
        Timers.StartPeriodicTimer("ping", Ping.Instance, TimeSpan.Zero, _interval / HasteFactor);
        Timers.StartSingleTimer("calm", Calm.Instance, HasteFor);
    }

    private void AskAll()
    {
        foreach (ShardRegion.StartEntity start in _starts)
        {
            _region.Tell(start);
        }
    }

    /// <summary>
    /// The others have removed us by now and work on. Coming back as if nothing had happened would be two owners per partition, each
    /// fencing the other; with a majority by lease even a second cluster, because the winner gives the lease back after a while.
    /// </summary>
    private void EndAfter(TimeSpan stood)
    {
        _log.Error("This node stood still for {0:0.0} s; the others have taken its partitions over, so it leaves and has to be started again", stood.TotalSeconds);
        Timers.CancelAll();
        _cluster.Down(_cluster.SelfAddress);
    }

    private sealed record Ping
    {
        public static readonly Ping Instance = new();
    }

    private sealed record Calm
    {
        public static readonly Calm Instance = new();
    }
}
