namespace Realtime.Domain;

/// <summary>Wearables and generic scalars.</summary>
public static partial class RuleBook
{
    private static IReadOnlyList<RuleEntry> Anomalies =>
    [
        new()
        {
            Rule = Rules.Anomaly,
            Title = "A scalar sensor does something its own past does not know",
            Kinds = [ThingKind.Sensor],
            Raises = "The excesses of five measures of a good value over their own past extremes add up to the threshold: distance from the mean of the last 150 values, "
                + "lasting relative deviation from the usual day, scatter about it, single deviation from it, and steps from value to value. Nothing is judged "
                + "before a measure has learned 150 values. One parameter set for every stream.",
            Clears = "The first value that is not unusual after 100 further values: what comes within them belongs to the same event. Taking the sensor out of service or "
                + "the rule out of the registry ends it too, and says that this is no all-clear.",
            Reads = "Pump 3: unusual since 2026-06-02 04:10Z: 87.30 °C; usual at this hour 61.20 °C to 72.40 °C",
            Settings = "`anomaly` (`smallest_change` in the sensor's unit; `for_family`: the alert is for the registered contacts too); without it the rule is off",
            NotJudged = "Sensors of other types; missing (欠測) and suspect values; values not newer than the newest; a drill learns and is judged on a track of its own.",
            Source = "Chosen and scored on the Numenta Anomaly Benchmark (docs/nab.md); Ahmad, Lavin, Purdy and Agha 2017, Neurocomputing 262; Gumbel 1958, "
                + "Statistics of Extremes (block maxima)",
            DecidedBy = [nameof(AnomalyModel), nameof(AnomalyDetector), nameof(SensorAnomaly)],
        },
    ];
}
