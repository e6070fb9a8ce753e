namespace Realtime.Domain.Tests.Anomaly;

/// <summary>
/// The benchmark's own simple detector, to check the scorer against its published scores: how far a value lies in the tail of the normal
/// distribution of all values before it. For files shorter than its window of 6,400 values, where it needs no sliding.
/// </summary>
internal static class WindowedGaussian
{
    public static double[] Scores(IReadOnlyList<double> values)
    {
        double[] scores = new double[values.Count];
        for (int row = 1; row < values.Count; row++)
        {
            double mean = 0;
            for (int past = 0; past < row; past++)
            {
                mean += values[past];
            }

            mean /= row;
            double squares = 0;
            for (int past = 0; past < row; past++)
            {
                squares += (values[past] - mean) * (values[past] - mean);
            }

            double deviation = Math.Sqrt(squares / row);
            double z = Math.Abs(values[row] - mean) / (deviation == 0 ? 0.000001 : deviation);

            // The published scores were computed from values written with twelve decimals.
            scores[row] = Math.Round(1 - (0.5 * ComplementaryError(z / 1.4142)), 12);
        }

        return scores;
    }

    /// <summary>erfc for x >= 0 to 1.2e-7 of its value: Press et al., Numerical Recipes, section 6.2.</summary>
    private static double ComplementaryError(double x)
    {
        double[] coefficients = [-1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587, -0.82215223, 0.17087277];
        double t = 1 / (1 + (0.5 * x));
        return t * Math.Exp((-x * x) + coefficients.Reverse().Aggregate(0.0, (sum, coefficient) => (sum * t) + coefficient));
    }
}
