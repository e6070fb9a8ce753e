using System.Text;
using Realtime.Domain;
using Realtime.Streams.Codec;

namespace Realtime.Streams.Historian;

/// <summary>Picks the points of some things out of blocks that are shown in the order in which they were written; the last word about a point counts.</summary>
internal sealed class SeriesLookup(string measurement, IReadOnlyCollection<ThingKey> things, DateTimeOffset from, DateTimeOffset to)
{
    private readonly byte[] _mark = things.Count == 1 ? Mark(things.First()) : Encoding.UTF8.GetBytes($"{measurement},");
    private readonly HashSet<ThingKey> _things = [.. things];
    private readonly Dictionary<(DateTimeOffset Time, ThingKey Thing, string Tags), ResultPoint> _found = [];

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<ResultPoint> Points => [.. _found.OrderBy(point => point.Key.Time).ThenBy(point => point.Key.Thing).ThenBy(point => point.Key.Tags, StringComparer.Ordinal).Select(point => point.Value)];

    public void Take(ReadOnlySpan<byte> block)
    {
        while (block.IndexOf(_mark) is var at and >= 0)
        {
            int start = block[..at].LastIndexOf((byte)'\n') + 1;
            int length = block[start..].IndexOf((byte)'\n');
            TakeLine(block.Slice(start, length < 0 ? block.Length - start : length));
            block = length < 0 ? [] : block[(start + length)..];
        }
    }

    private void TakeLine(ReadOnlySpan<byte> line)
    {
        ResultPoint point = new LineReader(line).Read();
        if (point.Measurement == measurement && _things.Contains(point.Thing) && point.Time >= from && point.Time < to)
        {
            _found[(point.Time, point.Thing, $"{point.Drill} {string.Join(',', point.Tags)}")] = point;
        }
    }

    /// <summary>What stands in every line of one thing: its tag as the protocol writes it. Of several things, the measurement is looked for.</summary>
    private static byte[] Mark(ThingKey thing)
    {
        byte[] tag = new byte[6 * thing.Id.Length + 16];
        var cursor = new LineCursor(tag);
        cursor.Raw(Encoding.UTF8.GetBytes($",{Measurements.TagThing}="));
        cursor.Name(thing.Id, LineProtocol.TagSpecials);
        return tag[..cursor.Length];
    }
}
