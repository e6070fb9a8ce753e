namespace Realtime.Domain;

/// <summary>
/// What the anomaly rule remembers of a stream: two usual days, four running means and the extremes of five measures. Its size does not
/// grow with the stream (about 2 KB as JSON).
/// </summary>
public sealed record AnomalyState
{
    /// <summary>Values seen.</summary>
    public long Seen { get; init; }

    /// <summary>Newest value.</summary>
    public double Last { get; init; }

    /// <summary>Mean size of the values: the unit of the logarithm.</summary>
    public double Magnitude { get; init; }

    /// <summary>Running mean of the values.</summary>
    public double Trend { get; init; }

    /// <summary>Running mean of the steps from value to value.</summary>
    public double Stride { get; init; }

    /// <summary>Running mean of the deviations from the usual day, by size.</summary>
    public double Scatter { get; init; }

    /// <summary>Running mean of the relative deviations from the usual day, with their sign.</summary>
    public double Offset { get; init; }

    /// <summary>The usual day of the values.</summary>
    public DayProfile Day { get; init; } = DayProfile.Empty;

    /// <summary>The usual day of the logarithms, for streams whose deviations grow with their values.</summary>
    public DayProfile RelativeDay { get; init; } = DayProfile.Empty;

    /// <summary>Past of the distance from the running mean.</summary>
    public Extremes Departure { get; init; } = new();

    /// <summary>Past of the lasting relative deviation from the usual day.</summary>
    public Extremes Drift { get; init; } = new();

    /// <summary>Past of the scatter about the usual day.</summary>
    public Extremes Unrest { get; init; } = new();

    /// <summary>Past of the single deviation from the usual day, in usual deviations of its hour.</summary>
    public Extremes Surprise { get; init; } = new();

    /// <summary>Past of the steps from value to value.</summary>
    public Extremes Motion { get; init; } = new();
}

/// <summary>What the rule thinks of one value.</summary>
/// <param name="Score">Sum of the excesses: 0 = nothing goes beyond its past; unusual from <see cref="AnomalyModel.Threshold"/>.</param>
/// <param name="Usual">What is usual at this hour; null while it is not known.</param>
/// <param name="Reason">The measure that went furthest beyond its past; empty at score 0.</param>
public readonly record struct AnomalyVerdict(double Score, DayDeviation? Usual, string Reason);
