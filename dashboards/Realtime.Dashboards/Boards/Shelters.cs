using Realtime.Dashboards.Grafana;
using Realtime.Domain;
using static Realtime.Dashboards.Boards.Influx;

namespace Realtime.Dashboards.Boards;

/// <summary>Evacuation shelters: which fills, where there is room, whose supplies end.</summary>
internal static class Shelters
{
    private const string Purpose =
        """
        **Which shelter fills, where there is room, and whose supplies end.** Over time, each bucket adds the last report of every shelter in it:
        choose the bucket at least as long as the shelters' reporting interval, else shelters that have not reported in it are missing from the sum
        (the newest bucket is always incomplete until everyone has reported). The numbers "now" do not have this limit.
        """;

    public static readonly Dashboard Board = new()
    {
        Uid = "realtime-shelters",
        Title = "Shelters",
        Folder = "city",
        Description = "Occupancy, evacuees, open shelters and the hours that supplies last.",
        Source = DataSource.Influx,
        Variables =
        [
            MunicipalityOf(Measurements.Shelter),
            ThingOf(Measurements.Shelter, "Shelter"),
            DrillChoice,
            new CustomVariable("bucket", "Bucket", "12h : 12h, 6h : 6h, 3h : 3h, 1h : 1h, 1d : 1d"),
        ],
        From = "now-7d",
        Refresh = "5m",
        Panels = [.. Needs(), Occupancy, .. People(), Panels.Text("Shelters", Purpose)],
    };

    private static Panel[] Needs() =>
    [
        Panels.Stat(
            "Fullest shelter now",
            "Highest share of its capacity by the newest reports; shelters without a known capacity are not in it. From 80 %: send people to the next one before it is full.",
            "percentunit",
            Ask(NewestOf(Fields.OccupancyRatio, "max"))) with
        { Decimals = 0, Steps = Levels.Filling },
        Panels.Stat(
            "Supplies end first in",
            "Hours that the shortest stock of any open shelter lasts, from its report on. Below a day: order now; the table names the shelter.",
            "h",
            Ask(NewestOf(Fields.SupplyHoursLeft, "min"))) with
        { Decimals = 0, Steps = Levels.Left(24, 72), NoValue = "no stock known" },
        Panels.Stat(
            "Evacuees now",
            "Sum of the last report of every shelter.",
            "short",
            Ask(Now(Fields.Evacuees))),
        Panels.Stat(
            "Open shelters now",
            "Shelters whose last report says open. Alerts of shelters stand on City now.",
            "short",
            Ask(Now(Fields.Open))) with
        { Link = new Link("realtime-city-now", "City now").Keep("municipality", "drill") },
    ];

    private static Panel[] People() =>
    [
        Panels.Steps("Evacuees", "Sum over all shelters of the last report in each bucket. Does it still grow? Then open the next shelter in time.", "short", Ask(OverTime(Fields.Evacuees), "evacuees")),
        Panels.Steps("Open shelters", "Shelters whose last report in the bucket says open.", "short", Ask(OverTime(Fields.Open), "open shelters")),
        Panels.TimeSeries("Hours of supplies left", "Shortest stock of each shelter as it reported it. A line that falls by one hour an hour gets nothing new.", "h", Ask(Reported(Fields.SupplyHoursLeft), $"$tag_{Measurements.TagThing}")) with { Decimals = 0, IntervalMin = "1h" },
        Panels.TimeSeries("Occupancy", "Share of each shelter's capacity. Lines that rise together: a district is on its way; open another shelter there.", "percentunit", Ask(Reported(Fields.OccupancyRatio), $"$tag_{Measurements.TagThing}")) with { Decimals = 0, IntervalMin = "1h" },
        Peak,
        Panels.Stat("Fullest shelter in the range", "Highest share of its capacity that any shelter reported in the range. For the report afterwards.", "percentunit", Ask(Fullest)) with { Width = 12, Decimals = 0, Steps = Levels.Filling },
    ];

    /// <summary>The extreme of one field over the newest reports of open shelters.</summary>
    private static string NewestOf(string field, string pick) =>
        $"""
        SELECT {pick}("newest") AS "newest" FROM (SELECT last("{Fields.Open}") AS "open", "{field}" AS "newest" FROM "{Measurements.Shelter}"
        WHERE {ChosenThing} AND {UpToNow} GROUP BY "{Measurements.TagThing}") WHERE "open" = 1
        """;

    private static string Reported(string field) =>
        $"""
        SELECT last("{field}") AS "newest" FROM "{Measurements.Shelter}"
        WHERE {ChosenThing} AND $timeFilter GROUP BY time($__interval), "{Measurements.TagThing}" fill(none)
        """;

    private static Panel Peak => Panels.Stat(
        "Most evacuees in the range",
        "Largest sum of one bucket in the chosen range. For the report afterwards.",
        "short",
        Ask($"""SELECT max("total") AS "peak" FROM ({OverTime(Fields.Evacuees)}) WHERE $timeFilter""")) with
    { Width = 12 };

    private static Panel Occupancy => Panels.Table(
        "Shelters and their occupancy",
        "Last report of each shelter, fullest first; empty where it is unknown. Red: send nobody there any more. A click on a shelter chooses it. Least floor by the guideline: 3.5 m² per person.",
        "none",
        Ask($"""
            SELECT last("{Fields.Open}") AS "open", "{Fields.Evacuees}", "{Fields.CapacityPersons}", "{Fields.OccupancyRatio}", "{Fields.AreaPerPersonM2}", "{Fields.SupplyHoursLeft}" FROM "{Measurements.Shelter}"
            WHERE {ChosenThing} AND {UpToNow} GROUP BY "{Measurements.TagThing}", "{Measurements.TagMunicipality}"
            """)) with
    {
        Height = 10,
        SortedBy = "Occupancy",
        Columns =
        [
            new("Time", "Reported", "dateTimeFromNow"),
            new(Measurements.TagThing, "Shelter", "string") { Link = new Link("realtime-shelters", "This shelter").Keep("municipality", "drill").OfRow("thing", Measurements.TagThing) },
            new(Measurements.TagMunicipality, "Municipality", "string"),
            new("open", "State", "none", [new(0, "closed", "text"), new(1, "open", "green")]),
            new(Fields.Evacuees, "Evacuees", "none"),
            new(Fields.CapacityPersons, "Capacity", "none"),
            new(Fields.OccupancyRatio, "Occupancy", "percentunit", Decimals: 0) { Steps = Levels.Filling },
            new(Fields.AreaPerPersonM2, "Floor per person", "suffix: m²", Decimals: 1) { Steps = [new(0, "red"), new(3.5, "green")] },
            new(Fields.SupplyHoursLeft, "Supplies last", "h", Decimals: 0) { Steps = Levels.Left(24, 72) },
        ],
    };

    private const string Fullest =
        $"""SELECT max("{Fields.OccupancyRatio}") AS "occupancy" FROM "{Measurements.Shelter}" WHERE {ChosenThing} AND $timeFilter""";

    private static string Now(string field) =>
        $"""
        SELECT sum("newest") AS "total" FROM (SELECT last("{field}") AS "newest" FROM "{Measurements.Shelter}"
        WHERE {ChosenThing} AND {UpToNow} GROUP BY "{Measurements.TagThing}")
        """;

    private static string OverTime(string field) =>
        $"""
        SELECT sum("newest") AS "total" FROM (SELECT last("{field}") AS "newest" FROM "{Measurements.Shelter}"
        WHERE {ChosenThing} AND $timeFilter GROUP BY time($bucket), "{Measurements.TagThing}") WHERE $timeFilter GROUP BY time($bucket) fill(none)
        """;
}
