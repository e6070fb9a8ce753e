namespace Realtime.Domain;

/// <summary>
/// Nothing came for longer than the registered limit while the channel was alive (<see cref="SilenceRule"/>). A gauge whose fault is open is
/// known not to send: it is not called silent as well.
/// Source: 危機管理型水位計 (MLIT): every ten minutes above the start level, once a day below, so the limit depends on the level.
/// </summary>
internal sealed class SilentSensor : SensorRule
{
    public override SensorState Read(SensorState state, SensorReading reading, SensorStep step) =>
        state.With(
            state.Silence.IsSilent
                ? SilenceRule.Hear(state.Silence, reading.Time, Header(state, step), step.Output)
                : new SilenceWatch(reading.Time, state.Silence.Episode),
            step);

    public override SensorState Adopt(SensorState state, SensorStep step)
    {
        if (Limit(state, step.Registration) is null)
        {
            SilenceWatch ended = SilenceRule.Withdraw(state.Silence, Header(state, step), step.Now(state), "the silence rule was removed", step.Output);
            return state with { Silence = ended };
        }

        return state.LastReading is null && step.Context.Channel is { } channel && Expected(step.Registration)
            ? state with { Silence = state.Silence with { From = Moments.Latest(state.Silence.From, channel.ObservedSince) } }
            : state;
    }

    public override SensorState Advance(SensorState state, SensorStep step)
    {
        if (state.Fault is { IsOpen: true })
        {
            return state;
        }

        ChannelView channel = step.Context.Channel.GetValueOrDefault();
        SilenceWatch watch = SilenceRule.Observe(state.Silence, Limit(state, step.Registration), Expected(step.Registration), channel, out DateTimeOffset? due);
        if (due is not { } time)
        {
            return state with { Silence = watch };
        }

        AlertHeader header = Header(state, step);
        string where = SensorText.FellSilentIn(state, SensorStage.InForce(state, step.Registration));
        string limit = Say.Span(Limit(state, step.Registration).GetValueOrDefault());
        Finding finding = new(
            time,
            1,
            $"{header.ThingName}: silent since {Say.Time(watch.From.GetValueOrDefault())}, no reading for {limit}; {where}",
            $"limit {limit} from the registry; channel {channel.Id} was observed without a break and vouches for everything up to {Say.Exact(time)}");
        step.Blind = (time, finding.Evidence);
        return state with { Silence = SilenceRule.Raise(watch, header, finding, step.Output) };
    }

    public override DateTimeOffset? Due(SensorState state, Registration? registration) =>
        state.Fault is { IsOpen: true } ? null : SilenceRule.Due(state.Silence, Limit(state, registration), Expected(registration) && state.LastReading is null);

    public override SensorState End(SensorState state, string reason, DateTimeOffset time, SensorStep step) =>
        state with { Silence = SilenceRule.Withdraw(state.Silence, Header(state, step), time, reason, step.Output) };

    public override int Level(SensorState state) => state.Silence.IsSilent ? 1 : 0;

    private static AlertHeader Header(SensorState state, SensorStep step) => step.Header(state, Rules.Silence);

    /// <summary>Below its lowest stage a gauge may report less often: then its other limit counts.</summary>
    private static TimeSpan? Limit(SensorState state, Registration? registration) =>
        registration is not { Retired: false } ? null
        : registration.SilenceLimit is { } limit && registration.Water?.QuietSilenceLimit is { } quiet && IsQuiet(state, registration) ? quiet
        : registration.SilenceLimit;

    private static bool IsQuiet(SensorState state, Registration registration) =>
        state.Value is not { } value || StageRule.Raw(SensorStage.InForce(state, registration), value) is null;

    private static bool Expected(Registration? registration) => registration is { Retired: false, Source.Length: > 0 };
}
