using Akka.Actor;
using Akka.Cluster;
using Akka.Cluster.Sharding;
using Realtime.Actors.Routing;

namespace Realtime.Actors.Partitions;

/// <summary>
/// Makes sure that every partition runs. After a crash Akka allocates the shards again but starts no entity in them; asking for each
/// partition does. Stopped before the region shuts down, because a region with waiting messages does not end.
/// </summary>
public sealed class PartitionPinger : UntypedActor, IWithTimers
{
    private readonly IActorRef _region;
    private readonly ShardRegion.StartEntity[] _starts;

    public PartitionPinger(IActorRef region, int partitions, TimeSpan interval)
    {
        _region = region;
        _starts = [.. Enumerable.Range(0, partitions).Select(partition => new ShardRegion.StartEntity(EntityIds.Partition(partition)))];
        Interval = interval;
    }

    public ITimerScheduler Timers { get; set; } = null!;

    private TimeSpan Interval { get; }

    public static Props Props(IActorRef region, int partitions, TimeSpan interval) =>
        Akka.Actor.Props.Create(() => new PartitionPinger(region, partitions, interval));

    protected override void PreStart()
    {
        Akka.Cluster.Cluster.Get(Context.System).Subscribe(Self, ClusterEvent.SubscriptionInitialStateMode.InitialStateAsEvents, typeof(ClusterEvent.MemberRemoved));
        Timers.StartPeriodicTimer("ping", Ping.Instance, TimeSpan.Zero, Interval);
    }

    protected override void PostStop() => Akka.Cluster.Cluster.Get(Context.System).Unsubscribe(Self);

    protected override void OnReceive(object message)
    {
        if (message is Ping or ClusterEvent.MemberRemoved)
        {
            foreach (ShardRegion.StartEntity start in _starts)
            {
                _region.Tell(start);
            }
        }
    }

    private sealed record Ping
    {
        public static readonly Ping Instance = new();
    }
}
