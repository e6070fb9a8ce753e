using Akka.Actor;
using Akka.Cluster;
using Microsoft.Extensions.Logging;
using Prometheus;
using Realtime.Domain;
using AkkaCluster = Akka.Cluster.Cluster;

namespace Realtime.Cluster.Membership;

/// <summary>Says in the log who comes and goes, and counts the members for the metrics.</summary>
public sealed class ClusterWatch(ILogger log) : UntypedActor
{
    private static readonly Gauge _members =
        Prometheus.Metrics.CreateGauge(MetricNames.ClusterMembers, "Members of the cluster as this node sees them.", "state");

    private readonly AkkaCluster _cluster = AkkaCluster.Get(Context.System);

    public static Props Props(ILogger log) => Akka.Actor.Props.Create(() => new ClusterWatch(log));

    protected override void PreStart()
    {
        LeaseMetrics.Held.Set(0); // So that the series are there before the first split.
        _cluster.Subscribe(
            Self, ClusterEvent.SubscriptionInitialStateMode.InitialStateAsEvents, typeof(ClusterEvent.IMemberEvent), typeof(ClusterEvent.IReachabilityEvent));
    }

    protected override void PostStop() => _cluster.Unsubscribe(Self);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case ClusterEvent.UnreachableMember unreachable:
                log.LogWarning("Cluster: {Member} does not answer; if it stays so it is removed and its partitions move", unreachable.Member.Address);
                break;
            case ClusterEvent.ReachableMember reachable:
                log.LogWarning("Cluster: {Member} answers again", reachable.Member.Address);
                break;
            case ClusterEvent.MemberRemoved { PreviousStatus: MemberStatus.Down } removed:
                log.LogWarning("Cluster: {Member} was removed; its partitions move", removed.Member.Address);
                break;
            case ClusterEvent.IMemberEvent change:
                log.LogInformation("Cluster: {Member} is {Status}", change.Member.Address, change.Member.Status);
                break;
        }

        Count(_cluster.State);
    }

    private static void Count(ClusterEvent.CurrentClusterState state)
    {
        int up = state.Members.Count(member => member.Status == MemberStatus.Up && !state.Unreachable.Contains(member));
        _members.WithLabels("up").Set(up);
        _members.WithLabels("unreachable").Set(state.Unreachable.Count);
        _members.WithLabels("other").Set(state.Members.Count - up - state.Unreachable.Count);
    }
}
