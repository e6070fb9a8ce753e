namespace Realtime.Domain;

/// <summary>What the registry may say of a rain gauge. Value-equal; every field has a default.</summary>
public sealed record RainSettings
{
    /// <summary>The settings of a gauge that has none of its own.</summary>
    public static readonly RainSettings Default = new();

    /// <summary>Hourly rain from which its class is an alert, mm/h; default: 非常に激しい雨 (JMA). A gauge with thresholds is judged by those instead.</summary>
    public double AlertFromMmPerH { get; init; } = 50;

    /// <summary>Rainless time after which the cumulative sum (累加雨量) starts again. Own default.</summary>
    public TimeSpan EventEndsAfter { get; init; } = TimeSpan.FromHours(6);
}
