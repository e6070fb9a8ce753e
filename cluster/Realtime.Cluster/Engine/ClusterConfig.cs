using Akka.Configuration;
using Realtime.Actors.Epochs;
using Realtime.Cluster.Settings;

namespace Realtime.Cluster.Engine;

/// <summary>The settings of the cluster as Akka wants to hear them.</summary>
public static class ClusterConfig
{
    /// <param name="settings">Of this node.</param>
    /// <param name="connectionString">Database of the lease; used with <see cref="SplitBrain.LeaseMajority"/> only.</param>
    /// <param name="format">Number of the format to store in.</param>
    public static Config For(ClusterSettings settings, string connectionString, int format)
    {
        // With different versions in one cluster shards are not moved for balance: an upgrade moves each partition once, not to and fro.
        Config cluster = ConfigurationFactory.ParseString($$"""
            akka.cluster {
              min-nr-of-members = {{settings.MembersMin}}
              app-version = "{{HelpText.Version}}"
            }
            {{StoredFormat.WriteSetting}} = {{format}}
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
          # A holder that does not renew for this long has died with the lease. Shorter than the 7 s and more after which the others decide
          # (failure detector and stable-after): or the holder's own death, soon after it decided about another one, would end everybody.
          heartbeat-timeout = 6s
          heartbeat-interval = 2s
          lease-operation-timeout = 3s
          connection-string = {{JournalConfig.Quote(connectionString)}}
        }
        """);
}
