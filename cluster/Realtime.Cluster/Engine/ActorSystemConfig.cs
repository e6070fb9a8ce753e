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
    /// <param name="seedNodes">Addresses such as <c>akka.tcp://realtime@host:5055</c>; empty = this node is the whole cluster and joins itself.</param>
    public static Config For(Config journal, string hostname, int port, IReadOnlyList<string> seedNodes)
    {
        string seeds = string.Join(", ", seedNodes.Select(seed => $"\"{seed}\""));
        return ConfigurationFactory.ParseString($$"""
            akka {
              loglevel = WARNING
              stdout-loglevel = WARNING
              remote.dot-netty.tcp { hostname = "{{hostname}}", port = {{port}} }
              cluster.seed-nodes = [{{seeds}}]
            }
            """)
            .WithFallback(journal)
            .WithFallback(RealtimeEngine.Defaults)
            .WithFallback(SqlPersistence.DefaultConfiguration);
    }
}
