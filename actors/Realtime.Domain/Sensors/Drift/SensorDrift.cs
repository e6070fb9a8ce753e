namespace Realtime.Domain;

/// <summary>
/// A gauge that leaves its neighbours slowly (<see cref="DriftRule"/>): a fault of the gauge for operators. Stages go on: a drifting gauge is the only one
/// there. Neighbours tell each other their good values through the log. Drills neither tell nor learn.
/// Source: <see cref="DriftRule"/>.
/// </summary>
internal sealed class SensorDrift : SensorRule
{
    /// <summary>A neighbour's value came: it is no reading of this gauge and moves nothing else.</summary>
    public static SensorState Hear(SensorState state, SensorReading reading, SensorStep step) =>
        Settings(state, step) is { } settings && SensorValues.IsGood(reading)
            ? state with { Drift = Under(state, settings).Hear(reading.Neighbour!, reading.Time, reading.Value.GetValueOrDefault()) }
            : state;

    public override SensorState Read(SensorState state, SensorReading reading, SensorStep step)
    {
        if (step.Registration?.Drift is null || state.Drill || !SensorStage.IsWater(state.Type) || state.ValueTime != reading.Time || !SensorValues.IsGood(reading) || step.Blind is not null || Jumped(reading, step))
        {
            return state;
        }

        foreach (string neighbour in step.Registration is { Retired: false, Drift: { } registered } ? registered.Tell : [])
        {
            step.Output.Add(new SensorReading
            {
                ThingId = neighbour,
                Time = reading.Time,
                OriginalTime = reading.OriginalTime,
                Type = state.Type,
                Value = reading.Value,
                Neighbour = step.Context.Key.Id,
            });
        }

        return Settings(state, step) is { } settings ? Compare(state, reading, settings, step) : state;
    }

    /// <summary>Apart, because its closure must not be made for the readings of every other sensor.</summary>
    private static SensorState Compare(SensorState state, SensorReading reading, DriftSettings settings, SensorStep step)
    {
        DriftWatch watch = Under(state, settings);
        watch = watch with { Own = watch.Own.With(DriftSlots.At(reading.Time, settings.Batch), reading.Value.GetValueOrDefault()) };
        AlertHeader header = step.Header(state, Rules.Drift);
        return state with { Drift = DriftRule.Close(watch, reading.Time, (next, verdict) => Tell(next, verdict, header, step.Output)) };
    }

    public override SensorState Adopt(SensorState state, SensorStep step) =>
        state.Drift is { } watch && !watch.Under.Equals(Settings(state, step))
            ? End(state, "its drift settings changed", step.Now(state), step)
            : state;

    public override SensorState End(SensorState state, string reason, DateTimeOffset time, SensorStep step)
    {
        if (state.Drift is not { } watch)
        {
            return state;
        }

        AlertHeader header = step.Header(state, Rules.Drift);
        Episode? ended = watch.Alert?.Resolve(header, time, $"{header.ThingName}: {reason}; what is usual is learned anew", "", step.Output);
        return state with { Drift = ended is null ? null : new DriftWatch { Under = watch.Under, Alert = ended } };
    }

    public override int Level(SensorState state) => state.Drift?.Alert is { IsOpen: true } ? 1 : 0;

    /// <summary>What is not believed for its jump alone says nothing about a slow change.</summary>
    private static bool Jumped(SensorReading reading, SensorStep step) =>
        step.Before is { Value: { } before, ValueTime: { } time } && RateOfRise.Jumped(before, time, reading.Value.GetValueOrDefault(), reading.Time, step.Water);

    private static DriftWatch Tell(DriftWatch watch, DriftVerdict verdict, in AlertHeader header, StepOutput output)
    {
        bool open = watch.Alert is { IsOpen: true };
        if (!open && verdict.Sum >= verdict.Limit)
        {
            return watch with { Usual = 0, Alert = Episode.Raise(watch.Alert, header, new Finding(verdict.End, 1, DriftText.Drifts(header.ThingName, verdict), DriftText.Evidence(watch, verdict)), output) };
        }

        if (!open || Math.Abs(verdict.Off) > watch.Under.ToleranceM / 2)
        {
            return watch with { Usual = 0 };
        }

        return watch.Usual + 1 < DriftRule.UsualBatches
            ? watch with { Usual = watch.Usual + 1 }
            : watch with
            {
                Usual = 0,
                High = 0,
                Low = 0,
                Alert = watch.Alert!.Resolve(header, verdict.End, DriftText.Over(header.ThingName, verdict), DriftText.Evidence(watch, verdict), output),
            };
    }

    private static DriftWatch Under(SensorState state, DriftSettings settings) =>
        state.Drift is { } watch && watch.Under.Equals(settings) ? watch : new DriftWatch { Under = settings, Alert = state.Drift?.Alert };

    private static DriftSettings? Settings(SensorState state, SensorStep step) =>
        !state.Drill && step.Registration is { Retired: false, Drift: { ToleranceM: not null } settings } ? settings : null;
}
