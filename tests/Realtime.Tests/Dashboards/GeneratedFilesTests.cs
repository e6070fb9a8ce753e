using Realtime.Dashboards;
using Realtime.Tests.House;

namespace Realtime.Tests.Dashboards;

/// <summary>What is committed is what the generator writes: nobody edits a dashboard or a rule by hand.</summary>
public sealed class GeneratedFilesTests
{
    public static TheoryData<string> Paths => new(GeneratedFiles.All().Select(file => file.Path));

    [Theory]
    [MemberData(nameof(Paths))]
    public void The_committed_file_is_the_generated_one(string path)
    {
        string generated = GeneratedFiles.All().Single(file => file.Path == path).Content;
        string committed = Repository.Files.Contains(path) ? Repository.Text(path) : "";
        Assert.True(
            generated == committed,
            $"{path} is not what the generator writes; run: dotnet run --project dashboards/Realtime.Dashboards\n{FirstDifference(committed, generated)}");
    }

    [Fact]
    public void No_generated_file_is_left_over() =>
        Findings.None(
            "a file that the generator no longer writes has to go",
            Repository.Files
                .Where(file => file.StartsWith("dashboards/grafana/", StringComparison.Ordinal)
                    || (file.StartsWith("dashboards/prometheus/", StringComparison.Ordinal) && !file.StartsWith("dashboards/prometheus/tests/", StringComparison.Ordinal)))
                .Except(GeneratedFiles.All().Select(file => file.Path)));

    [Theory]
    [InlineData("a\nb\n", "a\nc\n", "line 2:\n- b\n+ c")]
    [InlineData("a\n", "a\nc\n", "line 2:\n- \n+ c")]
    public void The_first_difference_is_shown(string committed, string generated, string shown) =>
        Assert.Equal(shown, FirstDifference(committed, generated));

    private static string FirstDifference(string committed, string generated)
    {
        string[] left = committed.Split('\n');
        string[] right = generated.Split('\n');
        int line = Enumerable.Range(0, Math.Max(left.Length, right.Length)).FirstOrDefault(i => At(left, i) != At(right, i));
        return $"line {line + 1}:\n- {At(left, line)}\n+ {At(right, line)}";
    }

    private static string At(string[] lines, int index) => index < lines.Length ? lines[index] : "";
}
