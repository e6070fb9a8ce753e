namespace Realtime.Domain;

/// <summary>What a batch said.</summary>
/// <param name="End">End of the batch.</param>
/// <param name="Off">How much higher than usual the gauge stood beside its neighbours, median over them, metres.</param>
/// <param name="Sum">The larger of the two cumulative sums, metres.</param>
/// <param name="Limit">From here it is a drift, metres.</param>
/// <param name="Against">The neighbours that were compared.</param>
internal readonly record struct DriftVerdict(DateTimeOffset End, double Off, double Sum, double Limit, IReadOnlyList<string> Against);

/// <summary>
/// Whether a gauge drifts against its neighbours: a tabular CUSUM of batch means. Each batch gives the mean difference to each neighbour, part by
/// part; less the usual one, learned from the first eight batches; the median over the neighbours, so that one bad neighbour of three
/// is not taken for a bad gauge. What exceeds half of the tolerance is added up on either side; a sum beyond twice the tolerance is a drift: a gauge that
/// is off by the tolerance is found after four batches, one that is off by twice as much after two. Where the water itself makes the difference vary, half
/// and five of its standard deviations take their place, whichever is more.
/// Source: the comparison, and that only the operator's local knowledge says who is a neighbour: test 11, Neighbor or Forecast Test, of the QARTOD Manual for
/// Real-Time Quality Control of Water Level Data, version 2.1 (IOOS, 2021). The sum: E. S. Page, Continuous inspection schemes, Biometrika 41 (1954); reference
/// value of half the shift and decision interval of five deviations as in textbooks of statistical process control. Batches: a CUSUM of readings that depend on
/// each other gives false alarms, and batch means are a way out (Kim, Alexopoulos, Tsui and Wilson, A distribution-free tabular CUSUM chart for autocorrelated
/// data).
/// </summary>
internal static class DriftRule
{
    /// <summary>Batches as usual after which a drift is over.</summary>
    public const int UsualBatches = 2;

    private const double Deviations = 5;

    /// <summary>Judges every batch that is complete at this time: one part of the next batch is waited for those who are a little late.</summary>
    public static DriftWatch Close(DriftWatch watch, DateTimeOffset now, Func<DriftWatch, DriftVerdict, DriftWatch> tell)
    {
        long complete = (DriftSlots.At(now, watch.Under.Batch) - 1) / DriftSlots.PerBatch;
        DriftWatch next = watch;
        foreach (long batch in watch.Own.Slots.Select(slot => slot.At / DriftSlots.PerBatch).Distinct().Where(batch => batch < complete))
        {
            next = Judge(next, batch, tell);
        }

        long from = complete * DriftSlots.PerBatch;
        return ReferenceEquals(next, watch) ? watch : next with
        {
            Own = next.Own.From(from),
            Neighbours = [.. next.Neighbours.Select(neighbour => neighbour with { Slots = neighbour.Slots.From(from) })],
        };
    }

    private static DriftWatch Judge(DriftWatch watch, long batch, Func<DriftWatch, DriftVerdict, DriftWatch> tell)
    {
        List<DriftNeighbour> neighbours = [];
        List<(DriftNeighbour Neighbour, double Off)> off = [];
        foreach (DriftNeighbour neighbour in watch.Neighbours)
        {
            double? above = watch.Own.Above(neighbour.Slots, batch);
            if (above is { } difference && neighbour.IsKnown)
            {
                off.Add((neighbour, difference - neighbour.Usual));
            }

            neighbours.Add(above is { } learned && !neighbour.IsKnown ? neighbour.Learn(learned) : neighbour);
        }

        DriftWatch next = watch with { Neighbours = neighbours };
        if (off.Count == 0)
        {
            return next;
        }

        double tolerance = watch.Under.ToleranceM.GetValueOrDefault();
        double deviation = Median([.. off.Select(one => one.Neighbour.Deviation)]);
        double slack = Math.Max(tolerance, deviation) / 2;
        double limit = Math.Max(2 * tolerance, Deviations * deviation);
        double median = Median([.. off.Select(one => one.Off)]);

        // Beyond the limit a sum says nothing more; held there, it goes down as soon as the gauge does.
        next = next with { High = Sum(next.High + median, slack, limit), Low = Sum(next.Low - median, slack, limit) };
        DateTimeOffset end = new((batch + 1) * DriftSlots.PerBatch * (watch.Under.Batch.Ticks / DriftSlots.PerBatch), TimeSpan.Zero);
        return tell(next, new DriftVerdict(end, median, Math.Max(next.High, next.Low), limit, [.. off.Select(one => one.Neighbour.Id)]));
    }

    private static double Sum(double sum, double slack, double limit) => Math.Clamp(sum - slack, 0, limit);

    private static double Median(double[] values)
    {
        Array.Sort(values);
        int middle = values.Length / 2;
        return values.Length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }
}
