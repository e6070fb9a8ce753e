using System.Buffers;
using Realtime.Domain;
using Realtime.Streams.Codec;

namespace Realtime.Streams.Historian;

/// <summary>Points on their way to a store, as lines of <see cref="LineProtocol"/>.</summary>
/// <param name="Partition">Of the things in them.</param>
/// <param name="Text">The lines, without a line break behind the last one.</param>
/// <param name="Count">How many.</param>
public sealed record PointLines(int Partition, ReadOnlyMemory<byte> Text, int Count)
{
    /// <summary>The lines of a record.</summary>
    public static PointLines Of(int partition, ReadOnlyMemory<byte> record)
    {
        ReadOnlyMemory<byte> text = ResultLines.Trim(record);
        return new PointLines(partition, text, ResultLines.Count(text.Span));
    }

    /// <summary>Points as lines.</summary>
    /// <exception cref="FormatException">One of them has no field that can be stored.</exception>
    public static PointLines Of(int partition, params IEnumerable<ResultPoint> points)
    {
        var lines = new ArrayBufferWriter<byte>(256);
        foreach (ResultPoint point in points)
        {
            if (!LineProtocol.TryWrite(point, lines))
            {
                throw new FormatException($"a point of {point.Thing} in {point.Measurement} has no field that can be stored");
            }
        }

        return Of(partition, lines.WrittenMemory);
    }

    /// <summary>Both halves of two or more lines.</summary>
    public (PointLines First, PointLines Second) Halve()
    {
        int first = Count / 2;
        int end = 0;
        for (int i = 0; i < first; i++)
        {
            end += Text.Span[end..].IndexOf((byte)'\n') + 1;
        }

        return (new PointLines(Partition, Text[..(end - 1)], first), new PointLines(Partition, Text[end..], Count - first));
    }
}
