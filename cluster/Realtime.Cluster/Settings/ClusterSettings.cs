namespace Realtime.Cluster.Settings;

/// <summary>Which part of a cluster that fell apart goes on.</summary>
public enum SplitBrain
{
    /// <summary>The larger part, without asking anybody. Of two members, the one with the lower address failing ends both.</summary>
    KeepMajority,

    /// <summary>The part that gets the lease in the journal's database; the larger part asks first. Any number of nodes, down to the last one.</summary>
    LeaseMajority,
}

/// <summary>This node among others.</summary>
public sealed record ClusterSettings
{
    /// <summary><c>Cluster:SplitBrain</c>: KeepMajority or LeaseMajority; the same on every node. Default LeaseMajority with PostgreSQL, KeepMajority with SQLite, which has one node.</summary>
    public required SplitBrain SplitBrain { get; init; }

    /// <summary>
    /// <c>Cluster:MembersMin</c>: nodes that must be there before work begins. Default 1. For three nodes 2 saves moving everything at a cold
    /// start; never the number of all nodes, because a cluster that has lost one could then not begin anew.
    /// </summary>
    public required int MembersMin { get; init; }

    public static ClusterSettings Read(SettingReader from, JournalProvider journal) => new()
    {
        SplitBrain = from.Choice("Cluster:SplitBrain", journal == JournalProvider.PostgreSql ? SplitBrain.LeaseMajority : SplitBrain.KeepMajority),
        MembersMin = from.Whole("Cluster:MembersMin", 1, 1, 100),
    };
}
