using Realtime.Dashboards.Grafana;
using Realtime.Domain;
using static Realtime.Dashboards.Boards.Influx;

namespace Realtime.Dashboards.Boards;

/// <summary>The first page: what is wrong in the city now, since when, and which dashboard to open next.</summary>
internal static class CityNow
{
    private const string Purpose =
        """
        **What is wrong in the city now, and where to look next.** Read from the top: numbers first, then every open alert with the time since it stands so; a click on a
        thing opens the dashboard of its kind with that thing chosen. "Now" is the right edge of the chosen range. Numbers come from the time series, which may lag behind the
        alerts themselves by seconds; the console's own page shows the alerts. Stages of gauges carry 相当 (equivalent): the mayor issues the warning level.
        """;

    private static readonly string[] s_crowdRules = [Rules.CrowdFlow, Rules.CrowdDensity, Rules.CrowdUnusual, Rules.CounterBlind];

    private static readonly string s_gauges = string.Join(" AND ", s_crowdRules.Select(IsNotRule).Prepend(IsKind(ThingKind.Sensor)));

    public static readonly Dashboard Board = new()
    {
        Uid = "realtime-city-now",
        Title = "City now",
        Folder = "city",
        Description = "Start here: what is open, since when, and where to look next.",
        Source = DataSource.Influx,
        Variables = [MunicipalityOf(Measurements.Alert), DrillChoice],
        Refresh = "1m",
        Panels = [.. Numbers(), Sensors, .. OtherKinds(), Raised, Reported, Panels.Text("City now", Purpose)],
    };

    private static Link To(string uid, string title) => new Link(uid, title).Keep("municipality", "drill");

    private static Panel[] Numbers() =>
    [
        Panels.Stat(
            "Worst level now",
            "The highest present level of any open alert; the last known level where a thing cannot be seen any more. Level 3 and more: open Floods and see which station comes next.",
            "none",
            Ask(WorstLevel(NoHousehold))) with
        { Words = Levels.Words, Steps = Levels.Steps, Link = To("realtime-floods", "Floods") },
        Panels.Stat(
            "Open alerts now",
            "Alerts that are open at the right edge of the range, over all rules. The tables below name them; the dashboard behind shows their history.",
            "short",
            Ask(OpenSum($"\"{Measurements.TagRule}\" != ''"))) with
        { Steps = Levels.AnyOpen, NoValue = "0", Link = To("realtime-alerts", "Alerts") },
        Panels.Stat(
            "Cannot be seen",
            "Channels without heartbeat and alerts of things that fell silent while open. Silence is no all-clear: watch these by other means, and look at the pipeline.",
            "short",
            Ask(OpenSum(IsRule(Rules.ChannelStalled)), "channels"),
            Ask(OpenBlind(NoHousehold), "things")) with
        { Steps = Levels.AnyIsBad, NoValue = "0", Link = new Link("realtime-pipeline", "Pipeline") },
        Panels.Stat(
            "Households to look after",
            "Households in which nobody watched for the registered time. A count only; the console names them to whoever is responsible, and records the look.",
            "short",
            Ask(OpenSum(IsRule(Rules.NoViewing)))) with
        { Steps = Levels.AnyOpen, NoValue = "0", Link = To("realtime-watch-over", "Watch-over") },
    ];

    private static Panel Sensors => Open(
        "Gauges and sensors: open alerts, worst first",
        "Each row: which station, which rule, how bad, since when. A click on the station opens its hydrograph. \"unobservable\": the last level stands, nobody sees the water.",
        s_gauges,
        "Station",
        To("realtime-station", "This station").OfRow("station", Measurements.TagThing)) with
    { Width = 24, Height = 9 };

    private static Panel[] OtherKinds() =>
    [
        Open(
            "Shelters: open alerts",
            "Nearly full, over capacity, without power, supplies that end. A click opens the shelter; send people elsewhere before it is full.",
            IsKind(ThingKind.Shelter),
            "Shelter",
            To("realtime-shelters", "This shelter").OfRow("thing", Measurements.TagThing)),
        Open(
            "Vehicles: open alerts",
            "Lost contact, silence, corridor, zones, battery. A click opens the vehicle on the map: call its supervisor with the last position.",
            IsKind(ThingKind.Vehicle),
            "Vehicle",
            To("realtime-vehicles", "This vehicle").OfRow("thing", Measurements.TagThing)),
        Open(
            "Crowds: open alerts",
            "Places with more people than they are meant for, and counters that see nobody where there are people. A click opens the place with its forecast.",
            AnyRule(s_crowdRules),
            "Place",
            To("realtime-crowding", "This place").OfRow("thing", Measurements.TagThing)),
    ];

    /// <summary>A table of what is open; a time is that of the last change: since then it stands as it does.</summary>
    private static Panel Open(string title, string description, string condition, string heading, Link link) => Panels.Table(
        title,
        description,
        "none",
        Ask(OpenRows(condition))) with
    {
        Width = 8,
        Height = 8,
        NoValue = "nothing open",
        SortedBy = "Level",
        Columns =
        [
            new("Time", "Stands so since", "dateTimeFromNow"),
            new(Measurements.TagThing, heading, "string") { Link = link },
            new(Measurements.TagRule, "Rule", "string"),
            new(Measurements.TagMunicipality, "Municipality", "string"),
            new("level", "Level", "none", Levels.Words),
            new("state", "Last change", "string"),
        ],
    };

    private static Panel Reported => Panels.BarGauge(
        "Things that reported, by kind",
        "Things with at least one point in the chosen range. Fewer than you know of: look at the pipeline. Households count when their viewing changed.",
        "short",
        Ask(Reporting(Measurements.WaterLevel, Fields.LevelM), "water level stations"),
        Ask(Reporting(Measurements.Shelter, Fields.Open), "shelters"),
        Ask(Reporting(Measurements.Household, Fields.Viewing), "households"),
        Ask(Reporting(Measurements.Vehicle, Fields.LatitudeDeg), "vehicles"),
        Ask(Reporting(Measurements.People, Fields.PeopleCount), "people counters"));

    private static Panel Raised => Panels.TimeSeries(
        "Alerts raised, by rule",
        "Episodes that began, per interval; steps within an episode are not counted. A sudden peak over many rules is often a channel that came back: compare with the pipeline.",
        "short",
        Ask($"""
            SELECT count("{Fields.ToLevel}") AS "raised" FROM "{Measurements.Alert}"
            WHERE "{Fields.FromLevel}" = 0 AND "{Fields.ToLevel}" > 0 AND {Chosen} AND $timeFilter
            GROUP BY time($__interval), "{Measurements.TagRule}" fill(none)
            """,
            $"$tag_{Measurements.TagRule}")) with
    { IntervalMin = "1h" };
}
