namespace Realtime.Domain;

/// <summary>River and tide stage, rain, people and other numbers: the rules of <see cref="SensorRules"/>, one after the other.</summary>
public sealed class SensorMachine : DrillAwareMachine<SensorState, SensorReading>
{
    public override SensorState Start { get; } = new();

    protected override SensorState Apply(SensorState state, SensorReading reading, in StepContext context, StepOutput output)
    {
        bool late = reading.Time < state.LastReading;
        SensorStep step = SensorStep.Of(output, context, state);
        if (reading.Neighbour is not null)
        {
            return SensorDrift.Hear(state, reading, step);
        }

        if (reading.Quality == Quality.Absent)
        {
            return late ? state : Absent(state, reading, step);
        }

        if (SensorValues.IsRepeat(state, reading))
        {
            return Repeat(state, reading, step);
        }

        SensorType type = context.Registration?.SensorType ?? reading.Type;
        step.Point = SensorValues.Draft(type, reading, step);
        SensorState after = late ? Late(state, reading, step) : Fresh(step.Owned = SensorValues.Take(state, reading, type, step.Water), reading, step);
        if (step.Point is { Fields.Count: > 0 } point)
        {
            // Copied: the draft serves the next reading.
            output.Add(Point(reading, context, point.Measurement, point.Fields.ToArray(), point.TakeTexts()));
        }

        return after;
    }

    // Plain loops below: they run for every reading, and Aggregate would make a closure for each.
    private static SensorState Fresh(SensorState state, SensorReading reading, SensorStep step)
    {
        foreach (SensorRule rule in SensorRules.All)
        {
            state = rule.Read(state, reading, step);
        }

        return state;
    }

    private static SensorState Absent(SensorState state, SensorReading reading, SensorStep step)
    {
        foreach (SensorRule rule in SensorRules.All)
        {
            state = rule.Absent(state, reading, step);
        }

        return state;
    }

    private static SensorState Repeat(SensorState state, SensorReading reading, SensorStep step)
    {
        foreach (SensorRule rule in SensorRules.All)
        {
            state = rule.Repeat(state, reading, step);
        }

        return state;
    }

    /// <summary>Older than the newest: it is stored, and nothing else. A value corrected after the fact overwrites its point.</summary>
    private static SensorState Late(SensorState state, SensorReading reading, SensorStep step)
    {
        SensorStage.AddStage(step.Point, reading, reading.Thresholds ?? SensorStage.InForce(state, step.Registration));
        foreach (SensorRule rule in SensorRules.All)
        {
            rule.Late(state, reading, step);
        }

        return state;
    }

    protected override SensorState Adopt(SensorState state, in StepContext context, StepOutput output)
    {
        SensorStep step = SensorStep.Of(output, context, state);
        return SensorRules.All.Aggregate(state, (next, rule) => rule.Adopt(next, step));
    }

    protected override SensorState Advance(SensorState state, in StepContext context, StepOutput output)
    {
        SensorStep step = SensorStep.Of(output, context, state);
        return SensorRules.All.Aggregate(state, (next, rule) => rule.Advance(next, step));
    }

    protected override DateTimeOffset? NextOf(SensorState state, Registration? registration)
    {
        DateTimeOffset? due = null;
        foreach (SensorRule rule in SensorRules.All)
        {
            due = Moments.Earlier(due, rule.Due(state, registration));
        }

        return due;
    }

    protected override SensorState End(SensorState state, string reason, DateTimeOffset time, in StepContext context, StepOutput output)
    {
        SensorStep step = SensorStep.Of(output, context, state);
        return SensorRules.All.Aggregate(state, (next, rule) => rule.End(next, reason, time, step));
    }

    public override ThingView View(SensorState state, in StepContext context)
    {
        SensorState shown = Shown(state);
        StageThresholds? thresholds = SensorStage.InForce(shown, context.Registration);
        int level = SensorRules.All.Max(rule => rule.Level(shown));
        if (context.Registration is { Closed: true })
        {
            return ViewOf(state, shown, context, SensorText.Status(shown), ClosedData.Words, level, null, []);
        }

        IReadOnlyList<ResultField> fields = [.. SensorValues.Fields(shown, thresholds), .. CrowdPoints.View(shown, context.Registration)];
        return ViewOf(state, shown, context, SensorText.Status(shown), SensorText.Detail(shown, thresholds), level, null, fields);
    }
}
