namespace Realtime.LoadGen.Oracle;

/// <summary>
/// Silence by looking at every pair of neighbouring rows: an alert must come when a heartbeat between the two (in the log) vouches for
/// a time at or past "row + limit". Time in which the channel itself was away does not count.
/// </summary>
public static class SilenceOracle
{
    /// <summary>A heartbeat later than this many intervals after the one before it means that the channel was away.</summary>
    private const double GapFactor = 2.0;

    /// <param name="rule">Name of the rule.</param>
    /// <param name="history">The thing.</param>
    /// <param name="limit">Longest silence that is no alert.</param>
    /// <param name="alsoNeverHeard">Whether a thing that never sent anything is silent too, counted from its channel's first heartbeat.</param>
    public static IEnumerable<ExpectedAlert> Expect(string rule, ThingHistory history, TimeSpan limit, bool alsoNeverHeard)
    {
        DateTimeOffset[] observedSince = ObservedSince(history.Beats);
        for (int i = alsoNeverHeard ? -1 : 0; i < history.Rows.Count; i++)
        {
            HistoryRow? row = i < 0 ? null : history.Rows[i];
            HistoryRow? next = i + 1 < history.Rows.Count ? history.Rows[i + 1] : null;
            if (DueBetween(history.Beats, observedSince, row, next, limit) is { } due)
            {
                List<LevelStep> steps = [new LevelStep(due, 1)];
                if (next is { } end)
                {
                    steps.Add(new LevelStep(end.Time, 0));
                }

                yield return new ExpectedAlert(history.Thing, rule, due, steps);
            }
        }
    }

    private static DateTimeOffset? DueBetween(
        IReadOnlyList<HistoryBeat> beats, DateTimeOffset[] observedSince, HistoryRow? row, HistoryRow? next, TimeSpan limit)
    {
        for (int b = FirstAfter(beats, row?.Offset ?? -1); b < beats.Count && (next is null || beats[b].Offset < next.Value.Offset); b++)
        {
            DateTimeOffset from = row is { } heard && heard.Time > observedSince[b] ? heard.Time : observedSince[b];
            if (beats[b].Time >= from + limit)
            {
                return from + limit;
            }
        }

        return null;
    }

    /// <summary>For every heartbeat the start of its unbroken run.</summary>
    private static DateTimeOffset[] ObservedSince(IReadOnlyList<HistoryBeat> beats)
    {
        DateTimeOffset[] since = new DateTimeOffset[beats.Count];
        for (int b = 0; b < beats.Count; b++)
        {
            bool away = b == 0 || beats[b].Time - beats[b - 1].Time > GapFactor * Longer(beats[b].Interval, beats[b - 1].Interval);
            since[b] = away ? beats[b].Time : since[b - 1];
        }

        return since;
    }

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private static int FirstAfter(IReadOnlyList<HistoryBeat> beats, long offset)
    {
        int low = 0;
        int high = beats.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (beats[middle].Offset > offset)
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        return low;
    }
}
