using System.Buffers;
using System.Text;
using Realtime.Streams.Codec;

namespace Realtime.Streams.Historian;

/// <summary>
/// Overload of the time series: while more records wait than a limit, positions of vehicles and people counts of one write are reduced to
/// the newest of each series, so that the live view is fresh again soon and rivers, tides and homes do not wait behind them. Only what is
/// drawn is thinned: every reading has been through the rules before. Counted, so that written + coalesced = sent.
/// </summary>
/// <param name="above">Waiting records above which it thins; 0 = never.</param>
internal sealed class NewestOnly(long above)
{
    /// <summary>Begin the lines of what is thinned.</summary>
    private static readonly byte[][] Thinned = [.. StreamMetrics.Coalesced.Select(name => Encoding.UTF8.GetBytes(name + ","))];

    /// <summary>What of a write is written.</summary>
    /// <param name="records">Readable ones, in log order per partition.</param>
    /// <param name="waiting">Records that are not in the store.</param>
    public HistorianRecord[] Of(HistorianRecord[] records, long waiting)
    {
        if (above == 0 || waiting <= above)
        {
            return records;
        }

        Dictionary<string, long> newest = new(StringComparer.Ordinal);
        foreach (HistorianRecord record in records)
        {
            Walk(record.Lines!, (series, time, _) => newest[series] = Math.Max(time, newest.GetValueOrDefault(series, long.MinValue)));
        }

        return [.. records.Select(record => Thin(record, newest)).OfType<HistorianRecord>()];
    }

    /// <summary>The record without the lines that have a newer one; null when nothing is left.</summary>
    private static HistorianRecord? Thin(HistorianRecord record, Dictionary<string, long> newest)
    {
        var kept = new ArrayBufferWriter<byte>(record.Lines!.Text.Length + 1);
        int lines = 0;
        Walk(record.Lines, (series, time, line) =>
        {
            if (series.Length == 0 || newest[series] == time)
            {
                kept.Write(line.Span);
                kept.Write("\n"u8);
                lines++;
            }
            else
            {
                StreamMetrics.PointCoalesced(series[..series.IndexOf(',', StringComparison.Ordinal)]);
            }
        }, all: true);
        return lines == 0 ? null
            : lines == record.Lines.Count ? record
            : record with { Lines = new PointLines(record.Lines.Partition, kept.WrittenMemory[..^1], lines) };
    }

    /// <summary>Looks at the lines that may be thinned, or at all: series (empty = never thinned), time and the line itself.</summary>
    private static void Walk(PointLines lines, Action<string, long, ReadOnlyMemory<byte>> see, bool all = false)
    {
        for (int from = 0; from < lines.Text.Length;)
        {
            int length = lines.Text.Span[from..].IndexOf((byte)'\n') is var end and >= 0 ? end : lines.Text.Length - from;
            ReadOnlyMemory<byte> line = lines.Text.Slice(from, length);
            if (IsThinned(line.Span) && TimeOf(line.Span) is { } time)
            {
                see(SeriesOf(line.Span), time, line);
            }
            else if (all)
            {
                see("", 0, line);
            }

            from += length + 1;
        }
    }

    private static bool IsThinned(ReadOnlySpan<byte> line)
    {
        foreach (byte[] prefix in Thinned)
        {
            if (line.StartsWith(prefix))
            {
                return true;
            }
        }

        return false;
    }

    private static long? TimeOf(ReadOnlySpan<byte> line)
    {
        try
        {
            return ResultLines.TimeOf(line);
        }
        catch (FormatException)
        {
            return null; // The store will say what is wrong with it.
        }
    }

    /// <summary>Measurement and tags: up to the first space that no backslash stands before.</summary>
    private static string SeriesOf(ReadOnlySpan<byte> line)
    {
        int end = 0;
        while (end < line.Length && (line[end] != (byte)' ' || line[end - 1] == (byte)'\\'))
        {
            end++;
        }

        return Encoding.UTF8.GetString(line[..end]);
    }
}
