using Realtime.Dashboards.Grafana;

namespace Realtime.Dashboards.Boards;

/// <summary>
/// Words and colours of the warning levels. White-yellow-red-purple-black is the scheme the Cabinet Office set on 29 May 2020
/// (bousai.go.jp/pdf/200529_haishoku.pdf); level 0 is ours. A station shows 相当 ("equivalent"): only the mayor issues the level itself.
/// </summary>
internal static class Levels
{
    private const string Yellow = "#F2E700";
    private const string Red = "#FF2800";
    private const string Purple = "#AA00AA";
    private const string Black = "#0C000C";

    /// <summary>For stages and the worst level; 1 is the level of a rule that has none.</summary>
    public static readonly IReadOnlyList<ValueWord> Words =
    [
        new(0, "normal", "green"),
        new(1, "alert without level", "blue"),
        new(2, "level 2 相当", Yellow),
        new(3, "level 3 相当", Red),
        new(4, "level 4 相当", Purple),
        new(5, "level 5 相当", Black),
    ];

    public static readonly IReadOnlyList<ColourStep> Steps =
        [new(0, "green"), new(1, "blue"), new(2, Yellow), new(3, Red), new(4, Purple), new(5, Black)];

    /// <summary>Nothing open is green, anything open is orange.</summary>
    public static readonly IReadOnlyList<ColourStep> AnyOpen = [new(0, "green"), new(1, "orange")];

    /// <summary>Anything above zero is red: it must not happen.</summary>
    public static readonly IReadOnlyList<ColourStep> AnyIsBad = [new(0, "green"), new(1, "red")];

    /// <summary>Share of what is full.</summary>
    public static readonly IReadOnlyList<ColourStep> Filling = [new(0, "green"), new(0.8, "orange"), new(1, "red")];

    /// <summary>Minutes or hours that are left: the fewer, the worse.</summary>
    public static IReadOnlyList<ColourStep> Left(double soon, double later) => [new(0, "red"), new(soon, "orange"), new(later, "green")];

    /// <summary>Shares that should be one: red below the first figure, orange below the second.</summary>
    public static IReadOnlyList<ColourStep> AtLeast(double bad, double good) => [new(0, "red"), new(bad, "orange"), new(good, "green")];

    /// <summary>Lines of the thresholds in a hydrograph, by level.</summary>
    public static readonly IReadOnlyList<SeriesLook> Lines =
    [
        new("^from level 2.*", Yellow, Dashed: true),
        new("^from level 3.*", Red, Dashed: true),
        new("^from level 4.*", Purple, Dashed: true),
        new("^from level 5.*", Black, Dashed: true),
    ];

    /// <summary>Steps of the levels of service of the tables in <c>LevelsOfService</c>: A is free, F cannot move.</summary>
    public static readonly IReadOnlyList<ValueWord> Service =
    [
        new(0, "A", "green"),
        new(1, "B", "green"),
        new(2, "C", Yellow),
        new(3, "D", "orange"),
        new(4, "E", Red),
        new(5, "F", Purple),
    ];

    public static readonly IReadOnlyList<ColourStep> ServiceSteps = [new(0, "green"), new(2, Yellow), new(3, "orange"), new(4, Red), new(5, Purple)];
}
