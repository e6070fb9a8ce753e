using Akka.Actor;
using Akka.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Realtime.Cluster.Membership;
using Realtime.Cluster.Startup;
using Realtime.Integration.Tests.Servers;
using Realtime.Tests.Support;
using AkkaCluster = Akka.Cluster.Cluster;

namespace Realtime.Integration.Tests.Cluster;

/// <summary>A node on its way into the cluster.</summary>
public sealed class JoinTests : IDisposable
{
    private readonly PostgresServer _postgres = new();

    public void Dispose() => _postgres.Dispose();

    [SkippableFact]
    public async Task A_node_that_is_removed_before_it_is_a_full_member_ends_at_once()
    {
        // It stays on its way: a second member never comes.
        using ActorSystem system = ActorSystem.Create("join", ConfigurationFactory.ParseString("""
            akka { loglevel = OFF, stdout-loglevel = OFF, actor.provider = cluster, cluster.min-nr-of-members = 2, remote.dot-netty.tcp { hostname = 127.0.0.1, port = 0 } }
            """));
        await using ClusterSeat seat = new(_postgres.ConnectionString, TimeProvider.System, NullLogger.Instance);
        Task joining = new ClusterJoin(system, seat).RunAsync([], TimeProvider.System);
        AkkaCluster cluster = AkkaCluster.Get(system);
        await Eventually.TrueAsync("it is joining", () => cluster.State.Members.Any(member => member.Status == Akka.Cluster.MemberStatus.Joining));
        Assert.False(joining.IsCompleted);

        cluster.Down(cluster.SelfAddress);

        await Assert.ThrowsAsync<RemovedException>(() => joining.WaitAsync(TimeSpan.FromSeconds(30)));
    }
}
