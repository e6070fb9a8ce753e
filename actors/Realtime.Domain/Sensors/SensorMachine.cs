namespace Realtime.Domain;

/// <summary>River and tide stage, rain, people and other numbers: the rules of <see cref="SensorRules"/>, one after the other.</summary>
public sealed class SensorMachine : DrillAwareMachine<SensorState, SensorReading>
{
    public override SensorState Start { get; } = new();

    protected override SensorState Apply(SensorState state, SensorReading reading, in StepContext context, StepOutput output)
    {
        SensorType type = context.Registration?.SensorType ?? reading.Type;
        SensorStep step = new(context, output) { Point = SensorValues.Draft(type, reading) };
        SensorState next = state;
        if (reading.Time >= (state.LastReading ?? DateTimeOffset.MinValue))
        {
            next = SensorValues.Take(Hear(state, reading), reading, type);
            foreach (SensorRule rule in SensorRules.All)
            {
                next = rule.Read(next, reading, step);
            }
        }
        else
        {
            SensorStage.AddStage(step.Point, reading, reading.Thresholds ?? SensorStage.InForce(state, context.Registration));
        }

        if (step.Point is { } point)
        {
            output.Add(Point(reading, context, point.Measurement, point.Fields) with { Texts = point.Texts });
        }

        return next;
    }

    protected override SensorState Adopt(SensorState state, in StepContext context, StepOutput output)
    {
        SensorStep step = new(context, output);
        return SensorRules.All.Aggregate(state, (next, rule) => rule.Adopt(next, step));
    }

    protected override SensorState Advance(SensorState state, in StepContext context, StepOutput output)
    {
        SensorStep step = new(context, output);
        return SensorRules.All.Aggregate(state, (next, rule) => rule.Advance(next, step));
    }

    protected override DateTimeOffset? NextOf(SensorState state, Registration? registration) =>
        SensorRules.All.Aggregate((DateTimeOffset?)null, (due, rule) => Moments.Earlier(due, rule.Due(state, registration)));

    protected override SensorState End(SensorState state, string reason, DateTimeOffset time, in StepContext context, StepOutput output)
    {
        SensorStep step = new(context, output);
        return SensorRules.All.Aggregate(state, (next, rule) => rule.End(next, reason, time, step));
    }

    public override ThingView View(SensorState state, in StepContext context)
    {
        SensorState shown = Shown(state);
        StageThresholds? thresholds = SensorStage.InForce(shown, context.Registration);
        int level = SensorRules.All.Max(rule => rule.Level(shown));
        return ViewOf(state, shown, context, SensorText.Status(shown), SensorText.Detail(shown, thresholds), level, null, SensorValues.Fields(shown, thresholds));
    }
}
