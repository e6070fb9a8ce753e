namespace Realtime.Domain;

/// <summary>What the drift rule remembers of a gauge.</summary>
public sealed record DriftWatch
{
    /// <summary>The settings it was learned under; under others it is learned anew.</summary>
    public required DriftSettings Under { get; init; }

    /// <summary>Own values by parts of a batch.</summary>
    public DriftSlots Own { get; init; } = DriftSlots.Empty;

    public IReadOnlyList<DriftNeighbour> Neighbours { get; init; } = [];

    /// <summary>Cumulative sum of what it stood too high, metres.</summary>
    public double High { get; init; }

    /// <summary>Cumulative sum of what it stood too low, metres.</summary>
    public double Low { get; init; }

    /// <summary>Batches in a row that were as usual again, while the alert is open.</summary>
    public int Usual { get; init; }

    public Episode? Alert { get; init; }

    /// <summary>Equal by content.</summary>
    public bool Equals(DriftWatch? other) =>
        other is not null && Under.Equals(other.Under) && Own.Equals(other.Own) && Neighbours.SequenceEqual(other.Neighbours)
        && (High, Low, Usual) == (other.High, other.Low, other.Usual) && Equals(Alert, other.Alert);

    public override int GetHashCode() => HashCode.Combine(High, Low, Neighbours.Count);

    /// <summary>Takes a neighbour's value.</summary>
    public DriftWatch Hear(string neighbour, DateTimeOffset time, double value)
    {
        DriftNeighbour? known = Neighbours.FirstOrDefault(other => other.Id == neighbour);
        if (known is null ? Neighbours.Count >= Limits.NeighboursPerSensorMax : time <= known.Newest)
        {
            return this;
        }

        long at = DriftSlots.At(time, Under.Batch);
        DriftNeighbour next = known is null
            ? new DriftNeighbour(neighbour, time, DriftSlots.Empty.With(at, value))
            : known with { Newest = time, Slots = known.Slots.With(at, value) };
        return this with
        {
            Neighbours = known is null
                ? [.. Neighbours.Append(next).OrderBy(other => other.Id, StringComparer.Ordinal)]
                : [.. Neighbours.Select(other => ReferenceEquals(other, known) ? next : other)],
        };
    }
}
