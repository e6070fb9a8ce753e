using Realtime.Domain;

namespace Realtime.Streams.Codec;

/// <summary>
/// Records of the <c>results</c> topic: points of one partition in the order in which they arose, each a line of
/// <see cref="LineProtocol"/>; empty lines mean nothing. So a record goes to a time-series store as it is.
/// </summary>
public static class ResultLines
{
    /// <summary>Lines of a block without the empty ones at its end.</summary>
    public static ReadOnlyMemory<byte> Trim(ReadOnlyMemory<byte> block) => block.TrimEnd((byte)'\n');

    /// <summary>Points in a block that is trimmed.</summary>
    public static int Count(ReadOnlySpan<byte> trimmed) => trimmed.IsEmpty ? 0 : trimmed.Count((byte)'\n') + 1;

    /// <summary>Reads a record.</summary>
    /// <exception cref="FormatException">A line is not such a point; the message says why.</exception>
    public static IReadOnlyList<ResultPoint> Decode(ReadOnlySpan<byte> block)
    {
        var points = new List<ResultPoint>();
        foreach (Range range in block.Split((byte)'\n'))
        {
            if (block[range] is { IsEmpty: false } line)
            {
                points.Add(new LineReader(line).Read());
            }
        }

        return points;
    }

    /// <summary>Time of a line, nanoseconds since 1970; what stands behind its last space.</summary>
    /// <exception cref="FormatException">There is no number there.</exception>
    public static long TimeOf(ReadOnlySpan<byte> line) =>
        System.Buffers.Text.Utf8Parser.TryParse(line[(line.LastIndexOf((byte)' ') + 1)..], out long time, out int read) && read > 0 && line[^1] is >= (byte)'0' and <= (byte)'9'
            ? time
            : throw new FormatException("a line has no time at its end");
}
