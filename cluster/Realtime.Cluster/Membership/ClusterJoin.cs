using System.Collections.Immutable;
using Akka.Actor;
using Npgsql;
using Realtime.Cluster.Startup;
using AkkaCluster = Akka.Cluster.Cluster;

namespace Realtime.Cluster.Membership;

/// <summary>How a node becomes a member: it asks the seed nodes, and begins the cluster itself when no member is left anywhere.</summary>
public sealed class ClusterJoin(ActorSystem system, ClusterSeat seat)
{
    /// <summary>How long joining may take before somebody should look.</summary>
    private static readonly TimeSpan _joinMax = TimeSpan.FromSeconds(60);

    /// <summary>A running seed node answers within milliseconds; asking them first covers members whose database has just restarted and who have no seat for a moment.</summary>
    private static readonly TimeSpan _askFirst = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan _again = TimeSpan.FromSeconds(0.5);

    private readonly AkkaCluster _cluster = AkkaCluster.Get(system);

    /// <summary>Completes when this node is a full member.</summary>
    /// <param name="seedNodes">Addresses such as <c>akka.tcp://realtime@host:5055</c>, this node's own among them or not; none = this node is the whole cluster.</param>
    /// <param name="clock">For the limits.</param>
    /// <exception cref="StartException">Nobody let it in.</exception>
    /// <exception cref="RemovedException">It was let in and removed again before it was a full member, as a node that is slow to start may be.</exception>
    public async Task RunAsync(IReadOnlyList<string> seedNodes, TimeProvider clock)
    {
        TaskCompletionSource up = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _cluster.RegisterOnMemberUp(() => up.TrySetResult());

        // Its membership is over for this process: waiting on would keep a node away that its supervisor could start again at once.
        _cluster.RegisterOnMemberRemoved(() => up.TrySetException(new RemovedException()));
        long started = clock.GetTimestamp();
        Address[] others = [.. seedNodes.Select(Address.Parse).Where(address => address != _cluster.SelfAddress)];
        if (others.Length > 0)
        {
            _cluster.JoinSeedNodes(others.ToImmutableList());
            await WaitAsync(up.Task, _askFirst, clock);
        }

        bool began = false;
        while (!up.Task.IsCompleted)
        {
            if (!began && await TryBeginAsync())
            {
                began = true;
                _cluster.Join(_cluster.SelfAddress);
            }

            await WaitAsync(up.Task, _again, clock);
            if (!up.Task.IsCompleted && clock.GetElapsedTime(started) > _joinMax)
            {
                throw Refused(seedNodes, began);
            }
        }

        await up.Task;
        seat.Keep();
    }

    private static async Task WaitAsync(Task up, TimeSpan atMost, TimeProvider clock)
    {
        try
        {
            await up.WaitAsync(atMost, clock);
        }
        catch (TimeoutException)
        {
            // Not yet.
        }
    }

    private async Task<bool> TryBeginAsync()
    {
        try
        {
            return await seat.TryBeginAsync();
        }
        catch (NpgsqlException)
        {
            return false; // The database answered a moment ago; the time limit decides.
        }
    }

    private static StartException Refused(IReadOnlyList<string> seedNodes, bool began) => new(
        began ? $"The cluster did not become complete within {_joinMax.TotalSeconds:0} s: start more nodes, or lower Cluster:MembersMin."
        : seedNodes.Count == 0 ? "Another node works on this journal already: stop it, or give every node the same Node:SeedNodes."
        : $"No cluster let this node in within {_joinMax.TotalSeconds:0} s, although there are members of one: check Node:SeedNodes ({string.Join(", ", seedNodes)}), Node:Host and the network between the nodes.");
}
