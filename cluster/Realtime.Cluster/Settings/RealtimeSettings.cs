using Realtime.Cluster.Engine;
using Realtime.Cluster.Membership;
using Realtime.Cluster.Startup;

namespace Realtime.Cluster.Settings;

/// <summary>Every setting of a node, validated.</summary>
public sealed record RealtimeSettings(
    NodeSettings Node,
    ClusterSettings Cluster,
    KafkaSettings Kafka,
    JournalSettings Journal,
    TimeSeriesSettings TimeSeries,
    HttpSettings Http,
    MapSettings Map,
    MailSettings Mail,
    IntakeSettings Intake,
    CanarySettings Canary,
    WatchOverSettings Family,
    AccessSettings Access,
    AuditSettings Audit,
    ReplaySettings Replay)
{
    /// <summary>Reads all sections and refuses keys nobody knows.</summary>
    /// <exception cref="StartException">A setting is wrong; the message is one sentence.</exception>
    public static RealtimeSettings Read(SettingReader from)
    {
        NodeSettings node = NodeSettings.Read(from);
        KafkaSettings kafka = KafkaSettings.Read(from);
        JournalSettings journal = JournalSettings.Read(from, node.DataDirectory);
        RealtimeSettings settings = new(
            node,
            ClusterSettings.Read(from, journal.Provider),
            kafka,
            journal,
            TimeSeriesSettings.Read(from, node.DataDirectory),
            HttpSettings.Read(from),
            MapSettings.Read(from),
            MailSettings.Read(from),
            IntakeSettings.Read(from),
            CanarySettings.Read(from),
            WatchOverSettings.Read(from, journal.Provider, node.DataDirectory),
            AccessSettings.Read(from),
            AuditSettings.Read(from, node.DataDirectory),
            ReplaySettings.Read(from, kafka.Embedded));
        from.RefuseUnknown();
        if (node.SeedNodes.Count > 0 && (kafka.Embedded || settings.Journal.Provider == JournalProvider.Sqlite))
        {
            throw from.Fault("Node:SeedNodes", "an empty list, because the embedded broker and the SQLite journal serve one node only,");
        }

        RequireSeedNodes(from, node);
        if (settings.Cluster.SplitBrain == SplitBrain.LeaseMajority && settings.Journal.Provider == JournalProvider.Sqlite)
        {
            throw from.Fault("Cluster:SplitBrain", "KeepMajority, because the lease is a row in PostgreSQL and Journal:Provider is Sqlite,");
        }

        SafeStart.Require(settings);
        return settings;
    }

    /// <summary>Akka would drop what it cannot read, or call a node that speaks TLS without it, and only say that nobody answers.</summary>
    private static void RequireSeedNodes(SettingReader from, NodeSettings node)
    {
        string protocol = node.Tls is null ? NodeTls.PlainProtocol : NodeTls.Protocol;
        if (node.SeedNodes.Any(seed => !Uri.TryCreate(seed, UriKind.Absolute, out Uri? address) || address.Scheme != protocol || address.UserInfo != ActorSystemConfig.SystemName || address.Port <= 0))
        {
            throw from.Fault("Node:SeedNodes", $"a list of addresses such as {protocol}://{ActorSystemConfig.SystemName}@host:5055{(node.Tls is null ? "" : ", because Node:Tls is set,")}");
        }
    }
}
