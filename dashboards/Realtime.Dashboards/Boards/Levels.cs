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
}
