namespace Realtime.Domain;

/// <summary>
/// A list that a source publishes again and again (the gauges above their start level, say) as readings. A list that was never published
/// says nothing: only a list that is there can leave a gauge out.
/// Source: own; k.river.go.jp publishes crisis-management gauges as such lists.
/// </summary>
public static class GaugeList
{
    /// <summary>
    /// The readings of one list: what it names, reported at its time, and one <see cref="Quality.Absent"/> reading for each gauge that the
    /// list before named and this one does not.
    /// </summary>
    /// <param name="before">What the list before it gave, its absences included; empty for the first.</param>
    /// <param name="publishedAt">When the list was made.</param>
    /// <param name="named">Observations as the list names them.</param>
    public static IReadOnlyList<SensorReading> Readings(IReadOnlyList<SensorReading> before, DateTimeOffset publishedAt, IReadOnlyList<SensorReading> named)
    {
        List<SensorReading> readings = [.. named.Select(reading => reading with { ReportedTime = publishedAt })];
        HashSet<string> present = [.. named.Select(reading => reading.ThingId)];
        readings.AddRange(
            before.Where(reading => reading.Quality != Quality.Absent && !present.Contains(reading.ThingId))
                .OrderBy(reading => reading.ThingId, StringComparer.Ordinal)
                .Select(reading => Gone(reading, publishedAt)));
        return readings;
    }

    private static SensorReading Gone(SensorReading reading, DateTimeOffset publishedAt) => reading with
    {
        Time = publishedAt,
        ReportedTime = publishedAt,
        Quality = Quality.Absent,
        Value = null,
        Rain10MinMm = null,
        Thresholds = null,
        Origin = null,
    };
}
