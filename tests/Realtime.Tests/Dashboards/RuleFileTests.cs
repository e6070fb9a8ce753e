using System.Text.RegularExpressions;
using Realtime.Dashboards.Alerting;
using Realtime.Dashboards.Prometheus;
using Realtime.Tests.House;

namespace Realtime.Tests.Dashboards;

/// <summary>Prometheus rules ask only for what exists, and every alert can be acted upon.</summary>
public sealed partial class RuleFileTests
{
    private static readonly IReadOnlyList<RecordingRule> s_recordings = [.. RecordingRules.Groups.SelectMany(group => group.Rules).Cast<RecordingRule>()];

    private static readonly IReadOnlyList<AlertRule> s_alerts = [.. AlertRules.Groups.SelectMany(group => group.Rules).Cast<AlertRule>()];

    [Fact]
    public void Every_metric_and_recording_exists()
    {
        HashSet<string> recorded = [.. s_recordings.Select(rule => rule.Record)];
        Findings.None(
            "neither MetricNames nor a recording rule has this name",
            from rule in s_recordings.Cast<Rule>().Concat(s_alerts)
            from name in DomainNames.UnknownMetrics(rule.Expression)
                .Concat(Recording().Matches(rule.Expression).Select(match => match.Value).Where(name => !recorded.Contains(name)))
            select $"{rule.Expression}: {name}");
    }

    [Fact]
    public void Recordings_are_named_level_metric_operations_and_keep_the_job() =>
        Assert.All(s_recordings, rule =>
        {
            Assert.Matches(@"^job(_[a-z]+)?:realtime_[a-z_]+:[a-z0-9_]+$", rule.Record);
            Assert.Contains("by (job", rule.Expression, StringComparison.Ordinal);
        });

    [Fact]
    public void Every_alert_says_what_it_is_how_much_and_what_to_do() =>
        Assert.All(s_alerts, rule =>
        {
            Assert.Matches("^Realtime([A-Z][a-z]+)+$", rule.Alert);
            Assert.Contains(rule.Severity, new[] { "critical", "warning" });
            Assert.True(rule.For is not null || rule.KeepFiringFor is not null, $"{rule.Alert} would flap");
            Assert.NotEmpty(rule.Description);
            Assert.True(rule.Summary.Contains("{{ $", StringComparison.Ordinal) || rule.Alert == "RealtimeMetricsAbsent", $"{rule.Alert}: no number or name in the summary");
        });

    [Fact]
    public void Every_alert_has_its_entry_in_the_runbook_and_no_entry_is_left_over()
    {
        IEnumerable<string> entries = Entry().Matches(Repository.Text("docs/runbook.md")).Select(match => match.Groups[1].Value);
        Assert.Equal(s_alerts.Select(rule => rule.Alert).Concat(GrafanaRules.Watching.Select(rule => rule.Title)), entries);
        Assert.All(s_alerts, rule => Assert.Equal($"docs/runbook.md#{rule.Alert.ToLowerInvariant()}", rule.RunbookUrl));
    }

    [Fact]
    public void Every_alert_is_tested_with_promtool()
    {
        string tests = string.Concat(Repository.Files
            .Where(file => file.StartsWith("dashboards/prometheus/tests/", StringComparison.Ordinal))
            .Select(Repository.Text));
        Findings.None(
            "each alert is silent one step before its edge and fires at it",
            s_alerts.Where(rule => !Regex.IsMatch(tests, $@"alertname: {rule.Alert}, exp_alerts: \[\]")
                    || !Regex.IsMatch(tests, $@"alertname: {rule.Alert}\n\s+exp_alerts:.*\n\s+- exp_labels"))
                .Select(rule => rule.Alert));
    }

    [GeneratedRegex(@"job[\w]*:[\w]+:[\w]+")]
    private static partial Regex Recording();

    [GeneratedRegex(@"^### (\w+)$", RegexOptions.Multiline)]
    private static partial Regex Entry();
}
