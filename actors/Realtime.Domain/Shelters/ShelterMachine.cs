namespace Realtime.Domain;

/// <summary>
/// Evacuation shelters: open or closed, how full, with or without power and supplies, fit or unfit for the hazard that is active. They have
/// no absence rule: reports come by hand.
/// </summary>
public sealed class ShelterMachine : DrillAwareMachine<ShelterState, ShelterReading>
{
    public override ShelterState Start { get; } = new();

    protected override ShelterState Apply(ShelterState state, ShelterReading reading, in StepContext context, StepOutput output)
    {
        if (IsOldRevision(state, reading))
        {
            return state;
        }

        ShelterState told = HazardRule.Take(state, reading);
        if (!reading.IsReport && reading.Quality != Quality.Missing)
        {
            return Notice(told, reading, context, output);
        }

        bool late = reading.Time < told.LastReading;
        ShelterState next = late ? told : Hear(told, reading);
        if (reading.Quality == Quality.Missing)
        {
            return next;
        }

        if (late || reading.Quality == Quality.Suspect)
        {
            // Stored as told, without what the shelter remembers from other reports.
            output.Add(Point(reading, context, Measurements.Shelter, ShelterResults.Of(Merge(new ShelterState(), reading), context.Registration)));
            return Judged(state, next, context, output);
        }

        next = ShelterAlerts.Evaluate(Merge(next, reading), context, HeaderOf(next, context), output);
        output.Add(Point(reading, context, Measurements.Shelter, ShelterResults.Of(next, context.Registration)));
        return next;
    }

    protected override ShelterState Adopt(ShelterState state, in StepContext context, StepOutput output) =>
        state.LastReading is null ? state : ShelterAlerts.Evaluate(state, context, HeaderOf(state, context), output);

    protected override ShelterState Advance(ShelterState state, in StepContext context, StepOutput output)
    {
        AlertHeader header = HeaderOf(state, context) with { Rule = Rules.ShelterSupplies };
        ShelterState next = state;
        while (SupplyRule.Due(next, context.Registration) is { } due && due <= context.Channel.GetValueOrDefault().Watermark)
        {
            next = SupplyRule.Judge(next, context.Registration, due, header, output);
        }

        return next;
    }

    protected override DateTimeOffset? NextOf(ShelterState state, Registration? registration) => SupplyRule.Due(state, registration);

    protected override ShelterState End(ShelterState state, string reason, DateTimeOffset time, in StepContext context, StepOutput output) =>
        ShelterAlerts.End(state, reason, time, HeaderOf(state, context), output);

    public override ThingView View(ShelterState state, in StepContext context)
    {
        ShelterState shown = Shown(state);
        int level = ShelterText.IsAlert(shown) ? 1 : 0;
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
        Supplies = reading.Supplies is { } supplies ? SupplyBook.Merge(state.Supplies, supplies, reading.Time) : state.Supplies,
        DocId = reading.DocId ?? state.DocId,
        Revision = reading.DocId is null ? state.Revision : reading.Revision,
    };

    /// <summary>
    /// A word about hazards is no report: it moves no shelter's clock, else a report that is a minute older would be taken for a late one.
    /// Only a drill nobody reported in needs it as a sign of life, because a drill ends by silence.
    /// </summary>
    private static ShelterState Notice(ShelterState state, ShelterReading reading, in StepContext context, StepOutput output)
    {
        ShelterState next = state is { Drill: true, LastReading: null } ? Hear(state, reading) : state;
        return Judged(null, next, context, output);
    }

    /// <summary>Judges the hazards again when a word about them was new.</summary>
    private static ShelterState Judged(ShelterState? before, ShelterState state, in StepContext context, StepOutput output) =>
        (before is not null && before.HazardTime == state.HazardTime) || context.Registration is { Retired: true }
            ? state
            : HazardRule.Judge(state, context.Registration, HeaderOf(state, context) with { Rule = Rules.ShelterHazard }, output);

    /// <summary>
    /// Source: L-Alert, where an update of a document raises its revision only; a lower or equal one is an older word, whatever its time says.
    /// </summary>
    private static bool IsOldRevision(ShelterState state, ShelterReading reading) =>
        reading.DocId is { } document && document == state.DocId && reading.Revision <= state.Revision;
}
