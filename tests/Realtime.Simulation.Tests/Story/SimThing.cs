using Realtime.Domain;

namespace Realtime.Simulation.Tests.Story;

/// <summary>A thing of the simulated city and what it really sent, whether that arrived or not.</summary>
public sealed class SimThing(ThingKey key, string? channel, int phase)
{
    private readonly List<(DateTimeOffset Time, bool Viewing)> _sent = [];

    public ThingKey Key { get; } = key;

    /// <summary>The channel that vouches for it; null = none.</summary>
    public string? Channel { get; } = channel;

    public int Phase { get; } = phase;

    /// <summary>Rounds in which the thing itself sends nothing.</summary>
    public HashSet<int> Silent { get; } = [];

    /// <summary>Rounds in which somebody watches (households).</summary>
    public HashSet<int> Viewing { get; } = [];

    public void Sent(DateTimeOffset time, bool viewing) => _sent.Add((time, viewing));

    /// <summary>Whether the thing sent (or, for viewing, was watched) strictly between the two times.</summary>
    public bool SentBetween(DateTimeOffset from, DateTimeOffset to, bool viewingOnly) =>
        _sent.Any(row => row.Time > from && row.Time < to && (!viewingOnly || row.Viewing));
}
