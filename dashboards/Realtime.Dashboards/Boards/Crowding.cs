using Realtime.Dashboards.Grafana;
using Realtime.Domain;
using static Realtime.Dashboards.Boards.Influx;

namespace Realtime.Dashboards.Boards;

/// <summary>Places where people are counted: levels of service, the forecast of the next interval and how wrong it used to be.</summary>
internal static class Crowding
{
    private const string Purpose =
        """
        **Where it is crowded, where it will be, and how far the forecast can be trusted.** Levels of service (A free, F nobody can move) need a registered area or width; without one a
        place shows counts only. The forecast is for the next interval, at least 30 minutes ahead; its mean error of about a week stands beside that of "it stays as it is": where both
        are equal the forecast is worth nothing. A counter that sees nobody where people are is reported, and its zeros are not drawn. Sources of the tables: docs/crowds.md.
        """;

    public static readonly Dashboard Board = new()
    {
        Uid = "realtime-crowding",
        Title = "Crowding",
        Folder = "city",
        Description = "Levels of service, crowd alerts, the forecast and its error.",
        Source = DataSource.Influx,
        Variables = [MunicipalityOf(Measurements.People), ThingOf(Measurements.People, "Place"), DrillChoice],
        From = "now-24h",
        Refresh = "1m",
        Panels = [.. Numbers(), Now, Counts, Forecasts, Service, Errors, Panels.Text("Crowding", Purpose)],
    };

    private static Panel[] Numbers() =>
    [
        Panels.Stat(
            "Worst level of service now",
            "Of the newest counts of the chosen places. D: people cannot choose their pace; E and F: stop the inflow, open other ways. The table names the place.",
            "none",
            Ask($"""
                SELECT max("step") AS "step" FROM (SELECT last("{Fields.PeopleCount}") AS "count", "{Fields.LevelOfServiceStep}" AS "step" FROM "{Measurements.People}"
                WHERE {ChosenThing} AND {UpToNow} GROUP BY "{Measurements.TagThing}")
                """)) with
        { Words = Levels.Service, Steps = Levels.ServiceSteps, NoValue = "no area or width" },
        Panels.Stat(
            "Crowd alerts open",
            "Places above the flow or density they are meant for, or far above what the weekday and hour ever have.",
            "short",
            Ask(OpenSum(AnyRule(Rules.CrowdFlow, Rules.CrowdDensity, Rules.CrowdUnusual)))) with
        { Steps = Levels.AnyOpen, NoValue = "0", Link = new Link("realtime-alerts", "Alerts").Keep("municipality", "drill") },
        Panels.Stat(
            "Counters that see nobody",
            "Counters whose zeros are not believed: ask for the camera to be looked at. Until then nobody counts there, and open crowd alerts stay open.",
            "short",
            Ask(OpenSum(IsRule(Rules.CounterBlind)))) with
        { Steps = Levels.AnyIsBad, NoValue = "0" },
        Panels.Stat(
            "Largest count in the range",
            "Most persons that one counter of the chosen places saw in one interval. For the report of an event.",
            "short",
            Ask($"""SELECT max("{Fields.PeopleCount}") AS "peak" FROM "{Measurements.People}" WHERE {ChosenThing} AND $timeFilter""")),
    ];

    private static Panel Now => Panels.Table(
        "Places now, fullest first",
        "Newest count of each place with what is usual at this weekday and hour. A click on a place chooses it for the panels below.",
        "none",
        Ask($"""
            SELECT last("{Fields.PeopleCount}") AS "count", "{Fields.LevelOfServiceStep}", "{Fields.PersonsPerMPerMin}", "{Fields.PersonsPerM2}", "{Fields.Congestion}", "{Fields.UsualPersons}" FROM "{Measurements.People}"
            WHERE {ChosenThing} AND {UpToNow} GROUP BY "{Measurements.TagThing}", "{Measurements.TagMunicipality}"
            """)) with
    {
        Height = 9,
        SortedBy = "Level of service",
        Columns =
        [
            new("Time", "Counted", "dateTimeFromNow"),
            new(Measurements.TagThing, "Place", "string") { Link = new Link("realtime-crowding", "This place").Keep("municipality", "drill").OfRow("thing", Measurements.TagThing) },
            new(Measurements.TagMunicipality, "Municipality", "string"),
            new("count", "Persons", "short"),
            new(Fields.LevelOfServiceStep, "Level of service", "none", Levels.Service),
            new(Fields.PersonsPerMPerMin, "Flow", "suffix: persons/m/min", Decimals: 1),
            new(Fields.PersonsPerM2, "Density", "suffix: persons/m²", Decimals: 2),
            new(Fields.Congestion, "Congestion", "string"),
            new(Fields.UsualPersons, "Usual", "short", Decimals: 0),
        ],
    };

    private static Panel Counts => Panels.TimeSeries(
        "Persons counted and usual",
        "Counts per interval, and dashed what this weekday and hour usually have. Far above the dashed line: look for the event behind it before it ends, when everybody leaves at once.",
        "short",
        Ask(Mean(Measurements.People, Fields.PeopleCount), $"$tag_{Measurements.TagThing}"),
        Ask(Mean(Measurements.People, Fields.UsualPersons), $"usual $tag_{Measurements.TagThing}")) with
    { IntervalMin = "5m", Looks = [new("^usual .*", "gray", Dashed: true)] };

    private static Panel Forecasts => Panels.TimeSeries(
        "Persons counted and forecast",
        "The forecast stands at the time it is for: the dashed line runs ahead of the counts. Send staff by the dashed line, within the error below.",
        "short",
        Ask(Mean(Measurements.People, Fields.PeopleCount), $"$tag_{Measurements.TagThing}"),
        Ask(Mean(Measurements.PeopleForecast, Fields.ForecastPersons), $"forecast $tag_{Measurements.TagThing}")) with
    { IntervalMin = "5m", Looks = [new("^forecast .*", "blue", Dashed: true)] };

    private static Panel Service => Panels.StateTimeline(
        "Level of service",
        "Worst step of each interval and place, A to F. Who fills first, who follows.",
        "none",
        Ask($"""
            SELECT max("{Fields.LevelOfServiceStep}") AS "step" FROM "{Measurements.People}"
            WHERE {ChosenThing} AND $timeFilter GROUP BY time($__interval), "{Measurements.TagThing}" fill(null)
            """,
            $"$tag_{Measurements.TagThing}")) with
    { IntervalMin = "5m", Words = Levels.Service, Steps = Levels.ServiceSteps };

    private static Panel Errors => Panels.TimeSeries(
        "Mean error of the forecast",
        "Mean absolute error of about the last week, persons, beside that of \"as many as now\" on the same counts. Forecast above the dashed line: do not plan by it, and tell the maintainers.",
        "short",
        Ask(Mean(Measurements.People, Fields.ForecastErrorPersons), $"forecast $tag_{Measurements.TagThing}"),
        Ask(Mean(Measurements.People, Fields.PersistenceErrorPersons), $"as now $tag_{Measurements.TagThing}")) with
    { IntervalMin = "5m", Looks = [new("^as now .*", "gray", Dashed: true)] };

    private static string Mean(string measurement, string field) =>
        $"""
        SELECT mean("{field}") AS "persons" FROM "{measurement}"
        WHERE {ChosenThing} AND $timeFilter GROUP BY time($__interval), "{Measurements.TagThing}" fill(none)
        """;
}
