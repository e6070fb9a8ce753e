using Akka.Actor;
using Akka.Cluster;
using AkkaCluster = Akka.Cluster.Cluster;

namespace Realtime.Cluster.Membership;

/// <summary>A member as one node sees it.</summary>
/// <param name="Address">For example <c>akka.tcp://realtime@10.0.0.1:5055</c>.</param>
/// <param name="Status">joining, up, leaving, exiting or down.</param>
/// <param name="Reachable">Whether it answers.</param>
/// <param name="Self">The node that was asked.</param>
/// <param name="Oldest">The oldest member: it decides where partitions live.</param>
/// <param name="Version">Of its program.</param>
public sealed record MemberView(string Address, string Status, bool Reachable, bool Self, bool Oldest, string Version);

/// <summary>Looks at the cluster from this node.</summary>
public interface IClusterProbe
{
    IReadOnlyList<MemberView> Members { get; }
}

/// <summary>The actor system's own view; asks nobody.</summary>
public sealed class ClusterProbe(ActorSystem system) : IClusterProbe
{
    private readonly AkkaCluster _cluster = AkkaCluster.Get(system);

    public IReadOnlyList<MemberView> Members
    {
        get
        {
            ClusterEvent.CurrentClusterState state = _cluster.State;
            Member[] byAge = [.. state.Members.Order(Member.AgeOrdering)];
            return [.. byAge.Select((member, age) => new MemberView(
                member.Address.ToString(),
                member.Status.ToString().ToLowerInvariant(),
                !state.Unreachable.Contains(member),
                member.UniqueAddress == _cluster.SelfUniqueAddress,
                age == 0,
                member.AppVersion.Version))];
        }
    }
}
