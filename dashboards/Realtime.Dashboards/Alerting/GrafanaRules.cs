using System.Text.Json.Nodes;
using Realtime.Dashboards.Boards;
using Realtime.Dashboards.Grafana;
using Realtime.Dashboards.Prometheus;
using Realtime.Domain;

namespace Realtime.Dashboards.Alerting;

/// <summary>
/// Alert rules that Grafana evaluates itself. By default only what Prometheus cannot say: that it or the time series does not answer. The
/// same alerts as Prometheus' stand in a file of their own, for a city without an Alertmanager: with both, everything would be told twice.
/// What happens in the city is never among them: a missing series is an all-clear to Grafana, and to nobody else.
/// </summary>
public static class GrafanaRules
{
    private const string Folder = "operations";

    /// <summary>Rules of Grafana's own.</summary>
    public static IReadOnlyList<GrafanaRule> Watching { get; } = [MetricsSilent, TimeSeriesSilent];

    private static GrafanaRule MetricsSilent => new(
        "RealtimeMetricsSilent",
        new RuleQuery(DataSource.Prometheus, "sum(up{job=\"realtime\"})"),
        new Condition("lt", 1))
    {
        For = "5m",
        Severity = AlertRules.Critical,
        NoData = "Alerting",
        Error = "Alerting",
        Summary = "Prometheus does not answer, or reaches no node of the product.",
        Description = "Nobody would hear of the product's failures: no Prometheus alert can fire. The product itself may be well; look at its page.",
        Board = ClusterBoard.Board,
        PanelTitle = "Nodes that answer",
    };

    // A new city has no alert yet, so no data is in order; that the server answers is what counts.
    private static GrafanaRule TimeSeriesSilent => new(
        "RealtimeTimeSeriesSilent",
        new RuleQuery(DataSource.Influx, $"SELECT count(\"{Fields.ToLevel}\") AS \"changes\" FROM \"{Measurements.Alert}\" WHERE time > now() - 400d"),
        new Condition("lt", 0))
    {
        For = "5m",
        Severity = AlertRules.Warning,
        NoData = "OK",
        Error = "Alerting",
        Summary = "The time series do not answer Grafana.",
        Description = "The dashboards of the city are blind. Alerts and letters go on: they do not depend on the time series. The console's page shows the present state.",
        Board = CityNow.Board,
        PanelTitle = "Open alerts now",
    };

    /// <summary>The provisioning file of the default.</summary>
    public static JsonObject WatchingFile() => File([Group("realtime.watching", Watching)]);

    /// <summary>The provisioning file with all alerts of Prometheus, for use instead of an Alertmanager.</summary>
    public static JsonObject AloneFile() => File([.. AlertRules.Groups.Select(group => Group(group.Name, group.Rules.Cast<AlertRule>().Select(rule => Of(rule, group.Name))))]);

    // The expressions give series only while something is wrong, so no data is the healthy case; an error keeps the state, because
    // RealtimeMetricsSilent says once what would otherwise be said by every rule.
    private static GrafanaRule Of(AlertRule rule, string group) => new(rule.Alert, new RuleQuery(DataSource.Prometheus, rule.Expression), Condition.IsNumber)
    {
        For = rule.For ?? "0s",
        KeepFiringFor = rule.KeepFiringFor,
        Severity = rule.Severity,
        NoData = "OK",
        Error = "KeepLast",
        Summary = rule.Summary.Replace("$value", "$values.A.Value", StringComparison.Ordinal),
        Description = rule.Description,
        Board = group == "realtime.engine" ? ClusterBoard.Board : Pipeline.Board,
        PanelTitle = group == "realtime.engine" ? "Partitions without owner" : "Age of the canary now",
    };

    private static JsonObject File(JsonArray groups) => new() { ["apiVersion"] = 1, ["groups"] = groups };

    private static JsonObject Group(string name, IEnumerable<GrafanaRule> rules) => new()
    {
        ["folder"] = Folder,
        ["interval"] = "1m",
        ["name"] = name,
        ["orgId"] = 1,
        ["rules"] = new JsonArray([.. rules.Select(rule => rule.Json())]),
    };
}
