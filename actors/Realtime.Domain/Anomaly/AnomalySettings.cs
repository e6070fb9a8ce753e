namespace Realtime.Domain;

/// <summary>Switches the anomaly rule on for one scalar sensor. How it judges is the same for all of them: <see cref="AnomalyModel"/>.</summary>
public sealed record AnomalySettings
{
    /// <summary>In the unit of the sensor: a value closer than this to what is usual at its hour never begins an alert. 0 = no such limit.</summary>
    public double SmallestChange { get; init; }

    /// <summary>The sensor belongs to a person (a wearable): its alerts are for the registered contacts too.</summary>
    public bool ForFamily { get; init; }
}
