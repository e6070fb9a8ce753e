namespace Realtime.Domain;

/// <summary>Values of a part of a batch.</summary>
/// <param name="At">Number of the part since 1970.</param>
/// <param name="Sum">Of the values, metres.</param>
/// <param name="Count">How many.</param>
public sealed record DriftSlot(long At, double Sum, int Count)
{
    [System.Text.Json.Serialization.JsonIgnore]
    public double Mean => Sum / Count;
}

/// <summary>
/// Values of one gauge by parts of a batch, oldest first. Two gauges are compared part by part, so it does not matter which of two readings of
/// the same minutes was heard first, and a gap of one of them takes nothing from the comparison but itself.
/// </summary>
public sealed record DriftSlots(IReadOnlyList<DriftSlot> Slots)
{
    /// <summary>Parts of a batch.</summary>
    public const int PerBatch = 24;

    /// <summary>Parts that are kept at most: an open batch, the one behind it, and one more for who is early.</summary>
    private const int KeptMax = 3 * PerBatch;

    public static readonly DriftSlots Empty = new([]);

    /// <summary>Number of the part a time lies in.</summary>
    public static long At(DateTimeOffset time, TimeSpan batch) => time.UtcTicks / (batch.Ticks / PerBatch);

    /// <summary>With one more value.</summary>
    public DriftSlots With(long at, double value)
    {
        List<DriftSlot> slots = [.. Slots];
        int index = slots.FindIndex(slot => slot.At == at);
        if (index >= 0)
        {
            slots[index] = slots[index] with { Sum = slots[index].Sum + value, Count = slots[index].Count + 1 };
        }
        else
        {
            int place = slots.FindIndex(slot => slot.At > at);
            slots.Insert(place < 0 ? slots.Count : place, new DriftSlot(at, value, 1));
        }

        return new DriftSlots(slots.Count > KeptMax ? slots[^KeptMax..] : slots);
    }

    /// <summary>Without the parts before this one.</summary>
    public DriftSlots From(long at) => Slots.Count == 0 || Slots[0].At >= at ? this : new([.. Slots.Where(slot => slot.At >= at)]);

    /// <summary>
    /// Mean difference of a batch to a neighbour over the parts in which both sent; null when that is less than half of the parts in which this
    /// gauge sent, or fewer than four.
    /// </summary>
    public double? Above(DriftSlots neighbour, long batch)
    {
        DriftSlot[] own = [.. Slots.Where(slot => slot.At / PerBatch == batch)];
        double[] differences = [.. own.Join(neighbour.Slots, slot => slot.At, slot => slot.At, (mine, theirs) => mine.Mean - theirs.Mean)];
        return differences.Length >= 4 && differences.Length * 2 >= own.Length ? differences.Average() : null;
    }

    /// <summary>Equal by content.</summary>
    public bool Equals(DriftSlots? other) => other is not null && Slots.SequenceEqual(other.Slots);

    public override int GetHashCode() => Slots.Count;
}
