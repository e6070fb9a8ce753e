using Akka.Configuration;
using Realtime.Cluster.Settings;

namespace Realtime.Cluster.Engine;

/// <summary>The settings of the cluster as Akka wants to hear them.</summary>
public static class ClusterConfig
{
    /// <param name="settings">Of this node.</param>
    /// <param name="connectionString">Database of the lease; used with <see cref="SplitBrain.LeaseMajority"/> only.</param>
    public static Config For(ClusterSettings settings, string connectionString)
    {
        // With different versions in one cluster shards are not moved for balance: an upgrade moves each partition once, not to and fro.
        Config cluster = ConfigurationFactory.ParseString($$"""
            akka.cluster {
              min-nr-of-members = {{settings.MembersMin}}
              app-version = "{{HelpText.Version}}"
            }
            """);
        return settings.SplitBrain == SplitBrain.KeepMajority ? cluster : Lease(connectionString).WithFallback(cluster);
    }

    private static Config Lease(string connectionString) => ConfigurationFactory.ParseString($$"""
        akka.cluster.split-brain-resolver {
          active-strategy = lease-majority
          lease-majority.lease-implementation = "realtime.lease"
        }
        realtime.lease {
          lease-class = "Realtime.Cluster.Membership.SqlLease, Realtime.Cluster"
          # A holder that does not renew for this long has died with the lease.
          heartbeat-timeout = 15s
          heartbeat-interval = 2s
          lease-operation-timeout = 3s
          connection-string = {{JournalConfig.Quote(connectionString)}}
        }
        """);
}
