namespace Realtime.Domain;

/// <summary>
/// Stages of a station as pure arithmetic. The published stage has no memory; the alert's stage rises at the threshold and
/// falls only when the dead-band below it is left, so that a level that trembles at a threshold makes one alert.
/// Source: river stages and their alert levels, 避難情報に関するガイドライン (Cabinet Office); the thresholds are each station's own.
/// </summary>
public static class StageRule
{
    /// <summary>Published name of the stage below every threshold.</summary>
    public const string Normal = "NORMAL";

    /// <summary>Level 5 means that overflow was confirmed by a person or a camera; a level alone never says so.</summary>
    public const int ShownLevelMax = 4;

    /// <summary>Binary fractions: a value this close to an edge (relative) stands on it. 6.4 - 0.1 is not 6.3 in a double.</summary>
    private const double Rounding = 1e-9;

    /// <summary>The level people see for a registered level.</summary>
    public static int Shown(int level) => Math.Min(level, ShownLevelMax);

    /// <summary>Highest stage at or below the value; null below all of them.</summary>
    public static StageThreshold? Raw(StageThresholds? thresholds, double value)
    {
        StageThreshold? found = null;
        IReadOnlyList<StageThreshold> stages = thresholds?.Stages ?? [];
        for (int i = 0; i < stages.Count; i++)
        {
            if (value >= stages[i].Value)
            {
                found = stages[i];
            }
        }

        return found;
    }

    /// <summary>
    /// The stage an alert holds at this value when it held <paramref name="heldLevel"/> before: the raw stage, or a higher one
    /// up to the held level whose dead-band was not left. By level, not by place in the list, so it also serves when thresholds change.
    /// </summary>
    public static StageThreshold? Held(StageThresholds thresholds, double value, int heldLevel)
    {
        StageThreshold? held = Raw(thresholds, value);
        if (heldLevel <= (held?.Level ?? 0))
        {
            return held; // Nothing above it can be held: by far the most readings.
        }

        double band = DeadBand(thresholds);
        foreach (StageThreshold stage in thresholds.Stages)
        {
            if (stage.Level <= heldLevel && stage.Level > (held?.Level ?? 0) && !IsBelow(value, stage.Value - band))
            {
                held = stage;
            }
        }

        return held;
    }

    /// <summary>
    /// Whether an episode that was above the release level is over at this value: at or below the threshold of that stage
    /// (水防警報 解除: fell to 氾濫注意水位 or below; 水防の基礎知識, 表-4). Of several stages up to that level the highest counts.
    /// </summary>
    public static bool IsReleased(StageThresholds thresholds, double value, int peakLevel)
    {
        StageThreshold? release = thresholds.Stages.LastOrDefault(stage => stage.Level <= thresholds.ReleaseLevel);
        return release is not null && peakLevel > thresholds.ReleaseLevel && value <= release.Value;
    }

    /// <summary>The dead-band in force: at most half the smallest gap, else two stages could hold at once.</summary>
    public static double DeadBand(StageThresholds thresholds)
    {
        double band = Math.Max(0, thresholds.DeadBand);
        for (int i = 1; i < thresholds.Stages.Count; i++)
        {
            band = Math.Min(band, Math.Max(0, thresholds.Stages[i].Value - thresholds.Stages[i - 1].Value) / 2);
        }

        return band;
    }

    private static bool IsBelow(double value, double edge) => value < edge - Rounding * Math.Max(1, Math.Abs(edge));
}
