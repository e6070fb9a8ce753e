using Realtime.Domain;

namespace Realtime.Integration.Tests.Dashboards;

/// <summary>A number that one panel has to show, known from what was sent and not from what came out.</summary>
/// <param name="Board">Uid of the dashboard.</param>
/// <param name="Panel">Title of the panel.</param>
/// <param name="Column">InfluxQL: the column; of several rows none but one has it. PromQL: <c>label=value</c> of the one series, or empty when there is one.</param>
/// <param name="Expected">The number.</param>
internal sealed record KnownFigure(string Board, string Panel, string Column, Func<ReplayedCity, double> Expected)
{
    /// <summary>One per dashboard. A dashboard that is added needs one here, with where it is known from.</summary>
    public static readonly IReadOnlyList<KnownFigure> All =
    [
        // MAJOR flood is level 4; Moragaswewa fell silent in it and never came back.
        Of("realtime-city-now", "Worst level now", "level", 4),
        Of("realtime-floods", "Silence alerts open", "open", 1),

        // 1.1, 1.2, 1.3 m ten minutes apart, and the next stage at 2 m.
        Of("realtime-station", "Next stage in", "newest", 70),

        // Birrarung Marr, Melbourne, 24 July 2013, 22 h: the largest count of the year.
        Of("realtime-crowding", "Largest count in the range", "peak", 9820),

        // 13 January 2024, 06:00 JST, in the snapshots of Nanao's open shelters.
        Of("realtime-shelters", "Most evacuees in the range", "peak", 1164),

        // The drone that is not heard any more.
        Of("realtime-vehicles", "Not heard", "open", 1),

        // Ten pauses of 24 hours that were observed without a break.
        Of("realtime-watch-over", "No-viewing alerts raised", "raised", 10),

        // The jump to 4.5 m that the next reading did not bear out.
        Of("realtime-alerts", "Not borne out in the range", "denied", 1),

        // The drone's battery of 12 %; no recording has one.
        Of("realtime-response", "Waiting alerts by rule", $"rule={Rules.BatteryLow}", 1),
        new("realtime-pipeline", "Readings applied", "", city => city.Readings),

        // One node, and its default number of partitions.
        Of("realtime-cluster", "Partitions owned, by node", "", 8),

        // The plough of the recordings that another log repeated, the bus and the drone.
        Of("realtime-kpis", "Things", "kind=vehicle", 3),
    ];

    private static KnownFigure Of(string board, string panel, string column, double expected) => new(board, panel, column, _ => expected);
}
