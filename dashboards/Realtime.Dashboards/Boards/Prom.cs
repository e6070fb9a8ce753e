using Realtime.Dashboards.Grafana;
using Realtime.Domain;

namespace Realtime.Dashboards.Boards;

/// <summary>Pieces of PromQL that the boards of operations share.</summary>
internal static class Prom
{
    /// <summary>The job and instances chosen at the top (the matchers dashboard-linter asks for).</summary>
    public const string Chosen = "job=~\"$job\", instance=~\"$instance\"";

    public static QueryVariable Job => new("job", "Job", $"label_values({MetricNames.PartitionsOwned}, job)", ".+");

    public static QueryVariable Instance => new("instance", "Instance", $"label_values({MetricNames.PartitionsOwned}{{job=~\"$job\"}}, instance)", ".+");

    /// <summary>A metric of the chosen nodes.</summary>
    public static string Of(string metric) => $"{metric}{{{Chosen}}}";

    /// <summary>Per second, summed; <paramref name="by"/> lists the labels to keep.</summary>
    public static Target Rate(string counter, string legend, string by = "") =>
        new($"{Sum(by)}(rate({Of(counter)}[$__rate_interval]))", legend);

    /// <summary>Sum of a gauge over the nodes; <paramref name="by"/> lists the labels to keep.</summary>
    public static Target Total(string gauge, string legend, string by = "") => new($"{Sum(by)}({Of(gauge)})", legend);

    /// <summary>A quantile of a histogram over all nodes.</summary>
    public static Target Quantile(string histogram, double quantile, string legend) =>
        new(FormattableString.Invariant($"histogram_quantile({quantile}, sum by (le) (rate({Of(histogram + "_bucket")}[$__rate_interval])))"), legend);

    /// <summary>How much a counter grew in the chosen range, summed; <paramref name="match"/> narrows by a label.</summary>
    public static string Grown(string counter, string match = "") =>
        $"sum(increase({counter}{{{Chosen}{(match.Length > 0 ? ", " + match : "")}}}[$__range]))";

    /// <summary>One over another, both grown in the chosen range; nothing where nothing happened.</summary>
    public static string ShareOf(string part, string whole) => $"{part} / ({whole} > 0)";

    /// <summary>
    /// Share of a histogram's observations in the chosen range that took at most <paramref name="edge"/>, one of its bounds. A whole number
    /// is called <c>60</c> or <c>60.0</c>, by the format in which Prometheus asked.
    /// </summary>
    public static string Within(string histogram, string edge) =>
        ShareOf(Grown(histogram + "_bucket", $"le=~\"{edge}|{edge}.0\""), Grown(histogram + "_count"));

    /// <summary>A quantile of a histogram over the chosen range.</summary>
    public static string RangeQuantile(string histogram, double quantile) =>
        FormattableString.Invariant($"histogram_quantile({quantile}, sum by (le) (increase({Of(histogram + "_bucket")}[$__range])))");

    /// <summary>A result of a recording rule of the chosen jobs; these know no instance.</summary>
    public static string Recorded(string rule) => $"{rule}{{job=~\"$job\"}}";

    /// <summary>Per instance.</summary>
    public static Target Each(string metric, string legend = "{{instance}}") => new($"sum by (instance) ({Of(metric)})", legend);

    /// <summary>Seconds since a timestamp that several nodes report; <paramref name="pick"/> is min or max.</summary>
    public static Target Age(string timestamp, string pick, string by, string legend) => new($"time() - {pick} by ({by}) ({Of(timestamp)})", legend);

    private static string Sum(string by) => by.Length == 0 ? "sum" : $"sum by ({by}) ";
}
