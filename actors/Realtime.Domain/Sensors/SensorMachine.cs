namespace Realtime.Domain;

/// <summary>River and tide stage, rain, people and other numbers: official stages with hysteresis, and silence.</summary>
public sealed class SensorMachine : DrillAwareMachine<SensorState, SensorReading>
{
    public override SensorState Start { get; } = new();

    protected override SensorState Apply(SensorState state, SensorReading reading, in StepContext context, StepOutput output)
    {
        SensorType type = context.Registration?.SensorType ?? reading.Type;
        bool late = reading.Time < state.LastReading;
        bool good = reading is { Quality: Quality.Good, Value: { } number } && double.IsFinite(number);
        SensorState next = late ? state : Heard(state, reading, context, output) with { Type = type, Unit = reading.Unit, Quality = reading.Quality };
        if (good && !late)
        {
            next = next with { Value = reading.Value, ValueTime = reading.Time, SentThresholds = reading.Thresholds ?? next.SentThresholds };
            next = Seen(next, context, output);
        }

        if (reading is { Quality: not Quality.Missing, Value: { } value } && double.IsFinite(value))
        {
            StageThresholds? thresholds = reading.Thresholds ?? StageAlert.InForce(next, context.Registration);
            (string measurement, IReadOnlyList<ResultField> fields, IReadOnlyList<ResultText> texts) =
                SensorResults.Of(type, value, reading.Unit, good ? thresholds : null);
            output.Add(Point(reading, context, measurement, fields) with { Texts = texts });
        }

        return next;
    }

    protected override SensorState Adopt(SensorState state, in StepContext context, StepOutput output)
    {
        SensorState next = state;
        if (Limit(context.Registration) is null)
        {
            SilenceWatch ended = SilenceRule.Withdraw(state.Silence, Silence(state, context), Now(state, context), "the silence rule was removed", output);
            next = next with { Silence = ended };
        }
        else if (state.LastReading is null && context.Channel is { } channel && Expected(context.Registration))
        {
            next = next with { Silence = state.Silence with { From = Moments.Latest(state.Silence.From, channel.ObservedSince) } };
        }

        // What cannot be seen is not judged anew: the next reading will.
        bool unseen = next.Silence.IsSilent || next.Stage is { Status: EpisodeStatus.Unobservable };
        return unseen ? next : StageAlert.Evaluate(next, Header(next, context, Rules.Stage), context, output);
    }

    protected override SensorState Advance(SensorState state, in StepContext context, StepOutput output)
    {
        ChannelView channel = context.Channel.GetValueOrDefault();
        SilenceWatch watch = SilenceRule.Observe(state.Silence, Limit(context.Registration), Expected(context.Registration), channel, out DateTimeOffset? due);
        if (due is not { } time)
        {
            return state with { Silence = watch };
        }

        AlertHeader silence = Silence(state, context);
        string where = SensorText.FellSilentIn(state, StageAlert.InForce(state, context.Registration));
        string limit = Say.Span(Limit(context.Registration).GetValueOrDefault());
        Finding finding = new(
            time,
            1,
            $"{silence.ThingName}: silent since {Say.Time(watch.From.GetValueOrDefault())}, no reading for {limit}; {where}",
            $"limit {limit} from the registry; channel {channel.Id} was observed without a break and vouches for everything up to {Say.Exact(time)}");
        return state with
        {
            Silence = SilenceRule.Raise(watch, silence, finding, output),
            Stage = state.Stage?.Lose(
                Header(state, context, Rules.Stage),
                time,
                $"{silence.ThingName}: cannot be seen since {Say.Time(time)}; last known {where}. This is not an all-clear",
                finding.Evidence,
                output),
        };
    }

    protected override DateTimeOffset? NextOf(SensorState state, Registration? registration) =>
        SilenceRule.Due(state.Silence, Limit(registration), Expected(registration) && state.LastReading is null);

    protected override SensorState End(SensorState state, string reason, DateTimeOffset time, in StepContext context, StepOutput output)
    {
        SensorState next = StageAlert.End(state, Header(state, context, Rules.Stage), time, $"{reason}; this is not an all-clear", output);
        return next with { Silence = SilenceRule.Withdraw(next.Silence, Silence(next, context), time, reason, output) };
    }

    public override ThingView View(SensorState state, in StepContext context)
    {
        SensorState shown = Shown(state);
        StageThresholds? thresholds = StageAlert.InForce(shown, context.Registration);
        int level = Math.Max(shown.Stage is { IsOpen: true } stage ? stage.Level : 0, shown.Silence.IsSilent ? 1 : 0);
        return ViewOf(state, shown, context, SensorText.Status(shown), SensorText.Detail(shown, thresholds), level, null, SensorResults.Fields(shown, thresholds));
    }

    private static SensorState Heard(SensorState state, SensorReading reading, in StepContext context, StepOutput output)
    {
        SensorState next = Hear(state, reading);
        return next with { Silence = SilenceRule.Hear(state.Silence, reading.Time, Silence(next, context), output) };
    }

    private static SensorState Seen(SensorState state, in StepContext context, StepOutput output)
    {
        AlertHeader header = Header(state, context, Rules.Stage);
        DateTimeOffset time = state.ValueTime.GetValueOrDefault();
        SensorState seen = state with { Stage = state.Stage?.Regain(header, time, $"{header.ThingName}: can be seen again since {Say.Time(time)}", output) };
        return StageAlert.Evaluate(seen, header, context, output);
    }

    private static AlertHeader Silence(SensorState state, in StepContext context) => Header(state, context, Rules.Silence);

    private static TimeSpan? Limit(Registration? registration) => registration is { Retired: false } ? registration.SilenceLimit : null;

    private static bool Expected(Registration? registration) => registration is { Retired: false, Source.Length: > 0 };
}
