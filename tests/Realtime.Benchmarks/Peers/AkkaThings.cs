using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.Configuration;
using Akka.DistributedData;
using Realtime.Benchmarks.Contestants;
using AkkaCluster = Akka.Cluster.Cluster;

namespace Realtime.Benchmarks.Peers;

/// <summary>B3: the obvious design in Akka.NET: a sharded ReceiveActor per thing, a Tell to the region per reading.</summary>
internal class AkkaThings(Arena arena, PeerReader reader) : FrameworkContestant(arena, reader)
{
    private const int Shards = 100;

    private ActorSystem _system = null!;
    private IActorRef _region = null!;

    /// <summary>Settings beside those of a cluster of one node.</summary>
    protected virtual Config Settings => Config.Empty;

    public override async ValueTask DisposeAsync()
    {
        await _system.Terminate();
        await base.DisposeAsync();
    }

    protected override async Task StartFrameworkAsync()
    {
        Config config = Settings.WithFallback(ConfigurationFactory.ParseString("""
            akka {
              loglevel = WARNING
              actor.provider = cluster
              remote.dot-netty.tcp { hostname = "127.0.0.1", port = 0 }
              cluster.sharding { state-store-mode = ddata, distributed-data.durable.keys = [] }
            }
            """)).WithFallback(ClusterSharding.DefaultConfig()).WithFallback(DistributedData.DefaultConfig());
        _system = ActorSystem.Create("peer", config);
        AkkaCluster cluster = AkkaCluster.Get(_system);
        await cluster.JoinAsync(cluster.SelfAddress);
        _region = await ClusterSharding.Get(_system).StartAsync("thing", id => PropsOf(id), ClusterShardingSettings.Create(_system), new Extractor());
    }

    protected virtual Props PropsOf(string id) => Props.Create(() => new ThingActor(id, City));

    protected override void Deliver(PeerReading reading) => _region.Tell(reading);

    protected override void Deliver(PeerBatch batch) => _region.Tell(batch);

    private sealed class Extractor() : HashCodeMessageExtractor(Shards)
    {
        public override string EntityId(object message) => message switch
        {
            PeerReading reading => reading.Id,
            PeerBatch batch => batch.Id,
            _ => "",
        };
    }

    private sealed class ThingActor : ReceiveActor
    {
        public ThingActor(string id, PeerCity city)
        {
            PeerThing thing = new(id, city);
            Receive<PeerReading>(thing.Take);
            Receive<PeerBatch>(thing.Take);
        }
    }
}
