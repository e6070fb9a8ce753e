namespace Realtime.Domain;

/// <summary>
/// Runs the same rules on two tracks, the real one and the drill's, and ends what has to end: a drill nobody feeds any more,
/// the rules of a retired thing. The machines below it know nothing of drills.
/// </summary>
public abstract class DrillAwareMachine<TState, TReading> : ThingMachine<TState, TReading>
    where TState : ThingState<TState>
    where TReading : Reading
{
    /// <summary>One reading on one track. Older readings than the newest become results and nothing else.</summary>
    protected abstract TState Apply(TState state, TReading reading, in StepContext context, StepOutput output);

    /// <summary>The registration came or changed, on one track.</summary>
    protected abstract TState Adopt(TState state, in StepContext context, StepOutput output);

    /// <summary>The watermark of the channel advanced, on one track.</summary>
    protected abstract TState Advance(TState state, in StepContext context, StepOutput output);

    /// <summary>Next deadline of one track.</summary>
    protected abstract DateTimeOffset? NextOf(TState state, Registration? registration);

    /// <summary>Resolves every open alert of one track with this reason; it is not an all-clear.</summary>
    protected abstract TState End(TState state, string reason, DateTimeOffset time, in StepContext context, StepOutput output);

    public sealed override TState Read(TState state, TReading reading, in StepContext context, StepOutput output)
    {
        StepContext then = EventRule.At(context, reading.Time);
        return reading.Drill
            ? state with { DrillTrack = Apply(state.DrillTrack ?? Start with { Drill = true }, reading, then, output) }
            : Apply(state, reading, then, output);
    }

    public sealed override TState Register(TState state, in StepContext context, StepOutput output)
    {
        TState next = AdoptOrRetire(state, context, output);
        return next.DrillTrack is { } drill ? next with { DrillTrack = AdoptOrRetire(drill, context, output) } : next;
    }

    public sealed override TState Expire(TState state, in StepContext context, StepOutput output)
    {
        if (context.Channel is not { } channel)
        {
            return state;
        }

        TState next = OnlyDrilled(state) ? state : Advance(state, context, output);
        if (next.DrillTrack is not { } drill)
        {
            return next;
        }

        TState advanced = Advance(drill, context, output);
        if (DrillEnd(advanced) is not { } end || channel.Watermark < end)
        {
            return next with { DrillTrack = advanced };
        }

        End(advanced, $"the drill is over: no drill reading for {Say.Span(Limits.DrillEndsAfter)}", end, context, output);
        return next with { DrillTrack = null };
    }

    public sealed override DateTimeOffset? Due(TState state, Registration? registration)
    {
        DateTimeOffset? real = OnlyDrilled(state) ? null : NextOf(state, registration);
        return state.DrillTrack is { } drill ? Moments.Earlier(real, Moments.Earlier(NextOf(drill, registration), DrillEnd(drill))) : real;
    }

    /// <summary>Header of this track's alerts: the reading's municipality wins over the registry's, a given audience over the rule book's.</summary>
    protected static AlertHeader Header(TState state, in StepContext context, string rule, Audience? audience = null) =>
        AlertHeader.Of(context, MunicipalityOf(state, context), state.Drill, rule, audience);

    protected static string MunicipalityOf(TState state, in StepContext context) =>
        state.Municipality ?? context.Registration?.Municipality ?? "";

    /// <summary>The newest event time known, for changes that no reading brings: a registration carries no time of its own.</summary>
    protected static DateTimeOffset Now(TState state, in StepContext context) =>
        Moments.Latest(context.Channel?.Watermark, state.LastReading ?? DateTimeOffset.UnixEpoch);

    /// <summary>A point of this reading.</summary>
    protected static ResultPoint Point(
        TReading reading, in StepContext context, string measurement, IReadOnlyList<ResultField> fields, IReadOnlyList<ResultText>? texts = null) => new()
        {
            Measurement = measurement,
            Thing = context.Key,
            Municipality = reading.Municipality.Length > 0 ? reading.Municipality : context.Registration?.Municipality ?? "",
            Time = reading.Time,
            Drill = reading.Drill,
            Fields = fields,
            Texts = texts ?? [],
        };

    /// <summary>Moves the sign of life forward.</summary>
    protected static TState Hear(TState state, TReading reading) => state with
    {
        LastReading = reading.Time,
        Municipality = reading.Municipality.Length > 0 ? reading.Municipality : state.Municipality,
    };

    /// <summary>The track people look at: the drill's only when the thing never sent anything real.</summary>
    protected static TState Shown(TState state) => OnlyDrilled(state) ? state.DrillTrack! : state;

    /// <summary>A view of the shown track; a running drill is named in the detail.</summary>
    protected static ThingView ViewOf(
        TState state, TState shown, in StepContext context, string status, string detail, int level, (double Latitude, double Longitude)? place, IReadOnlyList<ResultField> fields) =>
        new(
            context.Key,
            context.DisplayName,
            MunicipalityOf(shown, context),
            context.Registration is not null,
            shown.LastReading,
            context.Registration is { Retired: true } ? "retired" : status,
            state.DrillTrack is not null ? $"{detail} (訓練: a drill is running)" : detail,
            level,
            place?.Latitude ?? context.Registration?.Latitude,
            place?.Longitude ?? context.Registration?.Longitude,
            fields)
        {
            Area = context.Registration?.Area,
        };

    private TState AdoptOrRetire(TState state, in StepContext context, StepOutput output) =>
        context.Registration is { Retired: true }
            ? End(state, "the thing was taken out of service", Now(state, context), context, output)
            : Adopt(state, EventRule.At(context, Now(state, context)), output);

    private static bool OnlyDrilled(TState state) => state.LastReading is null && state.DrillTrack is not null;

    private static DateTimeOffset? DrillEnd(TState drill) => drill.LastReading is { } last ? Moments.Later(last, Limits.DrillEndsAfter) : null;
}
