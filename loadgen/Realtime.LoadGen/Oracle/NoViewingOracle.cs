namespace Realtime.LoadGen.Oracle;

/// <summary>
/// No viewing: the rows are cut wherever the set could not be seen for longer than its limit. Within a piece every viewing row, and the
/// piece's first row, starts a silence; it is an alert when a row of the piece stands at or past "start + limit" before, or with, the next viewing.
/// </summary>
public static class NoViewingOracle
{
    /// <summary>Name of the rule.</summary>
    public const string Rule = "no-viewing";

    /// <param name="history">The household.</param>
    /// <param name="limit">N.</param>
    /// <param name="deviceSilentLimit">Longest time between rows over which the set counts as seen.</param>
    /// <param name="viewingPowerW">Power from which a set is watched.</param>
    public static IEnumerable<ExpectedAlert> Expect(ThingHistory history, TimeSpan limit, TimeSpan deviceSilentLimit, double viewingPowerW)
    {
        List<(DateTimeOffset Time, bool Viewing)> rows = [];
        foreach (HistoryRow row in history.Rows.Where(row => row.Good))
        {
            if ((row.Line.Viewing ?? (row.Line.PowerW is { } power ? power >= viewingPowerW : null)) is { } viewing)
            {
                rows.Add((row.Time, viewing));
            }
        }

        DateTimeOffset vouched = history.Beats.Count > 0 ? history.Beats.Max(beat => beat.Time) : DateTimeOffset.MinValue;
        for (int i = 0; i < rows.Count; i++)
        {
            bool starts = i == 0 || rows[i].Viewing || Cut(rows, i, deviceSilentLimit);
            if (starts && ExpectFrom(history.Thing, rows, i, limit, deviceSilentLimit, vouched) is { } alert)
            {
                yield return alert;
            }
        }
    }

    private static ExpectedAlert? ExpectFrom(
        string thing, List<(DateTimeOffset Time, bool Viewing)> rows, int start, TimeSpan limit, TimeSpan deviceSilentLimit, DateTimeOffset vouched)
    {
        DateTimeOffset due = rows[start].Time + limit;
        int last = start;
        while (last + 1 < rows.Count && !Cut(rows, last + 1, deviceSilentLimit) && (last == start || !rows[last].Viewing))
        {
            last++;
        }

        // The silence ends with a viewing row inside the piece, or with the first row of the next piece, or not at all.
        bool watched = last > start && rows[last].Viewing;
        bool ended = watched || last + 1 < rows.Count;
        if (rows[last].Time < due || (!ended && vouched < due))
        {
            return null;
        }

        List<LevelStep> steps = [new LevelStep(due, 1)];
        if (ended)
        {
            steps.Add(new LevelStep(rows[watched ? last : last + 1].Time, 0));
        }

        return new ExpectedAlert(thing, Rule, due, steps);
    }

    private static bool Cut(List<(DateTimeOffset Time, bool Viewing)> rows, int i, TimeSpan deviceSilentLimit) =>
        rows[i].Time - rows[i - 1].Time > deviceSilentLimit;
}
