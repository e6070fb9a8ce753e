namespace Realtime.Domain;

/// <summary>
/// Gauges in the same water (a second sensor in the well, a pool, a harbour, a bay) told of each other. Which gauges these are is the
/// operator's knowledge: two gauges of one river are not enough, because their difference is another one after a flood.
/// </summary>
/// <param name="Tell">Ids of the sensors that hear each good value of this one, at most <see cref="Limits.NeighboursPerSensorMax"/>.</param>
public sealed record DriftSettings(IReadOnlyList<string> Tell)
{
    /// <summary>Default of <see cref="Batch"/>: a lunar day, so that a tide that comes a little later at the neighbour's averages out.</summary>
    public static readonly TimeSpan LunarDay = new(24, 50, 0);

    /// <summary>A lasting difference of this many metres is to be noticed; null = this gauge only tells and is not judged.</summary>
    public double? ToleranceM { get; init; }

    /// <summary>Differences are averaged over this time before they are judged: neighbouring readings are no independent witnesses.</summary>
    public TimeSpan Batch { get; init; } = LunarDay;

    /// <summary>Equal by content.</summary>
    public bool Equals(DriftSettings? other) =>
        other is not null && ToleranceM.Equals(other.ToleranceM) && Batch == other.Batch && Tell.SequenceEqual(other.Tell);

    public override int GetHashCode() => HashCode.Combine(ToleranceM, Batch, Tell.Count);
}
