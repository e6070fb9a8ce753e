using Realtime.Dashboards.Grafana;
using Realtime.Domain;
using static Realtime.Dashboards.Boards.Influx;

namespace Realtime.Dashboards.Boards;

/// <summary>Households under TV watch-over, as counts only: no panel may name or list a household.</summary>
internal static class WatchOver
{
    private const string Purpose =
        """
        **How many households need a look, as counts.** No household is named or listed here: whoever is responsible for a household
        finds it in the console, where every look is recorded. "Device silent" says nothing about a person: we cannot see the set.
        Small counts can still point at people; choose who may open this folder.
        """;

    public static readonly Dashboard Board = new()
    {
        Uid = "realtime-watch-over",
        Title = "Watch-over",
        Folder = "city",
        Description = "Counts of no-viewing and device-silent alerts; nothing per household.",
        Source = DataSource.Influx,
        Variables = [MunicipalityOf(Measurements.Alert), DrillChoice],
        From = "now-7d",
        Refresh = "5m",
        Panels =
        [
            Panels.Stat("No-viewing alerts open", "Households in which nobody has watched for the registered time. Their people are told by the ladder; whoever is responsible finds them in the console.", "short", Ask(OpenAlerts(IsRule(Rules.NoViewing)))) with { Steps = Levels.AnyOpen, NoValue = "0" },
            Panels.Stat("Devices silent", "Households whose set cannot be seen now. No statement about a person. Many at once: look at the pipeline, it is a channel.", "short", Ask(OpenAlerts(IsRule(Rules.DeviceSilent)))) with { Steps = Levels.AnyOpen, NoValue = "0", Link = new Link("realtime-pipeline", "Pipeline") },
            Raised,
            Panels.Stat("Households that reported", "Households whose viewing changed at least once in the chosen range. Far fewer than registered: look at the pipeline.", "short", Ask(Reporting(Measurements.Household, Fields.Viewing))),
            Panels.Steps("No-viewing alerts over time", "Open at each moment. Counted from three months before the range on: an older alert that ends in the range lowers the line by one. A line that only rises: nobody resolves them.", "short", Ask(OpenOverTime(Rules.NoViewing), "no viewing")) with { IntervalMin = "1h" },
            Panels.Steps("Devices silent over time", "Open at each moment. Counted from three months before the range on: an older alert that ends in the range lowers the line by one. A step of many is a power cut or a channel.", "short", Ask(OpenOverTime(Rules.DeviceSilent), "device silent")) with { IntervalMin = "1h" },
            Panels.Text("Watch-over", Purpose),
        ],
    };

    private static Panel Raised => Panels.Stat(
        "No-viewing alerts raised",
        "No-viewing alerts that began in the chosen range. Whether their people answered stands on Alert response.",
        "short",
        Ask($"""
            SELECT count("{Fields.ToLevel}") AS "raised" FROM "{Measurements.Alert}"
            WHERE {IsRule(Rules.NoViewing)} AND "{Fields.FromLevel}" = 0 AND "{Fields.ToLevel}" > 0 AND {Chosen} AND $timeFilter
            """));
}
