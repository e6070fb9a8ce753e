using System.Globalization;
using Realtime.Domain;

namespace Realtime.Streams.Live;

/// <summary>A change of an alert as it stands in the alerts topic.</summary>
public sealed record LiveAlert(int Partition, long Offset, AlertChange Change);

/// <summary>How far a listener is: the next offset of every partition. The text form is what it sends back to go on from there.</summary>
public sealed class LivePlace
{
    private const char Separator = '.';
    private readonly long[] _next;

    private LivePlace(long[] next) => _next = next;

    /// <summary>Next offset of each partition.</summary>
    public IReadOnlyList<long> Next => _next;

    public static LivePlace Of(IEnumerable<long> next) => new([.. next]);

    /// <summary>Reads the text form; null when it is none of a topic with so many partitions.</summary>
    public static LivePlace? Parse(string text, int partitions)
    {
        string[] parts = text.Split(Separator);
        long[] next = new long[parts.Length];
        return parts.Length == partitions && parts.Select((part, i) => long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out next[i])).All(read => read) ? new LivePlace(next) : null;
    }

    /// <summary>Whether a change is new to the listener; if so, it is behind it from now on.</summary>
    public bool Take(LiveAlert alert)
    {
        bool fresh = alert.Offset >= _next[alert.Partition];
        _next[alert.Partition] = fresh ? alert.Offset + 1 : _next[alert.Partition];
        return fresh;
    }

    public override string ToString() => string.Join(Separator, _next.Select(offset => offset.ToString(CultureInfo.InvariantCulture)));
}
