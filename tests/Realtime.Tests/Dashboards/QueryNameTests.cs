using System.Text.RegularExpressions;
using Realtime.Dashboards.Prometheus;
using Realtime.Tests.House;

namespace Realtime.Tests.Dashboards;

/// <summary>A dashboard asks only for what the code writes.</summary>
public sealed partial class QueryNameTests
{
    private static readonly string[] s_foreign =
        ["process_working_set_bytes", "process_cpu_seconds_total", "process_num_threads", "dotnet_total_memory_bytes", "dotnet_collection_count_total"];

    [Fact]
    public void Every_metric_exists() =>
        Findings.None(
            "MetricNames has no such metric",
            from board in DashboardFile.Of("prometheus")
            from query in board.Queries
            from name in DomainNames.UnknownMetrics(query.Query)
            select $"{query.Where}: {name}");

    [Fact]
    public void Every_foreign_metric_is_one_that_Prometheus_or_NET_has() =>
        Findings.None(
            "neither Prometheus itself nor prometheus-net's own collectors have such a metric",
            from board in DashboardFile.Of("prometheus")
            from query in board.Queries
            from Match match in Foreign().Matches(query.Query)
            where !s_foreign.Contains(match.Value)
            select $"{query.Where}: {match.Value}");

    [Fact]
    public void Every_recording_exists() =>
        Findings.None(
            "no recording rule has this name",
            from board in DashboardFile.Of("prometheus")
            from query in board.Queries
            from Match match in Recording().Matches(query.Query)
            where RecordingRules.Groups.SelectMany(rules => rules.Rules).Cast<RecordingRule>().All(rule => rule.Record != match.Value)
            select $"{query.Where}: {match.Value}");

    [Fact]
    public void Every_measurement_tag_and_field_exists() =>
        Findings.None(
            "Measurements and Fields have no such name, and the query does not define it",
            from board in DashboardFile.Of("influxdb")
            from query in board.Queries
            let aliases = Alias().Matches(query.Query).Select(match => match.Groups[1].Value).ToHashSet()
            from Match match in Quoted().Matches(query.Query)
            let name = match.Groups[1].Value
            where !DomainNames.TimeSeries.Contains(name) && !aliases.Contains(name)
            select $"{query.Where}: {name}");

    [Fact]
    public void Every_rule_exists() =>
        Findings.None(
            "Rules has no such rule",
            from board in DashboardFile.Of("influxdb")
            from query in board.Queries
            from Match match in RuleValue().Matches(query.Query)
            where !DomainNames.Rules.Contains(match.Groups[1].Value)
            select $"{query.Where}: {match.Value}");

    // What is not quoted would escape the test above; and fill() under a tag is merged wrongly by InfluxDB 1.x (influxdata/influxdb#16960).
    [Theory]
    [InlineData(@"(FROM|KEY =|last\(|sum\(|max\(|count\()\s*[a-z_]")]
    [InlineData(@"fill\((previous|linear|\d+)\)\s*\)")]
    [InlineData(@"GROUP BY (?!time\()[^""]")]
    public void No_query_has_a_form_that_escapes_us(string pattern) =>
        Findings.None(
            $"a query must not match {pattern}",
            from board in DashboardFile.Of("influxdb")
            from query in board.Queries
            where Regex.IsMatch(Functions().Replace(query.Query, "("), pattern)
            select $"{query.Where}: {query.Query}");

    [Fact]
    public void Watch_over_names_no_household()
    {
        DashboardFile board = DashboardFile.All.Single(file => file.Uid == "realtime-watch-over");
        Assert.All(board.Panels, panel => Assert.Contains((string)panel["type"]!, new[] { "text", "stat", "timeseries" }));
        // The thing may stand in an inner grouping that is counted away, never in what comes out.
        Assert.All(board.Queries, query => Assert.DoesNotContain("\"thing\"", OutermostGrouping(query.Query), StringComparison.Ordinal));
        Assert.DoesNotContain("$tag_thing", Repository.Text(board.Path), StringComparison.Ordinal);
    }

    [Fact]
    public void The_lint_sees_unknown_names()
    {
        Assert.Equal(["realtime_nothing_total"], DomainNames.UnknownMetrics("sum(rate(realtime_nothing_total[5m])) + realtime_partitions_owned"));
        Assert.Empty(DomainNames.UnknownMetrics("realtime_epoch_duration_seconds_bucket + job:realtime_readings_applied:rate5m"));
        Assert.Equal(["realtime_partitions_owned_bucket"], DomainNames.UnknownMetrics("realtime_partitions_owned_bucket"));
    }

    private static string OutermostGrouping(string query) => query[(query.LastIndexOf(')') + 1)..];

    [GeneratedRegex(@"\b(?:process|dotnet|system)_\w+")]
    private static partial Regex Foreign();

    [GeneratedRegex(@"\bjob\w*:\w+:\w+")]
    private static partial Regex Recording();

    [GeneratedRegex("AS \"([^\"]+)\"")]
    private static partial Regex Alias();

    [GeneratedRegex("\"([^\"]+)\"")]
    private static partial Regex Quoted();

    [GeneratedRegex("\"rule\" = '([^']*)'")]
    private static partial Regex RuleValue();

    [GeneratedRegex(@"\((?:sum|last|max|count)\(")]
    private static partial Regex Functions();
}
