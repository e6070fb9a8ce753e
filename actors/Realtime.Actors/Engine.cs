using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.Configuration;
using Realtime.Actors.City;
using Realtime.Actors.Desk;
using Realtime.Actors.Metrics;
using Realtime.Actors.Partitions;
using Realtime.Actors.Ports;
using Realtime.Actors.Post;
using Realtime.Actors.Routing;
using Realtime.Actors.Things;

namespace Realtime.Actors;

/// <summary>Starts the engine in an actor system: one sharding type that carries partitions, desks and things.</summary>
public sealed class Engine
{
    /// <summary>The sharding type of everything.</summary>
    internal const string TypeName = "city";

    private Engine(IActorRef region, ICity city, IFamilyCity families)
    {
        Region = region;
        City = city;
        Families = families;
    }

    /// <summary>The shard region; everything is addressed through it by <see cref="EntityIds"/>.</summary>
    public IActorRef Region { get; }

    public ICity City { get; }

    /// <summary>What concerns the people around households.</summary>
    public IFamilyCity Families { get; }

    /// <summary>
    /// Settings the engine cannot run without, with the reason for each in <c>engine.conf</c>; add below the journal's, which name the stores.
    /// </summary>
    public static Config Defaults { get; } = ReadDefaults();

    /// <summary>Starts sharding and the pinger. The system must be (or become) a member of a cluster.</summary>
    public static async Task<Engine> StartAsync(ActorSystem system, EnginePorts ports)
    {
        int partitions = ports.Ingest.Partitions;
        EngineMetrics.Prepare(ports.Post?.Way ?? ports.Notifier.Way);
        ClusterSharding sharding = ClusterSharding.Get(system); // Before the settings are read: it brings their defaults.
        ClusterShardingSettings settings = ClusterShardingSettings.Create(system)
            .WithSupervisorStrategy(new ShardSupervisionStrategy(_ => Directive.Stop));
        IActorRef region = await sharding.StartAsync(
            TypeName,
            entityId => PropsFor(entityId, ports),
            settings,
            new ThingMessageExtractor(partitions),
            ShardAllocationStrategy.LeastShardAllocationStrategy(partitions, 0.5),
            HandOff.Instance).ConfigureAwait(false);

        IActorRef pinger = system.ActorOf(PartitionPinger.Props(region, partitions, ports.Options), "partition-pinger");
        CoordinatedShutdown.Get(system).AddTask(CoordinatedShutdown.PhaseBeforeServiceUnbind, "stop-partition-pinger", async () =>
        {
            await pinger.GracefulStop(TimeSpan.FromSeconds(3)).ConfigureAwait(false);
            if (CoordinatedShutdown.Get(system).ShutdownReason is CoordinatedShutdown.ClusterDowningReason)
            {
                // Removed by the others: nobody takes anything over from us any more, and what we still write they have to fence.
                await region.GracefulStop(TimeSpan.FromSeconds(4)).ConfigureAwait(false);
            }

            return Akka.Done.Instance;
        });
        return new Engine(region, new CityClient(region, partitions), new FamilyClient(region, partitions));
    }

    private static Props PropsFor(string entityId, EnginePorts ports)
    {
        if (EntityIds.PartitionNumber(entityId) is { } partition)
        {
            return entityId[0] == EntityIds.PartitionPrefix ? PartitionActor.Props(partition, ports) : AlertDesk.Props(partition, ports);
        }

        if (entityId[0] == EntityIds.PostPrefix && ports.Post is { } post)
        {
            return PostBox.Props(entityId[1..], post, ports);
        }

        return ThingActors.PropsFor(entityId) ?? throw new ArgumentException($"\"{entityId}\" is not the address of a thing", nameof(entityId));
    }

    private static Config ReadDefaults()
    {
        using Stream stream = typeof(Engine).Assembly.GetManifestResourceStream("Realtime.Actors.engine.conf")!;
        using var reader = new StreamReader(stream);
        return ConfigurationFactory.ParseString(reader.ReadToEnd());
    }
}
