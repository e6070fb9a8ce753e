using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Realtime.Actors;
using Realtime.Actors.City;
using Realtime.Actors.Ports;
using Realtime.Cluster.Engine;
using EngineType = Realtime.Actors.Engine;

namespace Realtime.Tests.Engine;

/// <summary>One node: the real engine, the real journal in SQLite files, a log in memory.</summary>
public sealed class EngineNode : IAsyncDisposable
{
    private EngineNode(ActorSystem system, EngineType engine)
    {
        System = system;
        Engine = engine;
    }

    /// <summary>Epochs and pings several times a second, so that tests wait for little.</summary>
    public static EngineOptions Quick { get; } = new() { FullEpochInterval = TimeSpan.FromMilliseconds(200), PartitionPingInterval = TimeSpan.FromMilliseconds(200) };

    public ActorSystem System { get; }

    public EngineType Engine { get; }

    public ICity City => Engine.City;

    /// <param name="directory">Where the journal is; a second node over the same directory goes on from it.</param>
    public static async Task<EngineNode> StartAsync(
        string directory, TestLog log, Produced produced, IFaults? faults = null, EngineOptions? options = null, INotifier? notifier = null, TimeProvider? clock = null, int batchMax = 100, IPost? post = null, IMessagePublisher? messages = null, Setup? setup = null, IFamilyPost? families = null) =>
        await StartAsync(directory, setup, system => new EnginePorts(
            new TestIngest(log, system, batchMax),
            new TestOutboxPort(log, produced),
            new TestPublisher(produced),
            notifier ?? new TestNotifier(produced),
            clock ?? TimeProvider.System,
            faults ?? IFaults.None,
            options ?? Quick,
            post,
            messages,
            Families: families));

    /// <summary>The real engine and journal over other ports.</summary>
    /// <param name="directory">Where the journal is.</param>
    /// <param name="setup">Further set-up of the actor system; null = none.</param>
    /// <param name="ports">Made when there is an actor system.</param>
    public static async Task<EngineNode> StartAsync(string directory, Setup? setup, Func<ActorSystem, EnginePorts> ports)
    {
        Config journal = JournalConfig.Sqlite(Path.Combine(directory, "journal.db"), Path.Combine(directory, "snapshots.db"));
        Config config = ConfigurationFactory.ParseString("akka { loglevel = OFF, stdout-loglevel = OFF }")
            .WithFallback(ActorSystemConfig.For(journal, "127.0.0.1", 0));
        var start = ActorSystemSetup.Create(BootstrapSetup.Create().WithConfig(config));
        ActorSystem system = ActorSystem.Create(ActorSystemConfig.SystemName, setup is null ? start : start.And(setup));
        Akka.Cluster.Cluster cluster = Akka.Cluster.Cluster.Get(system);
        await cluster.JoinAsync(cluster.SelfAddress);
        EngineType engine = await EngineType.StartAsync(system, ports(system));
        return new EngineNode(system, engine);
    }

    /// <summary>Planned stop: hand-off, last epochs, leave.</summary>
    public async Task StopAsync() => await CoordinatedShutdown.Get(System).Run(CoordinatedShutdown.ClrExitReason.Instance);

    public async ValueTask DisposeAsync()
    {
        if (!System.WhenTerminated.IsCompleted)
        {
            await StopAsync();
        }
    }
}
