namespace Realtime.Domain;

/// <summary>One step of a sensor's rules on one track: what they may look at, and where they put what they find.</summary>
/// <remarks>The object serves the next step too: nothing of it may be kept when the step is over.</remarks>
internal sealed class SensorStep
{
    private readonly PointDraft _draft = new("");
    private StepContext _context;

    private SensorStep(StepOutput output, SensorState before)
    {
        Output = output;
        Before = before;
    }

    public StepContext Context => _context;

    public Registration? Registration => _context.Registration;

    /// <summary>Takes alert changes, and points beside the reading's own.</summary>
    public StepOutput Output { get; }

    /// <summary>The state before the reading; the same as after it when there is no reading.</summary>
    public SensorState Before { get; private set; }

    /// <summary>The state that was made for this step and that nobody else has seen yet, so that rules may write to it; null = none.</summary>
    public SensorState? Owned { get; set; }

    /// <summary>How the gauge is registered.</summary>
    public WaterSettings Water => _context.Registration?.Water ?? WaterSettings.Default;

    /// <summary>The reading's own point in the making; null when it makes none (missing, or no reading at all).</summary>
    public PointDraft? Point { get; set; }

    /// <summary>Set by the rule that found that the sensor cannot be seen any more: since when, and why.</summary>
    public (DateTimeOffset Since, string Evidence)? Blind { get; set; }

    /// <summary>Header of this track's alerts of a rule.</summary>
    public AlertHeader Header(SensorState state, string rule) =>
        AlertHeader.Of(_context, state.Municipality ?? _context.Registration?.Municipality ?? "", state.Drill, rule);

    /// <summary>A step that begins: with the object of the step before it, when this output had one.</summary>
    public static SensorStep Of(StepOutput output, in StepContext context, SensorState before)
    {
        if (output.Scratch is not SensorStep step)
        {
            output.Scratch = step = new SensorStep(output, before);
        }

        step._context = context;
        step.Before = before;
        step.Owned = null;
        step.Point = null;
        step.Blind = null;
        return step;
    }

    /// <summary>A point to add to.</summary>
    public PointDraft Draft(string measurement) => _draft.Begin(measurement);

    /// <summary>The newest event time known, for changes that no reading brings: a registration carries no time of its own.</summary>
    public DateTimeOffset Now(SensorState state) => Moments.Latest(_context.Channel?.Watermark, state.LastReading ?? DateTimeOffset.UnixEpoch);
}
