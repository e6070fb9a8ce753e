namespace Realtime.Domain;

/// <summary>
/// Figures of the anomaly rule: one set for every stream, whatever it measures. They were chosen on the 29 public files under
/// <c>tests/data/nab</c> (Numenta Anomaly Benchmark: Lavin and Ahmad 2015, "Evaluating Real-time Anomaly Detection Algorithms", ICMLA);
/// <c>docs/nab.md</c> has the result, file by file.
/// Source: the idea of judging how unusual an error is by the stream's own past errors, rather than by the error: Ahmad, Lavin, Purdy and Agha 2017,
/// "Unsupervised real-time anomaly detection for streaming data", Neurocomputing 262. Extremes of blocks as a stream's own limit: Gumbel 1958,
/// "Statistics of Extremes".
/// </summary>
public sealed record AnomalyModel
{
    /// <summary>The figures the product runs with.</summary>
    public static AnomalyModel Standard { get; } = new();

    /// <summary>Score (<see cref="AnomalyVerdict.Score"/>) from which a reading is unusual.</summary>
    public double Threshold { get; init; } = 0.12;

    /// <summary>Readings a measure learns before it says anything.</summary>
    public int Learning { get; init; } = 150;

    /// <summary>Readings after the first unusual one that belong to the same event.</summary>
    public int Hold { get; init; } = 100;

    /// <summary>Readings per block: each block leaves one greatest value.</summary>
    public int Block { get; init; } = 50;

    /// <summary>How many times its own past extreme one reading can raise a measure's memory: one outlier must not blind the rule.</summary>
    public double Growth { get; init; } = 5;

    /// <summary>How many usual departures from the running mean a value can be out for the means to learn it in full.</summary>
    public double Outlier { get; init; } = 50;

    /// <summary>Values larger than this, either way, are no measurements and are not judged.</summary>
    public double Largest { get; init; } = 1e30;

    /// <summary>Most that one measure adds to the score.</summary>
    public double Top { get; init; } = 5;

    /// <summary>Readings that the mean of a measure remembers.</summary>
    public int Memory { get; init; } = 1000;

    /// <summary>Share by which the remembered extremes shrink towards the mean with every block; they halve in about 40,000 readings.</summary>
    public double Forgetting { get; init; } = 1.0 / 1200;

    /// <summary>Readings of the running mean against which a departure is measured.</summary>
    public int TrendReadings { get; init; } = 150;

    /// <summary>Readings over which the relative deviation from the usual day is averaged, with its sign.</summary>
    public int DriftReadings { get; init; } = 24;

    /// <summary>Readings over which the size of the deviation from the usual day is averaged.</summary>
    public int UnrestReadings { get; init; } = 3;

    /// <summary>Readings over which the step from reading to reading is averaged.</summary>
    public int MotionReadings { get; init; } = 12;

    /// <summary>Least weight of a new reading in the usual value of its hour: 0.02 = the last fifty readings of that hour.</summary>
    public double DayRate { get; init; } = 0.02;
}
