using Realtime.Dashboards.Grafana;
using Realtime.Domain;
using static Realtime.Dashboards.Boards.Influx;

namespace Realtime.Dashboards.Boards;

/// <summary>Evacuation shelters: how many people, how many open, how full.</summary>
internal static class Shelters
{
    private const string Purpose =
        """
        **How many people are in the shelters, and where there is room.** Over time, each bucket adds the last report of every shelter in it:
        choose the bucket at least as long as the shelters' reporting interval, else shelters that have not reported in it are missing from the sum
        (the newest bucket is always incomplete until everyone has reported). The numbers "now" do not have this limit.
        """;

    public static readonly Dashboard Board = new()
    {
        Uid = "realtime-shelters",
        Title = "Shelters",
        Folder = "city",
        Description = "Evacuees, open shelters and occupancy.",
        Source = DataSource.Influx,
        Variables = [MunicipalityOf(Measurements.Shelter), DrillChoice, new CustomVariable("bucket", "Bucket", "12h : 12h, 6h : 6h, 3h : 3h, 1h : 1h, 1d : 1d")],
        From = "now-7d",
        Refresh = "5m",
        Panels =
        [
            Panels.Text("Shelters", Purpose),
            Panels.Stat("Evacuees now", "Sum of the last report of every shelter.", "short", Ask(Now(Fields.Evacuees))),
            Panels.Stat("Open shelters now", "Shelters whose last report says open.", "short", Ask(Now(Fields.Open))),
            Peak,
            Panels.Stat("Fullest shelter in the range", "Highest share of its capacity that any shelter reported; shelters without a known capacity are not in it.", "percentunit", Ask(Fullest)) with { Decimals = 0, Steps = [new(0, "green"), new(0.8, "orange"), new(1, "red")] },
            Panels.Steps("Evacuees", "Sum over all shelters of the last report in each bucket.", "short", Ask(OverTime(Fields.Evacuees), "evacuees")),
            Panels.Steps("Open shelters", "Shelters whose last report in the bucket says open.", "short", Ask(OverTime(Fields.Open), "open shelters")),
            Occupancy,
        ],
    };

    private static Panel Peak => Panels.Stat(
        "Most evacuees in the range",
        "Largest sum of one bucket in the chosen range.",
        "short",
        Ask($"""SELECT max("total") AS "peak" FROM ({OverTime(Fields.Evacuees)}) WHERE $timeFilter"""));

    private static Panel Occupancy => Panels.Table(
        "Shelters and their occupancy",
        "Last report of each shelter. Occupancy is empty where the capacity is unknown.",
        "none",
        Ask($"""
            SELECT last("{Fields.Open}") AS "open", "{Fields.Evacuees}", "{Fields.CapacityPersons}", "{Fields.OccupancyRatio}" FROM "{Measurements.Shelter}"
            WHERE {Chosen} AND {UpToNow} GROUP BY "{Measurements.TagThing}", "{Measurements.TagMunicipality}"
            """)) with
    {
        Height = 10,
        Columns =
        [
            new(Measurements.TagThing, "Shelter", "string"),
            new(Measurements.TagMunicipality, "Municipality", "string"),
            new("open", "State", "none", [new(0, "closed", "text"), new(1, "open", "green")]),
            new(Fields.Evacuees, "Evacuees", "none"),
            new(Fields.CapacityPersons, "Capacity", "none"),
            new(Fields.OccupancyRatio, "Occupancy", "percentunit", Decimals: 0),
        ],
    };

    private const string Fullest =
        $"""SELECT max("{Fields.OccupancyRatio}") AS "occupancy" FROM "{Measurements.Shelter}" WHERE {Chosen} AND $timeFilter""";

    private static string Now(string field) =>
        $"""
        SELECT sum("newest") AS "total" FROM (SELECT last("{field}") AS "newest" FROM "{Measurements.Shelter}"
        WHERE {Chosen} AND {UpToNow} GROUP BY "{Measurements.TagThing}")
        """;

    private static string OverTime(string field) =>
        $"""
        SELECT sum("newest") AS "total" FROM (SELECT last("{field}") AS "newest" FROM "{Measurements.Shelter}"
        WHERE {Chosen} AND $timeFilter GROUP BY time($bucket), "{Measurements.TagThing}") WHERE $timeFilter GROUP BY time($bucket) fill(none)
        """;
}
