namespace Realtime.Domain;

/// <summary>One class of hourly rain.</summary>
/// <param name="Number">1 to 5.</param>
/// <param name="FromMmPerH">Its lower bound, mm/h.</param>
/// <param name="Name">Its name in forecasts.</param>
public sealed record RainClass(int Number, double FromMmPerH, string Name)
{
    /// <summary>The classes, rising. Source: 雨の強さと降り方 (JMA): 10, 20, 30, 50 and 80 mm in an hour.</summary>
    public static IReadOnlyList<RainClass> All { get; } =
    [
        new(1, 10, "やや強い雨"),
        new(2, 20, "強い雨"),
        new(3, 30, "激しい雨"),
        new(4, 50, "非常に激しい雨"),
        new(5, 80, "猛烈な雨"),
    ];

    /// <summary>The class of an hourly sum; null below the first.</summary>
    public static RainClass? Of(double mmPerH) => All.LastOrDefault(one => mmPerH >= one.FromMmPerH);
}
