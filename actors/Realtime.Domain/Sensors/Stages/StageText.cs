namespace Realtime.Domain;

/// <summary>Stage alerts in words. The level is always 「レベルN相当」: only a mayor issues the level itself.</summary>
internal static class StageText
{
    public static string Unit(SensorState state) => Unit(state.Type, state.Unit);

    /// <summary>Unit of a type as it stands in sentences.</summary>
    public static string Unit(SensorType type, string? scalarUnit) => type switch
    {
        SensorType.RiverLevel or SensorType.TideLevel => "m",
        SensorType.Rain => "mm/h",
        SensorType.People => "persons",
        _ => scalarUnit ?? "",
    };

    /// <summary>"レベル4相当 (MAJOR_FLOOD)", or the published name of the stage below all.</summary>
    public static string Stage(StageThreshold? stage) =>
        stage is null ? StageRule.Normal : $"レベル{StageRule.Shown(stage.Level)}相当 ({stage.Name})";

    /// <summary>What changed: the stage now, the value beside the threshold that was crossed, since when.</summary>
    public static string Sentence(SensorState state, StageThresholds thresholds, StageThreshold? held, string name)
    {
        string unit = Unit(state);
        double value = state.Value.GetValueOrDefault();
        bool open = state.Stage is { IsOpen: true };
        string since = Say.Time(open ? state.Stage!.Start : state.ValueTime.GetValueOrDefault());
        if (held is not null && held.Level > state.HeldLevel)
        {
            string up = open ? $"up from レベル{state.Stage!.Level}相当 to " : "";
            return $"{name}: {up}{Stage(held)}, {Say.Number(value, unit)} ≥ {Say.Number(held.Value, unit)}, since {since}";
        }

        StageThreshold? left = thresholds.Stages.FirstOrDefault(stage => stage.Level > (held?.Level ?? 0));
        string edge = left is null ? "" : $" < {Say.Number(left.Value, unit)} less the dead-band of {Say.Number(StageRule.DeadBand(thresholds), unit)}";
        return held is null
            ? $"{name}: below every stage again, {Say.Number(value, unit)}{edge}; it lasted from {since} to {Say.Time(state.ValueTime.GetValueOrDefault())}"
            : $"{name}: down from レベル{state.Stage!.Level}相当 to {Stage(held)}, {Say.Number(value, unit)}{edge}, since {since}";
    }

    /// <summary>Value, thresholds, where they came from, and what changed in them under the open alert.</summary>
    public static string Evidence(SensorState state, StageThresholds thresholds)
    {
        string source = state.SentThresholds is null ? "the registry" : "a reading of the station itself";
        string text = $"value {Say.Number(state.Value.GetValueOrDefault(), Unit(state))} at {Say.Exact(state.ValueTime.GetValueOrDefault())}; "
            + $"thresholds {List(thresholds, Unit(state))} from {source}";
        return state.JudgedUnder is { } before && !before.Equals(thresholds)
            ? $"{text}; the thresholds changed under the open alert, before: {List(before, Unit(state))}"
            : text;
    }

    private static string List(StageThresholds thresholds, string unit)
    {
        string stages = string.Join(", ", thresholds.Stages.Select(stage => $"{stage.Name} {Say.Number(stage.Value, unit)}"));
        double band = StageRule.DeadBand(thresholds);
        string capped = band < thresholds.DeadBand ? $" (half the smallest gap; {Say.Number(thresholds.DeadBand, unit)} registered)" : "";
        return $"{stages}, dead-band {Say.Number(band, unit)}{capped}";
    }
}
