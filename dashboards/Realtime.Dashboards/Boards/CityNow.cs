using Realtime.Dashboards.Grafana;
using Realtime.Domain;
using static Realtime.Dashboards.Boards.Influx;

namespace Realtime.Dashboards.Boards;

/// <summary>The first page: what is wrong in the city now, and which dashboard to open next.</summary>
internal static class CityNow
{
    private const string Purpose =
        """
        **What is wrong in the city now, and where to look next.** "Now" is the right edge of the chosen range.
        Numbers come from the time series, which may lag behind the alerts themselves by seconds; the console's own page shows the alerts.
        Stages of gauges carry 相当 (equivalent): the mayor issues the warning level, a gauge only reaches what corresponds to it.
        """;

    public static readonly Dashboard Board = new()
    {
        Uid = "realtime-city-now",
        Title = "City now",
        Folder = "city",
        Description = "Open alerts by rule, the worst level and how many things report.",
        Source = DataSource.Influx,
        Variables = [MunicipalityOf(Measurements.Alert), DrillChoice],
        Refresh = "1m",
        Panels = [Panels.Text("City now", Purpose), WorstLevel, Open, ByRule, Reported, Raised],
    };

    private static Panel WorstLevel => Panels.Stat(
        "Worst level now",
        "The highest present level of any open alert; the last known level where a thing cannot be seen any more.",
        "none",
        Ask($"""
            SELECT max("level") AS "level" FROM (SELECT last("{Fields.ToLevel}") AS "level" FROM "{Measurements.Alert}"
            WHERE {Chosen} AND {AlertsUpToNow} GROUP BY "{Measurements.TagThing}", "{Measurements.TagRule}")
            """)) with
    { Words = Levels.Words, Steps = Levels.Steps, LinkUid = "realtime-floods", LinkTitle = "Floods" };

    private static Panel Open => Panels.Stat(
        "Open alerts now",
        "Alerts that are open at the right edge of the range, over all rules.",
        "short",
        Ask($"""
            SELECT sum("open") AS "open" FROM (SELECT last("{Fields.Open}") AS "open" FROM "{Measurements.Alert}"
            WHERE {Chosen} AND {AlertsUpToNow} GROUP BY "{Measurements.TagThing}", "{Measurements.TagRule}")
            """)) with
    { Steps = Levels.AnyOpen, NoValue = "0" };

    private static Panel ByRule => Panels.BarGauge(
        "Open alerts by rule",
        "Which rules have open alerts now. A rule without any alert in the last 400 days is not listed.",
        "short",
        Ask(OpenAlerts($"\"{Measurements.TagRule}\" != ''"), $"$tag_{Measurements.TagRule}")) with
    { Steps = Levels.AnyOpen, NoValue = "0" };

    private static Panel Reported => Panels.BarGauge(
        "Things that reported, by kind",
        "Things with at least one point in the chosen range. Households count when their viewing changed.",
        "short",
        Ask(Reporting(Measurements.WaterLevel, Fields.LevelM), "water level stations"),
        Ask(Reporting(Measurements.Shelter, Fields.Open), "shelters"),
        Ask(Reporting(Measurements.Household, Fields.Viewing), "households"));

    private static Panel Raised => Panels.TimeSeries(
        "Alerts raised, by rule",
        "Episodes that began, per interval. Steps within an episode are not counted.",
        "short",
        Ask($"""
            SELECT count("{Fields.ToLevel}") AS "raised" FROM "{Measurements.Alert}"
            WHERE "{Fields.FromLevel}" = 0 AND "{Fields.ToLevel}" > 0 AND {Chosen} AND $timeFilter
            GROUP BY time($__interval), "{Measurements.TagRule}" fill(none)
            """,
            $"$tag_{Measurements.TagRule}")) with
    { IntervalMin = "1h" };
}
