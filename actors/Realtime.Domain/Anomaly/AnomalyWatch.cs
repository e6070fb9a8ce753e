namespace Realtime.Domain;

/// <summary>What a value changed about the event.</summary>
public enum AnomalyStep
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>An event begins.</summary>
    Begins,

    /// <summary>The event is over.</summary>
    Ends,
}

/// <summary>
/// A stream and its present event. An event begins with the first unusual value and lasts <see cref="AnomalyModel.Hold"/> values, and longer
/// while they stay unusual: one event, one alert.
/// </summary>
public sealed record AnomalyWatch
{
    public AnomalyState Stream { get; init; } = new();

    /// <summary>Number of the value that began the present event; null = none.</summary>
    public long? Began { get; init; }

    /// <summary>Event time of the newest value taken.</summary>
    public DateTimeOffset? Newest { get; init; }

    /// <summary>Event time of the newest unusual value.</summary>
    public DateTimeOffset? LastUnusual { get; init; }

    /// <summary>The alert of the present or last event.</summary>
    public Episode? Alert { get; init; }

    /// <summary>Takes the next value in event-time order.</summary>
    public AnomalyWatch Take(DateTimeOffset time, double value, double smallestChange, AnomalyModel model, out AnomalyVerdict verdict, out AnomalyStep step)
    {
        if (!(Math.Abs(value) <= model.Largest))
        {
            verdict = new AnomalyVerdict(0, null, "");
            step = AnomalyStep.None;
            return this;
        }

        AnomalyState stream = AnomalyDetector.Judge(Stream, time, value, model, out verdict);
        bool unusual = verdict.Score >= model.Threshold && (smallestChange <= 0 || Math.Abs(verdict.Usual?.Residual ?? double.MaxValue) >= smallestChange);
        step = Began is not { } began
            ? unusual ? AnomalyStep.Begins : AnomalyStep.None
            : !unusual && stream.Seen - began > model.Hold ? AnomalyStep.Ends : AnomalyStep.None;
        return this with
        {
            Stream = stream,
            Newest = time,
            Began = step switch { AnomalyStep.Begins => stream.Seen, AnomalyStep.Ends => null, _ => Began },
            LastUnusual = unusual ? time : LastUnusual,
        };
    }
}
