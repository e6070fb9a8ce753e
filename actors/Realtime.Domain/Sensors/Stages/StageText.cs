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

    /// <summary>What changed: the stage now, whether it still rises, the value beside the threshold that was crossed, since when.</summary>
    public static string Sentence(SensorState state, StageThresholds thresholds, StageThreshold? held, string name, StageDoubt? doubt, WaterSettings settings)
    {
        string unit = Unit(state);
        double value = state.Value.GetValueOrDefault();
        bool open = state.Stage is { IsOpen: true };
        string since = Say.Time(open ? state.Stage!.Start : state.ValueTime.GetValueOrDefault());
        if (held is not null && held.Level > state.HeldLevel)
        {
            string up = open ? $"up from レベル{state.Stage!.Level}相当 to " : "";
            string rising = RateOfRise.Rising(state) is null ? "" : " and still rising";
            string unconfirmed = doubt is null ? "" : "unconfirmed, ";
            return $"{name}: {unconfirmed}{up}{Stage(held)}{rising}, {Say.Number(value, unit)} ≥ {Say.Number(held.Value, unit)}, since {since}"
                + Rise(state, thresholds) + Why(doubt, unit, settings);
        }

        StageThreshold? left = thresholds.Stages.FirstOrDefault(stage => stage.Level > (held?.Level ?? 0));
        string edge = left is null ? "" : $" < {Say.Number(left.Value, unit)} less the dead-band of {Say.Number(StageRule.DeadBand(thresholds), unit)}";
        return held is null
            ? $"{name}: below every stage again, {Say.Number(value, unit)}{edge}; it lasted from {since} to {Say.Time(state.ValueTime.GetValueOrDefault())}; {PeakOf(state)}"
            : $"{name}: down from レベル{state.Stage!.Level}相当 to {Stage(held)}, {Say.Number(value, unit)}{edge}, since {since}";
    }

    /// <summary>The alert is released although its lowest stages still hold.</summary>
    public static string Released(SensorState state, StageThresholds thresholds, string name)
    {
        StageThreshold release = thresholds.Stages.Last(stage => stage.Level <= thresholds.ReleaseLevel);
        return $"{name}: released, {Say.Number(state.Value.GetValueOrDefault(), Unit(state))} ≤ {Say.Number(release.Value, Unit(state))} ({release.Name}); "
            + $"it lasted from {Say.Time(state.Stage!.Start)} to {Say.Time(state.ValueTime.GetValueOrDefault())}; {PeakOf(state)}";
    }

    /// <summary>A second reading bears the stage out.</summary>
    public static string Confirmed(SensorState state, StageDoubt doubt, StageThreshold? stage, string name) =>
        $"{name}: confirmed, {Stage(stage)}: {Say.Number(state.Value.GetValueOrDefault(), Unit(state))} at {Say.Time(state.ValueTime.GetValueOrDefault())} "
        + $"after {Say.Number(doubt.Value, Unit(state))} at {Say.Time(doubt.Time)}";

    /// <summary>The stage was not seen again.</summary>
    public static string NotConfirmed(SensorState state, StageDoubt doubt, string name) =>
        $"{name}: not confirmed: {Say.Number(doubt.Value, Unit(state))} at {Say.Time(doubt.Time)} was not seen again, "
        + (state.ValueTime == doubt.Time ? $"it was corrected to {Say.Number(state.Value.GetValueOrDefault(), Unit(state))}"
            : $"now {Say.Number(state.Value.GetValueOrDefault(), Unit(state))} at {Say.Time(state.ValueTime.GetValueOrDefault())}");

    /// <summary>The doubtful reading was corrected and stands for another stage.</summary>
    public static string Corrected(SensorState state, StageDoubt doubt, StageThreshold stage, string name) =>
        $"{name}: unconfirmed, corrected from {Say.Number(doubt.Value, Unit(state))} to {Say.Number(state.Value.GetValueOrDefault(), Unit(state))} "
        + $"at {Say.Time(doubt.Time)}: {Stage(stage)}";

    /// <summary>"last seen at レベル4相当 (氾濫危険水位), 4.61 m, since 2026-06-03 07:46Z": the stage at the last believed value.</summary>
    public static string LastSeen(SensorState state, StageThresholds? thresholds) => state is { Value: { } value, ValueTime: { } time }
        ? $"last seen at {(thresholds is null ? "" : $"{Stage(StageRule.Raw(thresholds, value))}, ")}{Say.Number(value, Unit(state))}, since {Say.Time(time)}"
        : "never seen";

    /// <summary>"peak 10.95 m at 2025-11-29 18:38Z".</summary>
    public static string PeakOf(SensorState state) =>
        state.Peak is { } peak ? $"peak {Say.Number(peak.Value, Unit(state))} at {Say.Time(peak.Time)}" : "its one reading was not confirmed";

    private static string Rise(SensorState state, StageThresholds thresholds)
    {
        if (RateOfRise.Rising(state) is not { } rise)
        {
            return "";
        }

        string next = RateOfRise.Next(state, thresholds) is { } ahead ? $", {Stage(ahead.Stage)} in about {Math.Ceiling(ahead.Minutes):0} min" : "";
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"; {rise * 100:0.#} cm in 10 min{next}");
    }

    private static string Why(StageDoubt? doubt, string unit, WaterSettings settings) => doubt switch
    {
        null => "",
        { Trusted: { } value, TrustedTime: { } time } when doubt.Time - time <= settings.RecentLimit =>
            $"; up from {Say.Number(value, unit)} at {Say.Time(time)}, faster than {Say.Number(settings.RiseMaxM, unit)} in 10 min: the next reading will tell",
        _ => $"; no other reading within {Say.Span(settings.RecentLimit)} before it: the next one will tell",
    };

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
