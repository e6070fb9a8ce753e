namespace Realtime.Cluster.Page;

/// <summary>What the page has to say about the node that shows it.</summary>
/// <param name="Replaying">Recordings are replayed: what is shown did not happen at the times that are shown.</param>
/// <param name="Mailing">Alerts are told by mail; without it they only stand in the node's output.</param>
public sealed record NodeFacts(bool Replaying, bool Mailing)
{
    /// <summary>A banner while recordings are replayed.</summary>
    public Markup Banner => Markup.If(Replaying, () => Markup.Of($"<p class=\"banner\">Replay of recordings: dates are shifted, these are not real warnings.</p>"));
}
