namespace Realtime.Domain;

/// <summary>
/// Judges a stream of numbers value by value, without looking ahead: five measures, each compared with its own past extremes, and their
/// excesses added. All in event-time order; the same values give the same scores. Source: <see cref="AnomalyModel"/>.
/// </summary>
public static class AnomalyDetector
{
    /// <summary>Names of the measures in <see cref="AnomalyVerdict.Reason"/>.</summary>
    public const string Departure = "departure";
    public const string Drift = "drift";
    public const string Unrest = "unrest";
    public const string Surprise = "surprise";
    public const string Motion = "motion";

    /// <summary>Zero of the logarithm, as a share of the mean size of the values.</summary>
    private const double LogUnit = 0.1;

    /// <summary>Least weight of a value in their mean size.</summary>
    private const double MagnitudeRate = 0.0005;

    /// <summary>Compares the value with the past, then learns it.</summary>
    public static AnomalyState Judge(AnomalyState state, DateTimeOffset time, double value, AnomalyModel model, out AnomalyVerdict verdict)
    {
        long seen = state.Seen + 1;
        double taken = Taken(state, value, model);
        double magnitude = state.Magnitude + (Math.Max(1.0 / seen, MagnitudeRate) * (Math.Abs(taken) - state.Magnitude));
        double logarithm = Math.Sign(value) * Math.Log(1 + (Math.Abs(value) / ((LogUnit * magnitude) + 1e-9)));
        DayProfile day = state.Day.Learn(time, value, taken, model.DayRate, out DayDeviation? plain);
        DayProfile relativeDay = state.RelativeDay.Learn(time, logarithm, logarithm, model.DayRate, out DayDeviation? relative);
        AnomalyState next = state with
        {
            Seen = seen,
            Last = taken,
            Magnitude = magnitude,
            Day = day,
            RelativeDay = relativeDay,
            Trend = Mean(state.Trend, taken, seen, model.TrendReadings),
            Stride = state.Seen == 0 ? 0 : Mean(state.Stride, Math.Abs(taken - state.Last), state.Seen, model.MotionReadings),
            Scatter = plain is { } off ? Mean(state.Scatter, Math.Abs(off.Residual), day.Deviations, model.UnrestReadings) : state.Scatter,
            Offset = relative is { } share ? Mean(state.Offset, share.Standardised, relativeDay.Deviations, model.DriftReadings) : state.Offset,
        };
        Tally tally = new(model);
        next = next with
        {
            Departure = tally.Add(Departure, state.Departure, Ready(state.Seen, model.TrendReadings) ? Math.Abs(value - state.Trend) : null),
            Drift = tally.Add(Drift, state.Drift, relative is not null && Ready(relativeDay.Deviations, model.DriftReadings) ? Math.Abs(next.Offset) : null),
            Unrest = tally.Add(Unrest, state.Unrest, plain is not null && Ready(day.Deviations, model.UnrestReadings) ? next.Scatter : null),
            Surprise = tally.Add(Surprise, state.Surprise, plain is { } single ? Math.Abs(single.Standardised) : null),
            Motion = tally.Add(Motion, state.Motion, Ready(state.Seen, model.MotionReadings) ? next.Stride : null),
        };
        verdict = new AnomalyVerdict(tally.Score, plain, tally.Reason);
        return next;
    }

    /// <summary>The value as the means learn it: no further out than an outlier may be, so that one wrong value does not spoil them for days.</summary>
    private static double Taken(AnomalyState state, double value, AnomalyModel model)
    {
        double reach = model.Outlier * state.Departure.Mean;
        return state.Departure.Count < model.Learning || reach <= 0 ? value : Math.Clamp(value, state.Trend - reach, state.Trend + reach);
    }

    /// <summary>Mean of about the last so many values: the plain mean until there are that many.</summary>
    private static double Mean(double mean, double value, long count, int window) => mean + ((value - mean) / Math.Min(count, window));

    private static bool Ready(long count, int window) => count * 2 >= window;

    /// <summary>Adds up what the measures say of one value.</summary>
    private sealed class Tally(AnomalyModel model)
    {
        private double _most;

        public double Score { get; private set; }

        public string Reason { get; private set; } = "";

        /// <summary>Judges and learns one measure; one that cannot be taken yet stays as it is.</summary>
        public Extremes Add(string name, Extremes past, double? measure)
        {
            if (measure is not { } value)
            {
                return past;
            }

            double excess = past.Excess(value, model);
            Score += excess;
            if (excess > _most)
            {
                _most = excess;
                Reason = name;
            }

            return past.Learn(value, model);
        }
    }
}
