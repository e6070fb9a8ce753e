using Akka.Configuration;
using Akka.Persistence.Sql;
using RealtimeEngine = Realtime.Actors.Engine;

namespace Realtime.Cluster.Engine;

/// <summary>The actor system's settings: the engine's own, the journal's, and where this node listens.</summary>
public static class ActorSystemConfig
{
    public const string SystemName = "realtime";

    /// <param name="journal">From <see cref="JournalConfig"/>.</param>
    /// <param name="hostname">Address of this node for the other nodes.</param>
    /// <param name="port">Port for the other nodes; 0 = any free one (single node).</param>
    /// <param name="cluster">From <see cref="ClusterConfig"/>; null = the defaults.</param>
    public static Config For(Config journal, string hostname, int port, Config? cluster = null)
    {
        return ConfigurationFactory.ParseString($$"""
            akka {
              loglevel = WARNING
              stdout-loglevel = WARNING
              remote.dot-netty.tcp { hostname = "{{hostname}}", port = {{port}} }
            }
            """)
            .WithFallback(cluster ?? Config.Empty)
            .WithFallback(journal)
            .WithFallback(RealtimeEngine.Defaults)
            .WithFallback(SqlPersistence.DefaultConfiguration);
    }
}
