using Realtime.Dashboards.Grafana;
using Realtime.Domain;
using static Realtime.Dashboards.Boards.Influx;

namespace Realtime.Dashboards.Boards;

/// <summary>All alerts of the city: what is open since when, what changed last, what was never borne out.</summary>
internal static class Alerts
{
    private const string Purpose =
        """
        **What is open since when, what changed last, and how reliable it was.** Times are those of the readings (event time). Who acknowledged what, and how long it took, stands on
        *Alert response*: the acknowledgement is a matter of people and of the desk, not of the time series. Households are counted under *Watch-over* and never listed here. Why an
        alert was raised is told by the console under the alert; every rule is explained in docs/rules.md.
        """;

    private const string These = $"\"{Measurements.TagRule}\" =~ /^$rule$/ AND {NoHousehold}";

    public static readonly Dashboard Board = new()
    {
        Uid = "realtime-alerts",
        Title = "Alerts",
        Folder = "city",
        Description = "Open alerts with their age, the changes of the range, and what was never borne out.",
        Source = DataSource.Influx,
        Variables =
        [
            MunicipalityOf(Measurements.Alert),
            new QueryVariable("rule", "Rule", $"SHOW TAG VALUES FROM \"{Measurements.Alert}\" WITH KEY = \"{Measurements.TagRule}\" WHERE {Municipality}", ".*"),
            DrillChoice,
        ],
        From = "now-24h",
        Refresh = "1m",
        Panels = [.. Numbers(), Open, ByRule, Raised, Changes, Panels.Text("Alerts", Purpose)],
    };

    private static Panel[] Numbers() =>
    [
        Panels.Stat(
            "Worst level now",
            "Highest present level of any open alert of the chosen rules. The table below names the thing.",
            "none",
            Ask(WorstLevel(These))) with
        { Words = Levels.Words, Steps = Levels.Steps },
        Panels.Stat(
            "Open now",
            "Open alerts of the chosen rules. Who takes care of them stands on Alert response.",
            "short",
            Ask(OpenSum(These))) with
        { Steps = Levels.AnyOpen, NoValue = "0", Link = new Link("realtime-response", "Alert response") },
        Panels.Stat(
            "Open and not seen any more",
            "The thing fell silent while its alert was open: the last level stands and nobody sees what happens. Look by other means.",
            "short",
            Ask(OpenBlind(These))) with
        { Steps = Levels.AnyIsBad, NoValue = "0" },
        Panels.Stat(
            "Not borne out in the range",
            "Alerts raised on one reading that no second one confirmed. Many from one station: have its sensor looked at.",
            "short",
            Ask($"""
                SELECT count("{Fields.ToLevel}") AS "denied" FROM "{Measurements.Alert}"
                WHERE {These} AND {Chosen} AND "{Measurements.TagChange}" = 'not-confirmed' AND $timeFilter
                """)) with
        { NoValue = "0" },
    ];

    private static Panel Open => Panels.Table(
        "Open alerts, worst first",
        "Each row is one open alert with the time since it stands as it does. A click on a sensor opens it as a station; look up the others on the dashboard of their kind.",
        "none",
        Ask(OpenRows(These))) with
    {
        Height = 10,
        NoValue = "nothing open",
        SortedBy = "Level",
        Columns =
        [
            new("Time", "Stands so since", "dateTimeFromNow"),
            new(Measurements.TagThing, "Thing", "string") { Link = new Link("realtime-station", "This station").Keep("municipality", "drill").OfRow("station", Measurements.TagThing) },
            new(Measurements.TagRule, "Rule", "string"),
            new(Measurements.TagMunicipality, "Municipality", "string"),
            new("level", "Level", "none", Levels.Words),
            new("state", "Last change", "string"),
        ],
    };

    private static Panel ByRule => Panels.BarGauge(
        "Open alerts by rule",
        "Which rules have open alerts now. A rule without any alert in the last 400 days is not listed. What a rule means and what ends it: docs/rules.md.",
        "short",
        Ask(OpenAlerts(These), $"$tag_{Measurements.TagRule}")) with
    { Steps = Levels.AnyOpen, NoValue = "0" };

    private static Panel Raised => Panels.TimeSeries(
        "Alerts raised, by rule",
        "Episodes that began, per interval. A rule that raises every few minutes is set too tight: look at its thresholds before people stop reading its mails.",
        "short",
        Ask($"""
            SELECT count("{Fields.ToLevel}") AS "raised" FROM "{Measurements.Alert}"
            WHERE "{Fields.FromLevel}" = 0 AND "{Fields.ToLevel}" > 0 AND {These} AND {Chosen} AND $timeFilter
            GROUP BY time($__interval), "{Measurements.TagRule}" fill(none)
            """,
            $"$tag_{Measurements.TagRule}")) with
    { IntervalMin = "1h" };

    private static Panel Changes => Panels.Table(
        "Last changes in the range",
        "The newest 200 changes, newest first: raised, steps, unobservable, resolved. Read upwards to see how it went.",
        "none",
        Ask($"""
            SELECT "{Measurements.TagThing}", "{Measurements.TagRule}", "{Measurements.TagChange}", "{Fields.FromLevel}", "{Fields.ToLevel}", "{Fields.Unconfirmed}" FROM "{Measurements.Alert}"
            WHERE {These} AND {Chosen} AND $timeFilter ORDER BY time DESC LIMIT 200
            """)) with
    {
        Height = 10,
        Columns =
        [
            new("Time", "Time", "dateTimeAsIso"),
            new(Measurements.TagThing, "Thing", "string"),
            new(Measurements.TagRule, "Rule", "string"),
            new(Measurements.TagChange, "Change", "string"),
            new(Fields.FromLevel, "From", "none", Levels.Words),
            new(Fields.ToLevel, "To", "none", Levels.Words),
            new(Fields.Unconfirmed, "Confirmed", "none", [new(0, "yes", "text"), new(1, "not yet", "orange")]),
        ],
    };
}
