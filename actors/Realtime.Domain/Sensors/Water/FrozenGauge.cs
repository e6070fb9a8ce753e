namespace Realtime.Domain;

/// <summary>
/// A gauge that the source lists with an old observation: it sends no longer, and its level of then is not its level of now. Such an
/// observation raises no stage and resolves none; one fault stands until a fresh reading comes.
/// Source: own (two hours); hourly lists of k.river.go.jp of 2025 and 2026 hold gauges whose observation is up to five years old.
/// </summary>
internal sealed class FrozenGauge : SensorRule
{
    public override SensorState Read(SensorState state, SensorReading reading, SensorStep step)
    {
        if (SensorValues.IsFrozen(reading, step.Water))
        {
            step.Point?.Add(Fields.Doubt, "frozen");
            return Freeze(state, reading, step);
        }

        if (state.Fault is not { IsOpen: true } fault)
        {
            return state;
        }

        AlertHeader header = step.Header(state, Rules.GaugeFault);
        return state with { Fault = fault.Resolve(header, reading.Time, $"{header.ThingName}: a fresh reading came at {Say.Time(reading.Time)}", "", step.Output) };
    }

    public override SensorState Repeat(SensorState state, SensorReading reading, SensorStep step) =>
        SensorValues.IsFrozen(reading, step.Water) ? Freeze(state, reading, step) : state;

    public override SensorState End(SensorState state, string reason, DateTimeOffset time, SensorStep step)
    {
        AlertHeader header = step.Header(state, Rules.GaugeFault);
        return state with { Fault = state.Fault?.Resolve(header, time, $"{header.ThingName}: {reason}", "", step.Output) };
    }

    public override int Level(SensorState state) => state.Fault is { IsOpen: true } ? 1 : 0;

    private static SensorState Freeze(SensorState state, SensorReading reading, SensorStep step)
    {
        DateTimeOffset found = reading.ReportedTime.GetValueOrDefault();
        string evidence = $"observed {Say.Exact(reading.Time)}, listed {Say.Exact(found)}, limit {Say.Span(step.Water.FrozenLimit)}";
        step.Blind = (found, evidence);
        if (state.Fault is { IsOpen: true } || step.Registration is { Retired: true })
        {
            return state;
        }

        AlertHeader header = step.Header(state, Rules.GaugeFault);
        string value = reading.Value is { } number ? $", {Say.Number(number, StageText.Unit(state))}" : "";
        Finding finding = new(found, 1, $"{header.ThingName}: frozen, its newest observation is of {Say.Time(reading.Time)}{value}; what the level is now is not known", evidence);
        return state with { Fault = Episode.Raise(state.Fault, header, finding, step.Output) };
    }
}
