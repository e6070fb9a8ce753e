using Realtime.Dashboards.Grafana;
using Realtime.Domain;
using static Realtime.Dashboards.Boards.Influx;

namespace Realtime.Dashboards.Boards;

/// <summary>River and tide gauges: hydrographs, stages and the peak.</summary>
internal static class Floods
{
    private const string Purpose =
        """
        **How high the water stands, in which stage, and which gauges went silent.** A line or band that ends is a gauge that stopped sending:
        in a flood the silence is an alarm, not an all-clear. Levels are metres above each station's own datum, so stations cannot be compared
        by their level, only by their stage.
        """;

    private const string Stations = $"\"{Measurements.TagThing}\" =~ /^$station$/ AND {Chosen}";

    public static readonly Dashboard Board = new()
    {
        Uid = "realtime-floods",
        Title = "Floods",
        Folder = "city",
        Description = "Hydrographs and stages of river and tide gauges.",
        Source = DataSource.Influx,
        Variables = [MunicipalityOf(Measurements.WaterLevel), Station, DrillChoice],
        From = "now-48h",
        Refresh = "5m",
        Panels = [Panels.Text("Floods", Purpose), Hydrograph, Stage, Now, Peak, Silent],
    };

    private static QueryVariable Station => new(
        "station",
        "Station",
        $"SHOW TAG VALUES FROM \"{Measurements.WaterLevel}\" WITH KEY = \"{Measurements.TagThing}\" WHERE {Municipality}",
        ".*");

    private static Panel Hydrograph => Panels.TimeSeries(
        "Water level",
        "Highest level of each interval, metres above the station's datum. A line is broken after six hours without a reading.",
        "lengthm",
        Ask($"""
            SELECT max("{Fields.LevelM}") AS "level" FROM "{Measurements.WaterLevel}"
            WHERE {Stations} AND $timeFilter GROUP BY time($__interval), "{Measurements.TagThing}" fill(none)
            """,
            $"$tag_{Measurements.TagThing}")) with
    { Width = 24, Height = 10, Decimals = 2, IntervalMin = "10m" };

    // fill(null): the band must end where the readings end; the panel bridges gaps below six hours.
    private static Panel Stage => Panels.StateTimeline(
        "Stage",
        "Highest stage of each hour as the level it corresponds to. A band that ends before the right edge is a gauge that fell silent.",
        "none",
        Ask($"""
            SELECT max("{Fields.StageLevel}") AS "stage" FROM "{Measurements.WaterLevel}"
            WHERE {Stations} AND $timeFilter GROUP BY time($__interval), "{Measurements.TagThing}" fill(null)
            """,
            $"$tag_{Measurements.TagThing}")) with
    { Width = 24, Height = 10, IntervalMin = "1h", Words = Levels.Words, Steps = Levels.Steps };

    private static Panel Now => Panels.Table(
        "Stations now",
        "Newest reading of each station with its time. An old time is a silent station: its stage is the last one known.",
        "none",
        Ask($"""
            SELECT last("{Fields.LevelM}") AS "level", "{Fields.StageLevel}", "{Fields.Stage}" FROM "{Measurements.WaterLevel}"
            WHERE {Stations} AND {UpToNow} GROUP BY "{Measurements.TagThing}", "{Measurements.TagMunicipality}"
            """)) with
    {
        Height = 9,
        Columns =
        [
            new(Measurements.TagThing, "Station", "string"),
            new(Measurements.TagMunicipality, "Municipality", "string"),
            new("level", "Level", "lengthm", Decimals: 2),
            new(Fields.StageLevel, "Corresponds to", "none", Levels.Words),
            new(Fields.Stage, "Stage", "string"),
        ],
    };

    private static Panel Peak => Panels.Stat(
        "Peak in the range",
        "Highest level of each chosen station in the chosen range, metres above the station's datum.",
        "lengthm",
        Ask($"""
            SELECT max("{Fields.LevelM}") AS "peak" FROM "{Measurements.WaterLevel}"
            WHERE {Stations} AND $timeFilter GROUP BY "{Measurements.TagThing}"
            """,
            $"$tag_{Measurements.TagThing}")) with
    { Width = 16, Height = 8, Decimals = 2 };

    private static Panel Silent => Panels.Stat(
        "Silence alerts open",
        "Gauges that sent nothing for longer than their limit while their channel was alive.",
        "short",
        Ask(OpenAlerts(IsRule(Rules.Silence)))) with
    { Width = 8, Height = 8, Steps = Levels.AnyOpen, NoValue = "0" };
}
