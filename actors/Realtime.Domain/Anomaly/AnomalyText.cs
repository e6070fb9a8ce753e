using System.Globalization;

namespace Realtime.Domain;

/// <summary>An anomaly in words.</summary>
internal static class AnomalyText
{
    /// <summary>Mean absolute deviations on either side of the usual value that are shown as the usual range.</summary>
    private const double RangeDeviations = 3;

    /// <summary>"Pump 3: unusual since 2026-06-02 04:10Z: 87.30 °C; usual at this hour 61.20 °C to 72.40 °C".</summary>
    public static string Unusual(string name, SensorState state, DateTimeOffset time, in AnomalyVerdict verdict) =>
        $"{name}: unusual since {Say.Time(time)}: {Number(state, state.Value.GetValueOrDefault())}; {Range(state, verdict)}";

    public static string Usual(string name, SensorState state, DateTimeOffset time, in AnomalyVerdict verdict, DateTimeOffset? lastUnusual) =>
        $"{name}: as usual again at {Say.Time(time)}: {Number(state, state.Value.GetValueOrDefault())}; {Range(state, verdict)}; last unusual value at {Say.Time(lastUnusual ?? time)}";

    public static string Evidence(in AnomalyVerdict verdict, AnomalyState stream, AnomalyModel model) => string.Create(
        CultureInfo.InvariantCulture,
        $"score {verdict.Score:0.00}, unusual from {model.Threshold:0.00}{Because(verdict.Reason, model)}; compared with the extremes of {stream.Seen} values");

    private static string Because(string reason, AnomalyModel model) => reason switch
    {
        AnomalyDetector.Departure => $"; most of all: further than ever from the mean of its last {model.TrendReadings} values",
        AnomalyDetector.Drift => $"; most of all: off its usual day for {model.DriftReadings} values as never before",
        AnomalyDetector.Unrest => $"; most of all: scatters about its usual day over {model.UnrestReadings} values as never before",
        AnomalyDetector.Surprise => "; most of all: further than ever from what is usual at this hour",
        AnomalyDetector.Motion => $"; most of all: steps of its last {model.MotionReadings} values larger than ever",
        _ => "",
    };

    private static string Range(SensorState state, in AnomalyVerdict verdict) => verdict.Usual is { } usual
        ? $"usual at this hour {Number(state, usual.Usual - (RangeDeviations * usual.Spread))} to {Number(state, usual.Usual + (RangeDeviations * usual.Spread))}"
        : "what is usual at this hour is not known yet";

    private static string Number(SensorState state, double value) => Say.Number(value, state.Unit ?? "");
}
