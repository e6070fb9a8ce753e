using System.Globalization;
using System.Text;
using Prometheus;

namespace Realtime.Cluster.Health;

/// <summary>
/// Sums of the node's own metrics, read from the same exposition that <c>/metrics</c> serves,
/// so that the page, the progress line and Prometheus can never disagree.
/// </summary>
public sealed class NodeMetrics(CollectorRegistry registry)
{
    /// <summary>The present values.</summary>
    public async Task<MetricSums> ReadAsync(CancellationToken cancellation)
    {
        using MemoryStream text = new();
        await registry.CollectAndExportAsTextAsync(text, cancellation);
        return MetricSums.Parse(Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length));
    }
}

/// <summary>Values summed over their labels, by metric name.</summary>
public sealed class MetricSums
{
    private readonly Dictionary<string, double> _sums = new(StringComparer.Ordinal);

    /// <summary>The sum; null when the metric has no series yet.</summary>
    public double? Of(string name) => _sums.TryGetValue(name, out double sum) ? sum : null;

    /// <summary>Reads the Prometheus text format: <c>name{labels} value</c> per line, <c>#</c> for comments.</summary>
    public static MetricSums Parse(string exposition)
    {
        MetricSums sums = new();
        foreach (ReadOnlySpan<char> line in exposition.AsSpan().EnumerateLines())
        {
            int value = line.LastIndexOf(' ');
            if (value <= 0 || line[0] == '#' || !double.TryParse(line[(value + 1)..], NumberStyles.Float, CultureInfo.InvariantCulture, out double number))
            {
                continue;
            }

            int end = line[..value].IndexOf('{');
            string name = line[..(end < 0 ? value : end)].ToString();
            sums._sums[name] = sums._sums.GetValueOrDefault(name) + number;
        }

        return sums;
    }
}
