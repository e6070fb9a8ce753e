namespace Realtime.Domain;

/// <summary>The worst moment of an episode.</summary>
/// <param name="Value">Highest value, in the unit of the sensor.</param>
/// <param name="Time">When it was measured.</param>
/// <param name="Level">Highest registered level the alert held.</param>
public sealed record StagePeak(double Value, DateTimeOffset Time, int Level)
{
    /// <summary>After one more value; a corrected value of the peak's own time takes its place.</summary>
    public static StagePeak Of(StagePeak? before, double value, DateTimeOffset time, int level) =>
        before is not null && before.Time != time && before.Value >= value
            ? before with { Level = Math.Max(before.Level, level) }
            : new StagePeak(value, time, Math.Max(before?.Level ?? 0, level));
}
