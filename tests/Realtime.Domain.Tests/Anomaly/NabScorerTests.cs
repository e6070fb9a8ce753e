namespace Realtime.Domain.Tests.Anomaly;

/// <summary>The scorer gives what the benchmark's authors published, so that our own score can be set beside theirs.</summary>
public class NabScorerTests
{
    [Fact]
    public void The_corpus_is_whole()
    {
        Assert.Equal((29, 174_651, 61), (NabFile.All.Count, NabFile.All.Sum(file => file.Values.Count), NabFile.All.Sum(file => file.Windows.Count)));
        Assert.All(NabFile.All.SelectMany(file => file.Windows), window => Assert.InRange(window.First, 0, window.Last));
    }

    [Fact]
    public void A_detector_that_never_speaks_gets_what_was_published_for_it()
    {
        Assert.All(NabProfile.All, profile =>
        {
            double[] found = [.. NabFile.All.Select(file => NabScorer.Score(file, new double[file.Values.Count], 0.5, profile).Score)];
            Assert.Equal([.. NabFile.All.Select(file => Of("null", profile, file).Score)], found);
            Assert.Equal(0, NabScorer.Normalise(found.Sum(), 61, profile));
        });
    }

    [Fact]
    public void The_simple_published_detector_gets_its_published_scores_and_counts()
    {
        NabFile[] files = [.. NabFile.All.Where(file => file.Values.Count < 2600)];
        Assert.Equal(6, files.Length);
        Assert.All(files, file =>
        {
            PublishedScore published = Of("windowedGaussian", NabProfile.Standard, file);
            NabScore found = NabScorer.Score(file, WindowedGaussian.Scores(file.Values), 1, NabProfile.Standard);
            Assert.True(found.TruePositives > 0 || published.Score < 0);
            Assert.Equal((published.TruePositives, published.FalsePositives), (found.TruePositives, found.FalsePositives));
            Assert.Equal(published.Score, found.Score, 1e-9);
        });
    }

    [Fact]
    public void Early_counts_more_than_late_and_just_behind_a_window_costs_less_than_far_away()
    {
        NabFile file = new("made", [], new double[1000], [new NabWindow(500, 599)]);
        Assert.Equal(0, At(file, 100) + 1, 1e-12);
        Assert.Equal(1, At(file, 500), 1e-12);
        Assert.InRange(At(file, 599), 0, 0.1);
        Assert.Equal(-1.11, At(file, 400), 1e-12);
        Assert.InRange(At(file, 601), -1.02, -1);
        Assert.Equal(-1.11, At(file, 999), 1e-9);
    }

    /// <summary>Score of a single detection.</summary>
    private static double At(NabFile file, int row)
    {
        double[] scores = new double[file.Values.Count];
        scores[row] = 1;
        return NabScorer.Score(file, scores, 1, NabProfile.Standard).Score;
    }

    private static PublishedScore Of(string detector, NabProfile profile, NabFile file) =>
        Published.All.Single(line => line.Detector == detector && line.Profile == profile.Name && line.File == file.Name);
}
