using Realtime.Streams.Codec;

namespace Realtime.Streams.Historian;

/// <summary>The points of one partition in one write to the embedded store.</summary>
/// <param name="Partition">The partition.</param>
/// <param name="First">Oldest time in it, nanoseconds since 1970.</param>
/// <param name="Last">Newest time in it.</param>
/// <param name="Lines">The lines, one behind the other, in the order of the log.</param>
internal sealed record SeriesBlock(int Partition, long First, long Last, byte[] Lines)
{
    /// <exception cref="PointsRefusedException">A line has no time.</exception>
    public static SeriesBlock Of(int partition, IReadOnlyList<PointLines> parts)
    {
        byte[] lines = new byte[parts.Sum(part => part.Text.Length + 1)];
        int length = 0;
        (long first, long last) = (long.MaxValue, long.MinValue);
        foreach (PointLines part in parts)
        {
            part.Text.CopyTo(lines.AsMemory(length));
            length += part.Text.Length;
            lines[length++] = (byte)'\n';
            foreach (Range line in part.Text.Span.Split((byte)'\n'))
            {
                long time = TimeOf(part.Text.Span[line]);
                (first, last) = (Math.Min(first, time), Math.Max(last, time));
            }
        }

        return new SeriesBlock(partition, first, last, lines);
    }

    private static long TimeOf(ReadOnlySpan<byte> line)
    {
        try
        {
            return ResultLines.TimeOf(line);
        }
        catch (FormatException fault)
        {
            throw new PointsRefusedException(fault.Message);
        }
    }
}
