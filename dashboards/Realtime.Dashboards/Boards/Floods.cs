using Realtime.Dashboards.Grafana;
using Realtime.Domain;
using static Realtime.Dashboards.Boards.Influx;

namespace Realtime.Dashboards.Boards;

/// <summary>River and tide gauges: which comes next, the stages of all, and those that fell silent.</summary>
internal static class Floods
{
    private const string Purpose =
        """
        **Which station is how high, which comes next, and which went silent.** A line or band that ends is a gauge that stopped sending: in a flood the silence is an alarm, not an
        all-clear. Levels are metres above each station's own datum, so stations cannot be compared by their level, only by their stage. A click on a station opens it with its
        thresholds. "Minutes to next stage" is the present rate of rise carried on, no forecast of the weather.
        """;

    private const string Stations = $"\"{Measurements.TagThing}\" =~ /^$station$/ AND {Chosen}";

    /// <summary>Trends of stations that are still heard: a rate of rise from yesterday says nothing.</summary>
    private const string Lately = "time > ${__to}ms - 6h AND time <= ${__to}ms";

    public static readonly Dashboard Board = new()
    {
        Uid = "realtime-floods",
        Title = "Floods",
        Folder = "city",
        Description = "Stages of river and tide gauges, the rate of rise and the time to the next stage.",
        Source = DataSource.Influx,
        Variables = [MunicipalityOf(Measurements.WaterLevel), Station, DrillChoice],
        From = "now-48h",
        Refresh = "5m",
        Panels = [.. Numbers(), Now, Stage, Hydrograph, Peak, Panels.Text("Floods", Purpose)],
    };

    private static QueryVariable Station => new(
        "station",
        "Station",
        $"SHOW TAG VALUES FROM \"{Measurements.WaterLevel}\" WITH KEY = \"{Measurements.TagThing}\" WHERE {Municipality}",
        ".*");

    private static Link ToStation => new Link("realtime-station", "This station").Keep("municipality", "drill");

    private static Panel[] Numbers() =>
    [
        Panels.Stat(
            "Worst stage now",
            "Highest stage of the newest readings, as the level it corresponds to. Compare with the evacuation plan of that river; the mayor issues the level.",
            "none",
            Ask($"""
                SELECT max("stage") AS "stage" FROM (SELECT last("{Fields.LevelM}") AS "level", "{Fields.StageLevel}" AS "stage" FROM "{Measurements.WaterLevel}"
                WHERE {Stations} AND {UpToNow} GROUP BY "{Measurements.TagThing}")
                """)) with
        { Words = Levels.Words, Steps = Levels.Steps },
        Panels.Stat(
            "Soonest next stage",
            "Fewest minutes to the next stage of any station that rises, at its present rate; stations heard within six hours. Below an hour: warn whoever lives and works below it now.",
            "m",
            Ask($"""
                SELECT min("next") AS "next" FROM (SELECT last("{Fields.LevelM}") AS "level", "{Fields.NextStageMin}" AS "next" FROM "{Measurements.WaterLevel}"
                WHERE {Stations} AND {Lately} GROUP BY "{Measurements.TagThing}")
                """)) with
        { Steps = Levels.Left(60, 180), NoValue = "none rises", Decimals = 0 },
        Panels.Stat(
            "Fastest rise now",
            "Largest rate of rise by regression over the last readings of a station; below zero all water falls. The table names the station.",
            "suffix: cm/10 min",
            Ask($"""
                SELECT max("rise") AS "rise" FROM (SELECT last("{Fields.LevelM}") AS "level", "{Fields.RiseCmPer10Min}" AS "rise" FROM "{Measurements.WaterLevel}"
                WHERE {Stations} AND {Lately} GROUP BY "{Measurements.TagThing}")
                """)) with
        { Decimals = 1, Steps = [new(0, "green"), new(5, "orange"), new(20, "red")] },
        Panels.Stat(
            "Silence alerts open",
            "Gauges that sent nothing for longer than their limit while their channel was alive. Send somebody to look: the last known stage stands until then.",
            "short",
            Ask(OpenAlerts(IsRule(Rules.Silence)))) with
        { Steps = Levels.AnyIsBad, NoValue = "0" },
    ];

    private static Panel Now => Panels.Table(
        "Stations now, worst first",
        "Newest reading of each station. An old time is a silent station: its stage is the last one known. A click on a station opens it; call the people below the station whose next stage is soonest.",
        "none",
        Ask($"""
            SELECT last("{Fields.LevelM}") AS "level", "{Fields.StageLevel}", "{Fields.Stage}", "{Fields.RiseCmPer10Min}", "{Fields.NextStageMin}" FROM "{Measurements.WaterLevel}"
            WHERE {Stations} AND {UpToNow} GROUP BY "{Measurements.TagThing}", "{Measurements.TagMunicipality}"
            """)) with
    {
        Height = 9,
        SortedBy = "Corresponds to",
        Columns =
        [
            new("Time", "Read", "dateTimeFromNow"),
            new(Measurements.TagThing, "Station", "string") { Link = ToStation.OfRow("station", Measurements.TagThing) },
            new(Measurements.TagMunicipality, "Municipality", "string"),
            new("level", "Level", "lengthm", Decimals: 2),
            new(Fields.StageLevel, "Corresponds to", "none", Levels.Words),
            new(Fields.Stage, "Stage", "string"),
            new(Fields.RiseCmPer10Min, "Rise", "suffix: cm/10 min", Decimals: 1),
            new(Fields.NextStageMin, "Next stage in", "m", Decimals: 0),
        ],
    };

    // fill(null): the band must end where the readings end; the panel bridges gaps below six hours.
    private static Panel Stage => Panels.StateTimeline(
        "Stage",
        "Highest stage of each hour as the level it corresponds to: who rose first, who follows. A band that ends before the right edge is a gauge that fell silent.",
        "none",
        Ask($"""
            SELECT max("{Fields.StageLevel}") AS "stage" FROM "{Measurements.WaterLevel}"
            WHERE {Stations} AND $timeFilter GROUP BY time($__interval), "{Measurements.TagThing}" fill(null)
            """,
            $"$tag_{Measurements.TagThing}")) with
    { Width = 24, Height = 10, IntervalMin = "1h", Words = Levels.Words, Steps = Levels.Steps, Link = ToStation.OfSeries("station", Measurements.TagThing) };

    private static Panel Hydrograph => Panels.TimeSeries(
        "Water level",
        "Highest level of each interval, metres above the station's datum. A line is broken after six hours without a reading. A click on a line opens the station with its thresholds.",
        "lengthm",
        Ask($"""
            SELECT max("{Fields.LevelM}") AS "level" FROM "{Measurements.WaterLevel}"
            WHERE {Stations} AND $timeFilter GROUP BY time($__interval), "{Measurements.TagThing}" fill(none)
            """,
            $"$tag_{Measurements.TagThing}")) with
    { Width = 24, Height = 10, Decimals = 2, IntervalMin = "10m", Link = ToStation.OfSeries("station", Measurements.TagThing) };

    private static Panel Peak => Panels.Stat(
        "Peak in the range",
        "Highest level of each chosen station in the chosen range, metres above the station's datum. For the report afterwards.",
        "lengthm",
        Ask($"""
            SELECT max("{Fields.LevelM}") AS "peak" FROM "{Measurements.WaterLevel}"
            WHERE {Stations} AND $timeFilter GROUP BY "{Measurements.TagThing}"
            """,
            $"$tag_{Measurements.TagThing}")) with
    { Width = 24, Height = 8, Decimals = 2 };
}
