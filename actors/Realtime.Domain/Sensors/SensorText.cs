namespace Realtime.Domain;

/// <summary>A sensor in words.</summary>
internal static class SensorText
{
    /// <summary>The stage and value at the last good reading, for the silence alert.</summary>
    public static string FellSilentIn(SensorState state, StageThresholds? thresholds)
    {
        if (state.LastReading is null)
        {
            return "it was never heard, its channel is alive";
        }

        if (state.Crowd is { Doubted: true })
        {
            return "its counter saw nobody, which was not believed";
        }

        if (state.Value is not { } value)
        {
            return "it never sent a good value";
        }

        string number = Say.Number(value, StageText.Unit(state));
        return thresholds is null ? $"fell silent at {number}" : $"fell silent in {StageText.Stage(StageRule.Raw(thresholds, value))}, {number}";
    }

    public static string Status(SensorState state) => state switch
    {
        { Silence.IsSilent: true, Stage.IsOpen: true } => "unobservable",
        { Silence.IsSilent: true } => "silent",
        { Fault.IsOpen: true, Stage.IsOpen: true } or { Stage.Status: EpisodeStatus.Unobservable } => "unobservable",
        { Fault.IsOpen: true } => "gauge fault",
        { LastReading: null } => "no reading yet",
        { Stage: { IsOpen: true, Unconfirmed: true } stage } => $"level {stage.Level}, unconfirmed",
        { Stage: { IsOpen: true } stage } => $"level {stage.Level}",
        { Crowd.Doubted: true } => "sensor fault",
        { Crowd.Density.IsOpen: true } => "too dense",
        { Crowd.Flow.IsOpen: true } => "crowded",
        { Crowd.Unusual.IsOpen: true } => "unusually many",
        { Anomaly.Alert.IsOpen: true } => "unusual",
        { Drift.Alert.IsOpen: true } => "drifting",
        { Quality: Quality.Missing } => "missing (欠測)",
        { Value: null } => "no good value yet",
        _ => "normal",
    };

    public static string Detail(SensorState state, StageThresholds? thresholds)
    {
        if (state.Crowd is { Doubted: true, Zeros: { } zeros })
        {
            return $"the counter sees nobody since {Say.Time(zeros.From)}; this is not an empty place";
        }

        if (state is not { Value: { } value, ValueTime: { } time })
        {
            return "no value";
        }

        string stage = thresholds is { Stages.Count: > 0 } ? $", {StageText.Stage(StageRule.Raw(thresholds, value))}" : "";
        string missing = state.Quality == Quality.Good ? "" : $", newest reading {(state.Quality == Quality.Missing ? "missing (欠測)" : "suspect")}";
        return $"{Say.Number(value, StageText.Unit(state))}{stage} at {Say.Time(time)}{missing}";
    }
}
