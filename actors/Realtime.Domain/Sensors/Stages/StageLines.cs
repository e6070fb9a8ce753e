namespace Realtime.Domain;

/// <summary>
/// Writes the thresholds in force beside the first level of each hour, so that a hydrograph can draw the lines that the level was judged by,
/// also those of a day long ago under thresholds that have changed since. It decides nothing and remembers nothing.
/// Source: own; once an hour because a line between two points is the same line.
/// </summary>
internal sealed class StageLines : SensorRule
{
    private static readonly string?[] s_names = [null, null, Fields.Threshold2M, Fields.Threshold3M, Fields.Threshold4M, Fields.Threshold5M];

    public override SensorState Read(SensorState state, SensorReading reading, SensorStep step)
    {
        if (step.Point is not { Measurement: Measurements.WaterLevel } point
            || !SensorValues.IsGood(reading)
            || (step.Before.LastReading is { } last && Hour(last) == Hour(reading.Time))
            || SensorStage.InForce(state, step.Registration) is not { } thresholds)
        {
            return state;
        }

        int named = 0;
        foreach (StageThreshold stage in thresholds.Stages)
        {
            // Values rise, so the first of a level is its lowest; two stages of an authority may be one level.
            if (stage.Level > named && stage.Level < s_names.Length && s_names[stage.Level] is { } name)
            {
                point.Add(name, stage.Value);
                named = stage.Level;
            }
        }

        return state;
    }

    private static long Hour(DateTimeOffset time) => time.UtcTicks / TimeSpan.TicksPerHour;
}
