namespace Realtime.Domain;

/// <summary>One step of a sensor's rules on one track: what they may look at, and where they put what they find.</summary>
internal sealed class SensorStep(StepContext context, StepOutput output)
{
    public StepContext Context => context;

    public Registration? Registration => context.Registration;

    /// <summary>Takes alert changes, and points beside the reading's own.</summary>
    public StepOutput Output => output;

    /// <summary>The state before the reading; the same as after it when there is no reading.</summary>
    public required SensorState Before { get; init; }

    /// <summary>How the gauge is registered.</summary>
    public WaterSettings Water => context.Registration?.Water ?? WaterSettings.Default;

    /// <summary>The reading's own point in the making; null when it makes none (missing, or no reading at all).</summary>
    public PointDraft? Point { get; set; }

    /// <summary>Set by the rule that found that the sensor cannot be seen any more: since when, and why.</summary>
    public (DateTimeOffset Since, string Evidence)? Blind { get; set; }

    /// <summary>Header of this track's alerts of a rule.</summary>
    public AlertHeader Header(SensorState state, string rule) =>
        AlertHeader.Of(context, state.Municipality ?? context.Registration?.Municipality ?? "", state.Drill, rule);

    /// <summary>The newest event time known, for changes that no reading brings: a registration carries no time of its own.</summary>
    public DateTimeOffset Now(SensorState state) => Moments.Latest(context.Channel?.Watermark, state.LastReading ?? DateTimeOffset.UnixEpoch);
}
