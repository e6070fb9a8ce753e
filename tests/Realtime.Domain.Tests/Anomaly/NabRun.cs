namespace Realtime.Domain.Tests.Anomaly;

/// <summary>The rule over the recorded files, as a sensor would run it: one parameter set, value by value, an event at a time.</summary>
internal static class NabRun
{
    /// <summary>Per file and row the score where an event begins, else 0.</summary>
    public static double[][] Detect(AnomalyModel model) => [.. NabFile.All.AsParallel().AsOrdered().WithDegreeOfParallelism(2).Select(file => Detect(file, model))];

    /// <summary>The corpus' score at the model's own threshold, over the files that are chosen.</summary>
    public static double Score(double[][] scores, AnomalyModel model, NabProfile profile, Func<int, bool>? chosen = null)
    {
        int[] files = [.. Enumerable.Range(0, NabFile.All.Count).Where(index => chosen?.Invoke(index) ?? true)];
        return NabScorer.Normalise(
            files.Sum(index => NabScorer.Score(NabFile.All[index], scores[index], model.Threshold, profile).Score),
            files.Sum(index => NabFile.All[index].Windows.Count),
            profile);
    }

    private static double[] Detect(NabFile file, AnomalyModel model)
    {
        double[] scores = new double[file.Values.Count];
        AnomalyWatch watch = new();
        for (int row = 0; row < scores.Length; row++)
        {
            watch = watch.Take(file.Times[row], file.Values[row], 0, model, out AnomalyVerdict verdict, out AnomalyStep step);
            scores[row] = step == AnomalyStep.Begins ? verdict.Score : 0;
        }

        return scores;
    }
}
