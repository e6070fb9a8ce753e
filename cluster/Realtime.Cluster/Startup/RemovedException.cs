namespace Realtime.Cluster.Startup;

/// <summary>The cluster went on without this node, which must not go on beside it.</summary>
public sealed class RemovedException() : Exception(
    "The cluster has removed this node (it did not answer for too long, or the network between the nodes was cut): the others have its partitions and nothing is lost. Start it again; a supervisor that restarts it on exit code 3 does.")
{
    /// <summary>Exit code for the supervisor: start me again.</summary>
    public const int ExitCode = 3;
}
