using System.Buffers.Binary;

namespace Realtime.Domain;

/// <summary>What became of a position offered to a track.</summary>
public enum TrackOutcome
{
    /// <summary>The newest so far.</summary>
    Newest,

    /// <summary>Older than the newest and new: a point of the track, out of order.</summary>
    Late,

    /// <summary>The same vehicle, time, latitude and longitude again: the first row wins, nothing changes.</summary>
    Duplicate,

    /// <summary>Older than what is remembered: it cannot be compared with anything.</summary>
    Behind,
}

/// <summary>
/// The points of a vehicle in event time, whatever order they came in. Recent points are remembered by time and place, so that repeats
/// are recognised and the longest gap comes out the same for every order within <see cref="Limits.VehicleReorderWindow"/>.
/// </summary>
/// <remarks>A point takes 12 bytes: UTC ticks and a hash of the place. Two places at one tick with one hash are taken for a repeat (1 in 2^32).</remarks>
public sealed record VehicleTrack
{
    private const int PointBytes = 12;

    /// <summary>Points taken, repeats not counted.</summary>
    public long Accepted { get; init; }

    public long Duplicates { get; init; }

    /// <summary>Points taken out of order.</summary>
    public long Late { get; init; }

    /// <summary>Longest time between two points, as far as nothing can change it any more.</summary>
    public TimeSpan SettledGap { get; init; }

    /// <summary>The newest point that is no longer remembered by place; null = all are.</summary>
    public DateTimeOffset? Before { get; init; }

    /// <summary>The remembered points by time, 12 bytes each.</summary>
    public ReadOnlyMemory<byte> Recent { get; init; }

    /// <summary>Longest time between two neighbouring points; zero while there are fewer than two.</summary>
    public TimeSpan LongestGap()
    {
        TimeSpan longest = SettledGap;
        long? before = Before?.UtcTicks;
        for (int i = 0; i < Count; i++)
        {
            longest = Longer(longest, before, TicksAt(Recent.Span, i));
            before = TicksAt(Recent.Span, i);
        }

        return longest;
    }

    /// <summary>Offers a position. Positions that are <see cref="TrackOutcome.Behind"/> are not counted here.</summary>
    public VehicleTrack Take(DateTimeOffset time, GeoPoint place, out TrackOutcome outcome)
    {
        long ticks = time.UtcTicks;
        int at = Count;
        while (at > 0 && TicksAt(Recent.Span, at - 1) > ticks)
        {
            at--;
        }

        if (ticks <= Before?.UtcTicks || (Count > 0 && TicksAt(Recent.Span, Count - 1) - ticks > Limits.VehicleReorderWindow.Ticks))
        {
            outcome = TrackOutcome.Behind;
            return this;
        }

        uint hash = HashOf(place);
        for (int i = at - 1; i >= 0 && TicksAt(Recent.Span, i) == ticks; i--)
        {
            if (HashAt(Recent.Span, i) == hash)
            {
                outcome = TrackOutcome.Duplicate;
                return this with { Duplicates = Duplicates + 1 };
            }
        }

        outcome = at == Count ? TrackOutcome.Newest : TrackOutcome.Late;
        return Insert(at, ticks, hash) with { Accepted = Accepted + 1, Late = Late + (at == Count ? 0 : 1) };
    }

    /// <summary>Equal by content.</summary>
    public bool Equals(VehicleTrack? other) =>
        other is not null
        && (Accepted, Duplicates, Late, SettledGap, Before) == (other.Accepted, other.Duplicates, other.Late, other.SettledGap, other.Before)
        && Recent.Span.SequenceEqual(other.Recent.Span);

    public override int GetHashCode() => HashCode.Combine(Accepted, Duplicates, Late, SettledGap, Before, Recent.Length);

    private int Count => Recent.Length / PointBytes;

    private VehicleTrack Insert(int at, long ticks, uint hash)
    {
        byte[] points = new byte[Recent.Length + PointBytes];
        Recent.Span[..(at * PointBytes)].CopyTo(points);
        Recent.Span[(at * PointBytes)..].CopyTo(points.AsSpan((at + 1) * PointBytes));
        BinaryPrimitives.WriteInt64LittleEndian(points.AsSpan(at * PointBytes), ticks);
        BinaryPrimitives.WriteUInt32LittleEndian(points.AsSpan(at * PointBytes + sizeof(long)), hash);

        int count = Count + 1;
        long from = TicksAt(points, count - 1) - Limits.VehicleReorderWindow.Ticks;
        int forgotten = 0;
        TimeSpan gap = SettledGap;
        long? before = Before?.UtcTicks;
        while (TicksAt(points, forgotten) < from || count - forgotten > Limits.VehicleRecentPointsMax)
        {
            gap = Longer(gap, before, TicksAt(points, forgotten));
            before = TicksAt(points, forgotten);
            forgotten++;
        }

        return this with
        {
            Recent = points.AsMemory(forgotten * PointBytes),
            SettledGap = gap,
            Before = before is { } last ? new DateTimeOffset(last, TimeSpan.Zero) : null,
        };
    }

    private static TimeSpan Longer(TimeSpan gap, long? before, long ticks) =>
        before is { } last && ticks - last > gap.Ticks ? TimeSpan.FromTicks(ticks - last) : gap;

    private static long TicksAt(ReadOnlySpan<byte> points, int i) => BinaryPrimitives.ReadInt64LittleEndian(points[(i * PointBytes)..]);

    private static uint HashAt(ReadOnlySpan<byte> points, int i) => BinaryPrimitives.ReadUInt32LittleEndian(points[(i * PointBytes + sizeof(long))..]);

    /// <summary>The same in every process, unlike .NET's own hash codes: it is stored.</summary>
    private static uint HashOf(GeoPoint place)
    {
        ulong mixed = Mix(Mix((ulong)BitConverter.DoubleToInt64Bits(place.LatitudeDeg + 0.0)) ^ (ulong)BitConverter.DoubleToInt64Bits(place.LongitudeDeg + 0.0));
        return (uint)(mixed >> 32);
    }

    /// <summary>The finaliser of splitmix64: every bit of the input moves every bit of the output.</summary>
    private static ulong Mix(ulong value)
    {
        value = (value ^ value >> 30) * 0xbf58476d1ce4e5b9;
        value = (value ^ value >> 27) * 0x94d049bb133111eb;
        return value ^ value >> 31;
    }
}
