using System.Net.Sockets;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Hosting.Logging;
using Akka.Remote;
using Akka.Remote.Transport.DotNetty;
using Microsoft.Data.Sqlite;
using Realtime.Actors;
using Realtime.Cluster.Engine;
using Realtime.Cluster.Membership;
using Realtime.Cluster.Settings;
using Realtime.Cluster.Startup;
using AkkaCluster = Akka.Cluster.Cluster;

namespace Realtime.Cluster.Node;

/// <summary>The actor system: created, joined to its cluster, and left in order.</summary>
public static class EngineHost
{
    /// <summary>A node that joins itself is there at once.</summary>
    private static readonly TimeSpan _joinMax = TimeSpan.FromSeconds(60);

    /// <summary>Creates the system over the journal of the settings; no cluster yet.</summary>
    /// <param name="settings">All of them.</param>
    /// <param name="format">Number of the format to store in (<see cref="Realtime.Actors.Epochs.StoredFormat"/>).</param>
    /// <param name="log">For operators.</param>
    /// <param name="clock">Whether certificates are valid now.</param>
    /// <exception cref="StartException">The journal cannot be opened, or the node's address cannot be used.</exception>
    public static ActorSystem CreateSystem(RealtimeSettings settings, int format, ILoggerFactory log, TimeProvider clock)
    {
        NodeSettings node = settings.Node;
        JournalSettings journal = settings.Journal;
        PortProbe.CheckNode(node.Host, node.Port);
        DotNettySslSetup? tls = NodeTls.For(node, clock, log.CreateLogger("Cluster"));
        // Leaving is our own list's business: a hook at the process's exit would race with it.
        Config config = ConfigurationFactory.ParseString($$"""
            akka {
              remote.dot-netty.tcp { public-hostname = "{{node.PublicHost}}", public-port = {{node.PublicPort}}, enable-ssl = {{(tls is null ? "off" : "on")}} }
              stdout-loglevel = OFF
              loggers = ["Akka.Hosting.Logging.LoggerFactoryLogger, Akka.Hosting"]
              coordinated-shutdown.run-by-clr-shutdown-hook = off
              # The historian drains here.
              coordinated-shutdown.phases.before-actor-system-terminate.timeout = 15s
            }
            """).WithFallback(ActorSystemConfig.For(OpenJournal(journal), node.Host, node.Port, ClusterConfig.For(settings.Cluster, journal.ConnectionString, format)));
        Setup[] setups = [BootstrapSetup.Create().WithConfig(config), new LoggerFactorySetup(log), .. tls is null ? Array.Empty<Setup>() : [tls]];
        ActorSystemSetup setup = ActorSystemSetup.Create(setups);
        try
        {
            return ActorSystem.Create(ActorSystemConfig.SystemName, setup);
        }
        catch (Exception fault) when (fault.GetBaseException() is SocketException or RemoteTransportException) // Taken since the probe.
        {
            throw new StartException($"This node cannot listen for other nodes at {node.Host}:{node.Port}: check Node:Host and Node:Port.", fault);
        }
    }

    /// <summary>Becomes a member: of a cluster of its own with SQLite, which serves one process; of the one and only cluster of its database with PostgreSQL.</summary>
    /// <param name="seat">Null with SQLite.</param>
    /// <exception cref="StartException">Nobody let it in.</exception>
    /// <exception cref="RemovedException">It was removed while it joined.</exception>
    public static async Task JoinAsync(ActorSystem system, NodeSettings node, ClusterSeat? seat, TimeProvider clock, ILoggerFactory log)
    {
        system.ActorOf(ClusterWatch.Props(log.CreateLogger<ClusterWatch>()), "cluster-watch");
        if (seat is null)
        {
            AkkaCluster cluster = AkkaCluster.Get(system);
            await cluster.JoinAsync(cluster.SelfAddress).WaitAsync(_joinMax);
            return;
        }

        await new ClusterJoin(system, seat).RunAsync(node.SeedNodes, clock);
    }

    /// <summary>Planned leave: the partitions drain and store their last epoch, then the system ends.</summary>
    public static Task StopAsync(ActorSystem system) => CoordinatedShutdown.Get(system).Run(CoordinatedShutdown.ClrExitReason.Instance);

    private static Config OpenJournal(JournalSettings journal)
    {
        try
        {
            return journal.Provider == JournalProvider.Sqlite
                ? JournalConfig.Sqlite(journal.JournalFile, journal.SnapshotFile)
                : JournalConfig.PostgreSql(journal.ConnectionString, journal.SnapshotConnectionString);
        }
        catch (SqliteException fault)
        {
            throw new StartException($"The journal {journal.JournalFile} cannot be opened ({fault.Message.TrimEnd('.')}): start over with --fresh or choose another directory with --data DIR.", fault);
        }
    }
}
