namespace Realtime.Domain;

/// <summary>
/// The anomaly rule of a scalar sensor, where it is registered: one episode per event, so that people get one alert for it.
/// Source: <see cref="AnomalyModel"/>.
/// </summary>
internal sealed class SensorAnomaly : SensorRule
{
    private static AnomalyModel Model => AnomalyModel.Standard;

    public override SensorState Read(SensorState state, SensorReading reading, SensorStep step)
    {
        if (state.Type != SensorType.Scalar || Settings(step.Registration) is not { } settings || !SensorValues.IsGood(reading))
        {
            return state;
        }

        AlertHeader header = Header(state, step);
        AnomalyWatch watch = state.Anomaly ?? new();
        if (watch.Alert is { Status: EpisodeStatus.Unobservable } lost)
        {
            watch = watch with { Alert = lost.Regain(header, reading.Time, $"{header.ThingName}: can be seen again since {Say.Time(reading.Time)}", step.Output) };
        }

        if (reading.Time <= watch.Newest)
        {
            return state with { Anomaly = watch };
        }

        double value = reading.Value.GetValueOrDefault();
        AnomalyWatch next = watch.Take(reading.Time, value, settings.SmallestChange, Model, out AnomalyVerdict verdict, out AnomalyStep change);
        step.Point?.Add(Fields.AnomalyScore, verdict.Score);
        return state with { Anomaly = next with { Alert = Tell(change, next, state, verdict, header, step.Output) } };
    }

    public override SensorState Adopt(SensorState state, SensorStep step) => Settings(step.Registration) is not null
        ? state
        : End(state, "the anomaly rule was removed", step.Now(state), step);

    public override SensorState Advance(SensorState state, SensorStep step)
    {
        if (step.Blind is not { } blind || state.Anomaly is not { Alert: { } alert } watch)
        {
            return state;
        }

        AlertHeader header = Header(state, step);
        string text = $"{header.ThingName}: cannot be seen since {Say.Time(blind.Since)}; it was unusual before. This is not an all-clear";
        return state with { Anomaly = watch with { Alert = alert.Lose(header, blind.Since, text, blind.Evidence, step.Output) } };
    }

    /// <summary>What was learned goes too: a rule that comes back starts anew.</summary>
    public override SensorState End(SensorState state, string reason, DateTimeOffset time, SensorStep step)
    {
        if (state.Anomaly is not { } watch)
        {
            return state;
        }

        AlertHeader header = Header(state, step);
        Episode? ended = watch.Alert?.Resolve(header, time, $"{header.ThingName}: {reason}; this is not an all-clear", "", step.Output);
        return state with { Anomaly = ended is null ? null : new AnomalyWatch { Alert = ended } };
    }

    public override int Level(SensorState state) => state.Anomaly?.Alert is { IsOpen: true } alert ? alert.Level : 0;

    private static Episode? Tell(AnomalyStep change, AnomalyWatch watch, SensorState state, in AnomalyVerdict verdict, in AlertHeader header, StepOutput output)
    {
        DateTimeOffset time = watch.Newest.GetValueOrDefault();
        return change switch
        {
            AnomalyStep.Begins => Episode.Raise(
                watch.Alert,
                header,
                new Finding(time, 1, AnomalyText.Unusual(header.ThingName, state, time, verdict), AnomalyText.Evidence(verdict, watch.Stream, Model)),
                output),
            AnomalyStep.Ends => watch.Alert?.Resolve(
                header,
                time,
                AnomalyText.Usual(header.ThingName, state, time, verdict, watch.LastUnusual),
                AnomalyText.Evidence(verdict, watch.Stream, Model),
                output),
            _ => watch.Alert,
        };
    }

    private static AlertHeader Header(SensorState state, SensorStep step)
    {
        AlertHeader header = step.Header(state, Rules.Anomaly);
        return step.Registration?.Anomaly is { ForFamily: true } ? header with { Audience = Audience.Family } : header;
    }

    private static AnomalySettings? Settings(Registration? registration) => registration is { Retired: false } ? registration.Anomaly : null;
}
