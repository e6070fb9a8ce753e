using Realtime.Dashboards.Grafana;
using Realtime.Domain;
using static Realtime.Dashboards.Boards.Influx;

namespace Realtime.Dashboards.Boards;

/// <summary>One river or tide gauge: the end of the way from "something is wrong" to "what next".</summary>
internal static class Station
{
    private const string Purpose =
        """
        **One station: how high, how fast, when the next stage, and what was raised.** Choose it at the top, or come here by a click on a station elsewhere. The dashed lines are the
        station's own thresholds as registered; they are written once an hour. What to do at each stage stands in the evacuation plan of the river. Why an alert was raised (the
        readings, the rule, the threshold and its source) is told by the console under the alert.
        """;

    private const string This = $"\"{Measurements.TagThing}\" =~ /^$station$/ AND {Drill}";

    public static readonly Dashboard Board = new()
    {
        Uid = "realtime-station",
        Title = "Station",
        Folder = "city",
        Description = "One gauge with its thresholds, rate of rise, time to the next stage and alerts.",
        Source = DataSource.Influx,
        Variables =
        [
            MunicipalityOf(Measurements.WaterLevel),
            new SingleVariable("station", "Station", $"SHOW TAG VALUES FROM \"{Measurements.WaterLevel}\" WITH KEY = \"{Measurements.TagThing}\" WHERE {Municipality}"),
            DrillChoice,
        ],
        From = "now-48h",
        Refresh = "1m",
        Panels = [.. Numbers(), Hydrograph, Rise, NextStage, Stage, Changes, Panels.Text("Station", Purpose)],
    };

    private static Panel[] Numbers() =>
    [
        Newest("Stage now", "Stage of the newest reading as the level it corresponds to. See the plan of the river for what this stage asks of whom.", Fields.StageLevel, "none") with
        { Words = Levels.Words, Steps = Levels.Steps },
        Newest("Level now", "Newest reading, metres above the station's datum. Look at its age beside the title's time: an old value is a silent gauge.", Fields.LevelM, "lengthm") with
        { Decimals = 2 },
        Newest("Rise now", "Rate of rise by regression over the last readings; below zero the water falls. A jump of more than the plausible rise is doubted and needs a second reading.", Fields.RiseCmPer10Min, "suffix: cm/10 min") with
        { Decimals = 1, Steps = [new(0, "green"), new(5, "orange"), new(20, "red")], NoValue = "too few readings" },
        Newest("Next stage in", "Minutes to the next threshold if it goes on like this; empty when it does not rise or stands in the last stage. Below an hour: warn those below the station now.", Fields.NextStageMin, "m") with
        { Steps = Levels.Left(60, 180), NoValue = "not rising", Decimals = 0 },
    ];

    /// <summary>What the newest reading says; nothing when it does not say this.</summary>
    private static Panel Newest(string title, string description, string field, string unit) => Panels.Stat(
        title,
        description,
        unit,
        Ask($"""
            SELECT "newest" FROM (SELECT last("{Fields.LevelM}") AS "level", "{field}" AS "newest" FROM "{Measurements.WaterLevel}"
            WHERE {This} AND {UpToNow} GROUP BY "{Measurements.TagThing}")
            """));

    private static Panel Hydrograph => Panels.TimeSeries(
        "Water level and thresholds",
        "Highest level of each interval, metres above the station's datum, with the lowest stage of each level as dashed lines. Where the line comes near the next dashed one, look at the rate of rise below.",
        "lengthm",
        Ask($"""
            SELECT max("{Fields.LevelM}") AS "level" FROM "{Measurements.WaterLevel}"
            WHERE {This} AND $timeFilter GROUP BY time($__interval), "{Measurements.TagThing}" fill(none)
            """,
            "level"),
        Threshold(Fields.Threshold2M, "from level 2 相当"),
        Threshold(Fields.Threshold3M, "from level 3 相当"),
        Threshold(Fields.Threshold4M, "from level 4 相当"),
        Threshold(Fields.Threshold5M, "from level 5 相当")) with
    { Width = 24, Height = 11, Decimals = 2, IntervalMin = "10m", Looks = Levels.Lines };

    private static Target Threshold(string field, string legend) => Ask(
        $"""
        SELECT last("{field}") AS "threshold" FROM "{Measurements.WaterLevel}"
        WHERE {This} AND $timeFilter GROUP BY time($__interval) fill(previous)
        """,
        legend);

    private static Panel Rise => Panels.TimeSeries(
        "Rate of rise",
        "Largest rate of each interval. A rate that grows while it rains means that the time below shrinks faster than it says.",
        "suffix: cm/10 min",
        Ask(Trend("max", Fields.RiseCmPer10Min), "rise")) with
    { Decimals = 1, IntervalMin = "10m" };

    private static Panel NextStage => Panels.TimeSeries(
        "Time to the next stage",
        "Smallest time of each interval, minutes at the rate of that moment; gaps where the water did not rise. A line that falls steadily will be right; one that jumps will not.",
        "m",
        Ask(Trend("min", Fields.NextStageMin), "time to next stage")) with
    { Decimals = 0, IntervalMin = "10m" };

    private static string Trend(string pick, string field) =>
        $"""
        SELECT {pick}("{field}") AS "trend" FROM "{Measurements.WaterLevel}"
        WHERE {This} AND $timeFilter GROUP BY time($__interval), "{Measurements.TagThing}" fill(none)
        """;

    private static Panel Stage => Panels.StateTimeline(
        "Stage timeline",
        "Highest stage of each interval as the level it corresponds to: since when it stands in which stage. A band that ends is a gauge that fell silent.",
        "none",
        Ask($"""
            SELECT max("{Fields.StageLevel}") AS "stage" FROM "{Measurements.WaterLevel}"
            WHERE {This} AND $timeFilter GROUP BY time($__interval), "{Measurements.TagThing}" fill(null)
            """,
            $"$tag_{Measurements.TagThing}")) with
    { Width = 24, Height = 5, IntervalMin = "10m", Words = Levels.Words, Steps = Levels.Steps };

    private static Panel Changes => Panels.Table(
        "Alerts of this station in the range",
        "Every change of every alert of the station, newest first. \"unobservable\" and \"not-confirmed\" say that nobody could see or bear it out; the console tells why.",
        "none",
        Ask($"""
            SELECT "{Fields.FromLevel}", "{Fields.ToLevel}", "{Measurements.TagRule}", "{Measurements.TagChange}" FROM "{Measurements.Alert}"
            WHERE {This} AND $timeFilter ORDER BY time DESC LIMIT 200
            """)) with
    {
        Height = 8,
        NoValue = "no alert in the range",
        Columns =
        [
            new("Time", "Time", "dateTimeAsIso"),
            new(Measurements.TagRule, "Rule", "string"),
            new(Measurements.TagChange, "Change", "string"),
            new(Fields.FromLevel, "From", "none", Levels.Words),
            new(Fields.ToLevel, "To", "none", Levels.Words),
        ],
    };
}
