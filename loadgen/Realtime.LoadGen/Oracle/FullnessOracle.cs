namespace Realtime.LoadGen.Oracle;

/// <summary>Nearly full: persons by capacity at or above the share while open; over when 5 points of the capacity below it, or closed.</summary>
public static class FullnessOracle
{
    /// <summary>Name of the rule.</summary>
    public const string Rule = "shelter-nearly-full";

    private const double ClearBelow = 0.05;
    private const double Rounding = 1e-9;

    public static IEnumerable<ExpectedAlert> Expect(ThingHistory history, int? registeredCapacity, double share)
    {
        int? capacity = registeredCapacity;
        int? evacuees = null;
        bool alert = false;
        DateTimeOffset start = default;
        foreach (HistoryRow row in history.Rows.Where(row => row.Good))
        {
            capacity = row.Line.CapacityPersons ?? capacity;
            bool open = row.Line.Open == true;
            evacuees = row.Line.Evacuees ?? (open ? evacuees : 0);
            double? use = open && capacity > 0 && evacuees is { } persons ? (double)persons / capacity.Value : null;
            if (!alert && use >= share)
            {
                alert = true;
                start = row.Time;
            }
            else if (alert && (use is null || use < share - ClearBelow - Rounding))
            {
                alert = false;
                yield return new ExpectedAlert(history.Thing, Rule, start, [new LevelStep(start, 1), new LevelStep(row.Time, 0)]);
            }
        }

        if (alert)
        {
            yield return new ExpectedAlert(history.Thing, Rule, start, [new LevelStep(start, 1)]);
        }
    }
}
