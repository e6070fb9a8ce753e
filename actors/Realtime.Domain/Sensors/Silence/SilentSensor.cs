namespace Realtime.Domain;

/// <summary>Nothing came for longer than the registered limit while the channel was alive (<see cref="SilenceRule"/>).</summary>
internal sealed class SilentSensor : SensorRule
{
    public override SensorState Read(SensorState state, SensorReading reading, SensorStep step) =>
        state with { Silence = SilenceRule.Hear(state.Silence, reading.Time, Header(state, step), step.Output) };

    public override SensorState Adopt(SensorState state, SensorStep step)
    {
        if (Limit(step.Registration) is null)
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
        ChannelView channel = step.Context.Channel.GetValueOrDefault();
        SilenceWatch watch = SilenceRule.Observe(state.Silence, Limit(step.Registration), Expected(step.Registration), channel, out DateTimeOffset? due);
        if (due is not { } time)
        {
            return state with { Silence = watch };
        }

        AlertHeader header = Header(state, step);
        string where = SensorText.FellSilentIn(state, SensorStage.InForce(state, step.Registration));
        string limit = Say.Span(Limit(step.Registration).GetValueOrDefault());
        Finding finding = new(
            time,
            1,
            $"{header.ThingName}: silent since {Say.Time(watch.From.GetValueOrDefault())}, no reading for {limit}; {where}",
            $"limit {limit} from the registry; channel {channel.Id} was observed without a break and vouches for everything up to {Say.Exact(time)}");
        step.Blind = (time, finding.Evidence);
        return state with { Silence = SilenceRule.Raise(watch, header, finding, step.Output) };
    }

    public override DateTimeOffset? Due(SensorState state, Registration? registration) =>
        SilenceRule.Due(state.Silence, Limit(registration), Expected(registration) && state.LastReading is null);

    public override SensorState End(SensorState state, string reason, DateTimeOffset time, SensorStep step) =>
        state with { Silence = SilenceRule.Withdraw(state.Silence, Header(state, step), time, reason, step.Output) };

    public override int Level(SensorState state) => state.Silence.IsSilent ? 1 : 0;

    private static AlertHeader Header(SensorState state, SensorStep step) => step.Header(state, Rules.Silence);

    private static TimeSpan? Limit(Registration? registration) => registration is { Retired: false } ? registration.SilenceLimit : null;

    private static bool Expected(Registration? registration) => registration is { Retired: false, Source.Length: > 0 };
}
