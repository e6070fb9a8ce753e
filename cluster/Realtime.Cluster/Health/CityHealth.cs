using Realtime.Actors.City;
using Realtime.Cluster.Membership;

namespace Realtime.Cluster.Health;

/// <summary>One thing that must be so before the node is ready.</summary>
/// <param name="Name">Short name.</param>
/// <param name="Ok">Whether it is so.</param>
/// <param name="Reason">One sentence when it is not; empty when it is.</param>
public sealed record HealthCheck(string Name, bool Ok, string Reason);

/// <summary>The node's readiness with its reasons.</summary>
public sealed record HealthReport(bool Ready, IReadOnlyList<HealthCheck> Checks);

/// <summary>
/// Ready = every partition answers (on whatever node), the journal can be reached, and this node is a member that sees all others.
/// Load balancers and orchestrators ask it.
/// </summary>
public sealed class CityHealth(ICity city, IJournalProbe journal, IClusterProbe cluster, TimeSpan timeout)
{
    private readonly Lock _lock = new();
    private Task<HealthReport>? _asking;

    /// <summary>
    /// Asks the partitions and the journal; never throws for their faults. Nobody has to log in for it, so those who ask while it is being
    /// found out get the same answer: however many they are, the city is asked once at a time.
    /// </summary>
    public Task<HealthReport> AskAsync(CancellationToken cancellation)
    {
        lock (_lock)
        {
            if (_asking is null or { IsCompleted: true })
            {
                _asking = Task.Run(() => FindOutAsync(CancellationToken.None), CancellationToken.None);
            }

            return _asking.WaitAsync(cancellation);
        }
    }

    private async Task<HealthReport> FindOutAsync(CancellationToken cancellation)
    {
        HealthCheck[] checks = await Task.WhenAll(
            GuardAsync("partitions", PartitionsAsync, cancellation),
            GuardAsync("journal", journal.FaultAsync, cancellation),
            GuardAsync("cluster", _ => Task.FromResult(ClusterFault(cluster.Members)), cancellation));
        return new HealthReport(checks.All(check => check.Ok), checks);
    }

    private static string ClusterFault(IReadOnlyList<MemberView> members)
    {
        MemberView[] silent = [.. members.Where(member => !member.Reachable)];
        return members.FirstOrDefault(member => member.Self) is not { Status: "up" } ? "This node is not a full member of the cluster."
            : silent.Length > 0 ? $"{silent.Length} of {members.Count} members do not answer: {string.Join(", ", silent.Select(member => member.Address))}."
            : "";
    }

    private async Task<string> PartitionsAsync(CancellationToken cancellation)
    {
        CityView view = await city.GetCityAsync(new CityQuery(Take: 0) { KindsOnly = true }, cancellation);
        return view.PartitionsAnswered == view.Partitions && view.Partitions > 0
            ? ""
            : $"{view.PartitionsAnswered} of {view.Partitions} partitions are active.";
    }

    private async Task<HealthCheck> GuardAsync(string name, Func<CancellationToken, Task<string>> ask, CancellationToken cancellation)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(timeout);
        try
        {
            string fault = await ask(limit.Token).WaitAsync(limit.Token);
            return new HealthCheck(name, fault.Length == 0, fault);
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested)
        {
            return new HealthCheck(name, false, fault is OperationCanceledException ? $"No answer within {timeout.TotalSeconds:0.#} s." : fault.Message);
        }
    }
}
