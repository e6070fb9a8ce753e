namespace Realtime.Domain;

/// <summary>
/// Where a reading stands in its thing's log: offset of the record and index of the reading in its frame.
/// A thing belongs to one partition of one telemetry topic, so two numbers are enough.
/// </summary>
/// <param name="Offset">Kafka offset; -1 = nothing applied yet.</param>
/// <param name="Index">0-based index in a gateway frame; 0 for a record that carries one reading.</param>
public readonly record struct Position(long Offset, int Index) : IComparable<Position>
{
    /// <summary>Before everything.</summary>
    public static readonly Position None = new(-1, 0);

    public int CompareTo(Position other)
    {
        int byOffset = Offset.CompareTo(other.Offset);
        return byOffset != 0 ? byOffset : Index.CompareTo(other.Index);
    }

    public static bool operator <(Position left, Position right) => left.CompareTo(right) < 0;

    public static bool operator >(Position left, Position right) => left.CompareTo(right) > 0;

    public static bool operator <=(Position left, Position right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Position left, Position right) => left.CompareTo(right) >= 0;
}

/// <summary>
/// Where a reading came from before it reached this log: another partition (a forwarded frame reading) or a recording.
/// Within one source the sequence never falls, so a thing recognises a repeat by a sequence it has already passed.
/// </summary>
/// <param name="Source">Name of the origin's log, for example <c>telemetry.sensor/3</c> or a recording's name.</param>
/// <param name="Sequence">Rising number within that source.</param>
/// <param name="Index">Index below the sequence (of a frame).</param>
public sealed record Origin(string Source, long Sequence, int Index = 0)
{
    /// <summary>Whether this origin stands at or before the other one of the same source.</summary>
    public bool IsAtOrBefore(Origin other) => new Position(Sequence, Index) <= new Position(other.Sequence, other.Index);
}
