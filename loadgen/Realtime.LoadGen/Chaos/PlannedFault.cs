using System.Globalization;

namespace Realtime.LoadGen.Chaos;

/// <summary>One fault of a schedule.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="At">When, counted from the first reading.</param>
/// <param name="Lasts">How long until it is healed.</param>
/// <param name="Node">Number of the node it is done to; of no meaning where no node is.</param>
/// <param name="Amount">How much: seconds of a clock jump, commits to cut after, requests to fail, milliseconds of delay, share of corrupted chunks.</param>
public sealed record PlannedFault(FaultKind Kind, TimeSpan At, TimeSpan Lasts, int Node, double Amount)
{
    /// <summary>When it is over.</summary>
    public TimeSpan Until => At + Lasts;

    /// <summary>For example <c>PauseNode(node 2) 12.3-20.1 s</c>.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Kind}({Detail}) {At.TotalSeconds:0.0}-{Until.TotalSeconds:0.0} s");

    private string Detail => Kind switch
    {
        FaultKind.KillNode or FaultKind.KillNodeForLong or FaultKind.PauseNode or FaultKind.PartitionNode or FaultKind.PartitionOneWay => $"node {Node + 1}",
        FaultKind.JumpClock => string.Create(CultureInfo.InvariantCulture, $"node {Node + 1}, {Amount:+0;-0} s"),
        FaultKind.SlowLinks => string.Create(CultureInfo.InvariantCulture, $"up to {Amount:0} ms"),
        FaultKind.CorruptLinks => string.Create(CultureInfo.InvariantCulture, $"{Amount:0.0%} of chunks"),
        FaultKind.CutAfterCommit => string.Create(CultureInfo.InvariantCulture, $"node {Node + 1}, {Amount:0} commits"),
        FaultKind.BrokerErrors => string.Create(CultureInfo.InvariantCulture, $"{Amount:0} requests"),
        _ => "",
    };
}
