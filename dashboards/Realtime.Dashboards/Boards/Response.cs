using Realtime.Dashboards.Grafana;
using Realtime.Domain;
using static Realtime.Dashboards.Boards.Prom;

namespace Realtime.Dashboards.Boards;

/// <summary>How alerts are answered: open, acknowledged, how long it took, and whether the letters reached anybody.</summary>
internal static class Response
{
    private const string Purpose =
        """
        **Does somebody take care, how fast, and do the letters arrive?** An alert waits until somebody acknowledges it in the console, by the link of a letter or through the API, or says
        that nobody has to be told. Time to acknowledge runs from the first accepted notice (without one from the change itself). 60 and 180 seconds are what telecare alarm centres
        answer 97.5 and 99 % of their calls in; a city sets its own aim. Which alerts wait, and for whom, is listed by the console; what they are about stands on *Alerts*.
        """;

    public static readonly Dashboard Board = new()
    {
        Uid = "realtime-response",
        Title = "Alert response",
        Folder = "operations",
        Description = "Open and acknowledged alerts, time to acknowledge, letters.",
        Source = DataSource.Prometheus,
        Variables = [Job, Instance],
        From = "now-24h",
        Refresh = "30s",
        Panels = [.. Numbers(), .. Waiting(), .. Times(), .. Letters(), Panels.Text("Alert response", Purpose)],
    };

    private static Panel[] Numbers() =>
    [
        Panels.Stat(
            "Waiting for somebody",
            "Open alerts that nobody has acknowledged or suppressed. Open the console's list, take the worst, acknowledge it with your name.",
            "short",
            Total(MetricNames.AlertsWaiting, "waiting")) with
        { Steps = Levels.AnyOpen, NoValue = "0", Link = new Link("realtime-alerts", "Alerts") },
        Panels.Stat(
            "Oldest waits for",
            "Age of the oldest alert that waits, by its beginning. More than a quarter of an hour at level 3 and above: call whoever is on duty by telephone.",
            "s",
            new Target($"max(time() - {Of(MetricNames.AlertsWaitingSinceSeconds)})", "oldest")) with
        { Steps = [new(0, "green"), new(300, "orange"), new(900, "red")], NoValue = "none waits" },
        Panels.Stat(
            "Median time to acknowledge",
            "In the chosen range. It grows in the night or in a flood: staff accordingly.",
            "s",
            new Target(RangeQuantile(MetricNames.AcknowledgeSeconds, 0.5), "p50")) with
        { NoValue = "none yet" },
        Panels.Stat(
            "Notices waiting",
            "Letters that no mail server has accepted yet. Above zero for minutes: nobody is told; look at the mail server, call people by telephone.",
            "short",
            Total(MetricNames.NotificationsPending, "waiting")) with
        { Steps = Levels.AnyOpen, NoValue = "0", Link = new Link("realtime-pipeline", "Pipeline") },
    ];

    private static Panel[] Waiting() =>
    [
        Panels.Steps("Open and waiting alerts", "Open: not over. Waiting: nobody acknowledged or suppressed them. The space between the lines is being taken care of.", "short", Total(MetricNames.AlertsOpen, "open"), Total(MetricNames.AlertsWaiting, "waiting")),
        Panels.BarGauge("Waiting alerts by rule", "Which rules wait for somebody. The same rule every morning: its thresholds or its readers have to change.", "short", new Target($"sum by (rule) ({Of(MetricNames.AlertsWaiting)}) > 0", "{{rule}}") { Instant = true }) with { Steps = Levels.AnyOpen, NoValue = "none waits" },
    ];

    private static Panel[] Times() =>
    [
        Panels.TimeSeries("Time to acknowledge", "Median and 90th percentile of the acknowledgements around each moment.", "s", Quantile(MetricNames.AcknowledgeSeconds, 0.5, "p50"), Quantile(MetricNames.AcknowledgeSeconds, 0.9, "p90")),
        Panels.TimeSeries("Acknowledgements and raised alerts per second", "Raised far above acknowledged for long: more alerts than people can answer; look which rule raises them.", "cps", Rate(MetricNames.AcknowledgeSeconds + "_count", "acknowledged"), new Target($"sum(rate({MetricNames.AlertChanges}{{{Chosen}, change=\"raised\"}}[$__rate_interval]))", "raised")),
    ];

    private static Panel[] Letters() =>
    [
        Panels.TimeSeries("Notices per second by outcome", "accepted: the next hop has it. retry: tried again later. refused: for good; the reason stands in the console's list of troubles.", "cps", Rate(MetricNames.NotificationsSent, "{{way}} {{outcome}}", "way, outcome")),
        Panels.TimeSeries("Letters to families per second", "By what they say and outcome. refused: an address does not exist; the next contact was told at once, the registration has to be mended.", "cps", Rate(MetricNames.FamilyLetters, "{{letter}} {{outcome}}", "letter, outcome")),
        Panels.Steps("Households whose people are being told", "Open cases of the families' ladders. A case stays until activity returns or somebody acknowledges. Counts only.", "short", Total(MetricNames.FamilyCasesOpen, "cases")),
        Panels.TimeSeries("Alert delay", "From the consumed record to the delivered alert, median and 99th percentile. It comes before any time of people.", "s", Quantile(MetricNames.AlertDelaySeconds, 0.5, "p50"), Quantile(MetricNames.AlertDelaySeconds, 0.99, "p99")) with { Link = new Link("realtime-pipeline", "Pipeline") },
    ];
}
