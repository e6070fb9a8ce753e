using Realtime.Dashboards.Grafana;
using Realtime.Dashboards.Prometheus;
using Realtime.Domain;
using static Realtime.Dashboards.Boards.Prom;

namespace Realtime.Dashboards.Boards;

/// <summary>Figures by which a city can judge the service, over the chosen range: whole, timely, answered, believable, private.</summary>
internal static class Kpis
{
    private const string Purpose =
        """
        **Did the service do what the city was promised?** For the monthly report: choose the month at the top. Each figure is a share or a time over the whole range, with what it counts
        in its description. Prometheus keeps as long as it is told to (`--storage.tsdb.retention.time`, 15 days by default): a shorter memory than the range makes the figures those of the
        memory. The error of crowd forecasts stands on *Crowding* (time series), floods and their peaks on *Floods*. No figure here names a person; households are counts.
        """;

    public static readonly Dashboard Board = new()
    {
        Uid = "realtime-kpis",
        Title = "Key figures",
        Folder = "operations",
        Description = "Key figures of the service over the chosen range: whole, timely, answered, believable, private.",
        Source = DataSource.Prometheus,
        Variables = [Job, Instance],
        From = "now-30d",
        Refresh = "5m",
        Panels = [.. Whole(), .. Timely(), .. Answered(), .. Believable(), .. Lines(), Panels.Text("Key figures", Purpose)],
    };

    private static Panel[] Whole() =>
    [
        Share("Every partition owned", "Share of the range in which every partition had an owner: the time in which all things were looked after. Below 99.9 %: list the fail-overs.", $"avg(avg_over_time({Recorded(RecordingRules.AllOwned)}[$__range]))", 0.99, 0.999),
        Share("Came through from end to end", "Share of the range in which every partition let its canaries out within two minutes: the whole chain worked.", $"avg(avg_over_time({Recorded(RecordingRules.AllThrough)}[$__range]))", 0.99, 0.999),
        Share("Records understood", "Records that did not become dead letters. Below 99.9 %: tell the sender by reason (Pipeline).", $"1 - {ShareOf(Grown(MetricNames.RecordsRejected), Grown(MetricNames.RecordsConsumed))}", 0.99, 0.999),
        Share("Things registered", "Share of the things that send which the registry knows. What nobody registered has no thresholds, no limits and no contacts.", $"1 - {ShareOf($"sum({Of(MetricNames.UnregisteredThings)})", $"sum({Of(MetricNames.ThingsAlive)})")}", 0.9, 0.99),
    ];

    private static Panel[] Timely() =>
    [
        Share("Alerts within 8 seconds", "Share of the alerts delivered within 8.2 seconds of their record (a bound of the histogram; lag in Kafka comes on top).", Within(MetricNames.AlertDelaySeconds, "8.192"), 0.95, 0.99),
        Panels.Stat("Alert delay, 99 %", "99 of 100 alerts were delivered within this time of their record. Rising from month to month: plan for another node.", "s", new Target(RangeQuantile(MetricNames.AlertDelaySeconds, 0.99), "p99")) with { NoValue = "no alert", Steps = [new(0, "green"), new(10, "red")] },
        Share("Notices accepted", "Share of finished notices that the next hop accepted. The rest reached nobody: mend the addresses.", ShareOf(Grown(MetricNames.NotificationsSent, "outcome=\"accepted\""), Grown(MetricNames.NotificationsSent, "outcome=~\"accepted|refused\"")), 0.95, 0.99) with { NoValue = "no notice" },
        Panels.Stat("Letters to families lost", "Letters that reached nobody. The next contact was told at once; every one needs a mended registration.", "short", new Target(Grown(MetricNames.FamilyLetters, "outcome=\"refused\""), "lost")) with { Decimals = 0, Steps = Levels.AnyIsBad },
    ];

    private static Panel[] Answered() =>
    [
        Share("Acknowledged within 1 minute", "Of all acknowledgements in the range; telecare alarm centres answer 97.5 % of calls in this time. A city's own aim may differ.", Within(MetricNames.AcknowledgeSeconds, "60"), 0.5, 0.975) with { NoValue = "none yet" },
        Share("Acknowledged within 3 minutes", "Of all acknowledgements in the range; telecare alarm centres answer 99 % of calls in this time.", Within(MetricNames.AcknowledgeSeconds, "180"), 0.6, 0.99) with { NoValue = "none yet" },
        Panels.Stat("Time to acknowledge, 90 %", "Nine of ten acknowledgements came within this time after the notice.", "s", new Target(RangeQuantile(MetricNames.AcknowledgeSeconds, 0.9), "p90")) with { NoValue = "none yet", Link = new Link("realtime-response", "Alert response") },
        Panels.Stat("Acknowledgements", "In the range. Far fewer than alerts raised: people do not use the console, or alerts are not worth an answer.", "short", new Target(Grown(MetricNames.AcknowledgeSeconds + "_count"), "acknowledged")) with { Decimals = 0 },
    ];

    private static Panel[] Believable() =>
    [
        Panels.Stat("Alerts raised", "Episodes that began in the range, drills included. More than people can read: raise thresholds before they stop reading.", "short", new Target(Grown(MetricNames.AlertChanges, "change=\"raised\""), "raised")) with { Decimals = 0 },
        Panels.Stat("Not borne out", "Share of the raised alerts that no second reading confirmed. They went to operators only. Rising: look at the gauges that cause them.", "percentunit", new Target(ShareOf(Grown(MetricNames.AlertChanges, "change=\"not-confirmed\""), Grown(MetricNames.AlertChanges, "change=\"raised\"")), "not confirmed")) with { Decimals = 1, NoValue = "no alert", Steps = [new(0, "green"), new(0.1, "orange")] },
        Panels.Stat("Looks at households", "Reads of a household's data, each written to the audit. Compare with the number of no-viewing alerts: far more means that people look without cause.", "short", new Target(Grown(MetricNames.AuditEntries, "what=\"read household\""), "reads")) with { Decimals = 0 },
        Panels.Stat("Refused logins and acts", "Requests that were not let in or not allowed, from the audit. A sudden rise: somebody tries; see the audit for the address.", "short", new Target(Grown(MetricNames.AuditEntries, "what=~\"login refused|denied\""), "refused")) with { Decimals = 0, Steps = [new(0, "green"), new(100, "orange")] },
    ];

    private static Panel[] Lines() =>
    [
        Panels.TimeSeries("Readings applied per second", "What the city sends, by kind. For the plan of the next year.", "cps", Rate(MetricNames.ReadingsApplied, "{{kind}}", "kind")) with { Link = new Link("realtime-pipeline", "Pipeline") },
        Panels.Steps("Things", "Things known by kind: how far the city is connected.", "short", Total(MetricNames.ThingsAlive, "{{kind}}", "kind")),
    ];

    private static Panel Share(string title, string description, string expression, double bad, double good) =>
        Panels.Stat(title, description, "percentunit", new Target(expression, title)) with { Decimals = 2, Steps = Levels.AtLeast(bad, good), NoValue = "no data" };
}
