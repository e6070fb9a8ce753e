namespace Realtime.Domain;

/// <summary>Evacuation shelters: open or closed, how full, with or without power. They have no absence rule: reports come by hand.</summary>
public sealed class ShelterMachine : DrillAwareMachine<ShelterState, ShelterReading>
{
    public override ShelterState Start { get; } = new();

    protected override ShelterState Apply(ShelterState state, ShelterReading reading, in StepContext context, StepOutput output)
    {
        bool late = reading.Time < state.LastReading;
        ShelterState next = late ? state : Hear(state, reading);
        if (reading.Quality == Quality.Missing)
        {
            return next;
        }

        if (late || reading.Quality == Quality.Suspect)
        {
            // Stored as told, without what the shelter remembers from other reports.
            output.Add(Point(reading, context, Measurements.Shelter, ShelterResults.Of(Merge(new ShelterState(), reading), context.Registration)));
            return next;
        }

        next = ShelterAlerts.Evaluate(Merge(next, reading), context, HeaderOf(next, context), output);
        output.Add(Point(reading, context, Measurements.Shelter, ShelterResults.Of(next, context.Registration)));
        return next;
    }

    protected override ShelterState Adopt(ShelterState state, in StepContext context, StepOutput output) =>
        state.LastReading is null ? state : ShelterAlerts.Evaluate(state, context, HeaderOf(state, context), output);

    protected override ShelterState Advance(ShelterState state, in StepContext context, StepOutput output) => state;

    protected override DateTimeOffset? NextOf(ShelterState state, Registration? registration) => null;

    protected override ShelterState End(ShelterState state, string reason, DateTimeOffset time, in StepContext context, StepOutput output) =>
        ShelterAlerts.End(state, reason, time, HeaderOf(state, context), output);

    public override ThingView View(ShelterState state, in StepContext context)
    {
        ShelterState shown = Shown(state);
        int level = shown.NearlyFull is { IsOpen: true } || shown.PowerLost is { IsOpen: true } ? 1 : 0;
        return ViewOf(
            state,
            shown,
            context,
            ShelterText.Status(shown),
            ShelterText.Detail(shown, context.Registration),
            level,
            null,
            shown.LastReading is null ? [] : ShelterResults.Of(shown, context.Registration));
    }

    private static AlertHeader HeaderOf(ShelterState state, in StepContext context) => Header(state, context, Rules.ShelterNearlyFull);

    /// <summary>A report over what is known: numbers it does not carry stay, except that closing without a number means nobody is left.</summary>
    private static ShelterState Merge(ShelterState state, ShelterReading reading) => state with
    {
        Open = reading.Open,
        Evacuees = reading.Evacuees ?? (reading.Open ? state.Evacuees : 0),
        Households = reading.Households ?? (reading.Open ? state.Households : 0),
        SentCapacity = reading.CapacityPersons ?? state.SentCapacity,
        Power = reading.Power ?? state.Power,
    };
}
