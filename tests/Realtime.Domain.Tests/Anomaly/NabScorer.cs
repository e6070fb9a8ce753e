namespace Realtime.Domain.Tests.Anomaly;

/// <summary>Weights of one scoring profile (<c>config/profiles.json</c> of the benchmark).</summary>
internal sealed record NabProfile(string Name, double FalsePositive, double FalseNegative)
{
    public static NabProfile Standard { get; } = new("standard", 0.11, 1);

    public static IReadOnlyList<NabProfile> All { get; } = [Standard, new("reward_low_FP_rate", 0.22, 1), new("reward_low_FN_rate", 0.11, 2)];
}

/// <summary>What a detector gets for one file.</summary>
internal readonly record struct NabScore(double Score, int TruePositives, int FalsePositives);

/// <summary>
/// The benchmark's scoring: in a window the earliest detection counts, more for being early; outside, each detection costs, little just behind
/// a window and in full far from one; a missed window costs its weight; rows on probation count nothing.
/// Lavin and Ahmad 2015, "Evaluating Real-time Anomaly Detection Algorithms: the Numenta Anomaly Benchmark", section II.
/// </summary>
internal static class NabScorer
{
    /// <summary>Score of one file at a threshold, from one anomaly score per row.</summary>
    public static NabScore Score(NabFile file, IReadOnlyList<double> scores, double threshold, NabProfile profile)
    {
        double[] best = [.. file.Windows.Select(_ => -profile.FalseNegative)];
        double cost = 0;
        int hits = 0;
        int misses = 0;
        int passed = 0;
        for (int row = 0; row < scores.Count; row++)
        {
            while (passed < file.Windows.Count && row > file.Windows[passed].Last)
            {
                passed++;
            }

            if (row < file.Probation || scores[row] < threshold)
            {
                continue;
            }

            if (passed < file.Windows.Count && row >= file.Windows[passed].First)
            {
                hits++;
                best[passed] = Math.Max(best[passed], Early(file.Windows[passed], row));
            }
            else
            {
                misses++;
                cost += profile.FalsePositive * (passed == 0 ? -1 : Late(file.Windows[passed - 1], row));
            }
        }

        return new NabScore(best.Sum() + cost, hits, misses);
    }

    /// <summary>0 = as good as no detection at all, 100 = every window at its first row and nothing else.</summary>
    public static double Normalise(double score, int windows, NabProfile profile) =>
        100 * (score + (profile.FalseNegative * windows)) / (windows * (1 + profile.FalseNegative));

    private static double Early(NabWindow window, int row) => Sigmoid(-(window.Last - row + 1) / (double)window.Rows) / Sigmoid(-1);

    private static double Late(NabWindow window, int row)
    {
        double position = (row - window.Last) / (double)(window.Rows - 1);
        return position > 3 ? -1 : Sigmoid(position);
    }

    private static double Sigmoid(double position) => (2 / (1 + Math.Exp(5 * position))) - 1;
}
