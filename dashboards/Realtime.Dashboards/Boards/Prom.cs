using Realtime.Dashboards.Grafana;
using Realtime.Domain;

namespace Realtime.Dashboards.Boards;

/// <summary>Pieces of PromQL that the pipeline board uses.</summary>
internal static class Prom
{
    /// <summary>The job and instances chosen at the top (the matchers dashboard-linter asks for).</summary>
    private const string Chosen = "job=~\"$job\", instance=~\"$instance\"";

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

    /// <summary>Seconds since a timestamp that several nodes report; <paramref name="pick"/> is min or max.</summary>
    public static Target Age(string timestamp, string pick, string by, string legend) => new($"time() - {pick} by ({by}) ({Of(timestamp)})", legend);

    private static string Sum(string by) => by.Length == 0 ? "sum" : $"sum by ({by}) ";
}
