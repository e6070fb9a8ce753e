using System.Globalization;

namespace Realtime.Domain.Tests.Anomaly;

/// <summary>One line of the published scores.</summary>
internal sealed record PublishedScore(string Detector, string Profile, string File, double Score, int TruePositives, int FalsePositives);

/// <summary>Scores that the benchmark's authors published for these files (<c>results/per_file_scores.csv.gz</c>).</summary>
internal static class Published
{
    public static IReadOnlyList<PublishedScore> All { get; } =
        [.. RecordedFiles.Lines(Path.Combine(RecordedFiles.Folder("nab"), "results", "per_file_scores.csv.gz")).Select(Parse)];

    private static PublishedScore Parse(string line)
    {
        string[] fields = line.Split(',');
        return new PublishedScore(
            fields[0],
            fields[1],
            fields[2],
            double.Parse(fields[4], CultureInfo.InvariantCulture),
            int.Parse(fields[5], CultureInfo.InvariantCulture),
            int.Parse(fields[7], CultureInfo.InvariantCulture));
    }
}
