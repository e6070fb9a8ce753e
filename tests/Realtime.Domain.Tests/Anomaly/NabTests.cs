namespace Realtime.Domain.Tests.Anomaly;

/// <summary>What the anomaly rule reaches on recorded streams with labelled anomalies.</summary>
public class NabTests
{
    [Fact]
    public void The_score_is_above_the_best_published_on_these_files_and_the_page_says_the_same()
    {
        double[][] scores = NabRun.Detect(AnomalyModel.Standard);
        Assert.InRange(NabRun.Score(scores, AnomalyModel.Standard, NabProfile.Standard), 77.2, 100);
        string page = NabReport.Write(scores, AnomalyModel.Standard);
        string now = Path.Combine(AppContext.BaseDirectory, "nab.md");
        File.WriteAllText(now, page);
        string committed = Path.GetFullPath(Path.Combine(RecordedFiles.Folder("nab"), "..", "..", "..", "docs", "nab.md"));
        Assert.True(File.Exists(committed) && File.ReadAllText(committed).ReplaceLineEndings("\n") == page, $"docs/nab.md says something else than what came out; that stands in {now}");
    }

    [Theory]
    [InlineData(0.09, 150, 100)]
    [InlineData(0.15, 180, 120)]
    public void The_score_does_not_hang_on_one_figure(double threshold, int learning, int hold)
    {
        AnomalyModel model = AnomalyModel.Standard with { Threshold = threshold, Learning = learning, Hold = hold };
        Assert.InRange(NabRun.Score(NabRun.Detect(model), model, NabProfile.Standard), 72, 100);
    }

    [Fact]
    public void Nothing_is_known_of_the_future()
    {
        NabFile file = NabFile.All.Single(one => one.Name.EndsWith("nyc_taxi.csv", StringComparison.Ordinal));
        AnomalyWatch whole = new();
        AnomalyWatch changed = new();
        for (int row = 0; row < 6000; row++)
        {
            whole = whole.Take(file.Times[row], file.Values[row], 0, AnomalyModel.Standard, out AnomalyVerdict verdict, out _);
            double value = row < 5000 ? file.Values[row] : 0;
            changed = changed.Take(file.Times[row], value, 0, AnomalyModel.Standard, out AnomalyVerdict other, out _);
            Assert.True(row >= 5000 || verdict == other);
        }

        Assert.NotEqual(whole, changed);
    }
}
