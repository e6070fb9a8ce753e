using static Realtime.Domain.Tests.Stations;

namespace Realtime.Domain.Tests.Water;

/// <summary>水防警報 解除: an episode that was above 氾濫注意水位 is over when the water is back at it. Kamogawa-shinbashi: 2.75 / 3.95 / 4.00 / 4.45 m.</summary>
public sealed class ReleaseTests
{
    private static readonly StageThresholds Released = Kamogawa with { ReleaseLevel = 2 };

    [Theory]
    [InlineData("never above stage 2: over below stage 1", new[] { 2.7, 2.8, 3.96, 3.93, 3.92, 2.72 }, "Raised 0>1,SteppedUp 1>2,SteppedDown 2>1,Resolved 1>0")]
    [InlineData("the value counts, not the stage", new[] { 4.0, 3.98, 3.96, 3.95 }, "Raised 0>3,SteppedDown 3>2,Resolved 2>0")]
    [InlineData("from stage 4 straight down", new[] { 4.5, 3.0 }, "Raised 0>4,Resolved 4>0")]
    [InlineData("what still holds is not raised again", new[] { 4.5, 3.9, 3.94, 3.96, 3.94, 3.9 }, "Raised 0>4,Resolved 4>0,Raised 0>2,SteppedDown 2>1")]
    [InlineData("a rise after the release is a new episode", new[] { 4.5, 3.95, 4.0 }, "Raised 0>4,Resolved 4>0,Raised 0>3")]
    public void It_ends_at_or_below_stage_two(string why, double[] levels, string expected)
    {
        ThingDriver driver = Driven(Released, levels);
        Assert.True(expected == string.Join(',', driver.Changes()), $"{why}: {string.Join(',', driver.Changes())}");
    }

    [Fact]
    public void The_sentence_names_the_stage_of_the_release_and_the_peak()
    {
        ThingDriver driver = Driven(Released, 4.0, 4.61, 3.9);
        Assert.Equal(
            "Hanwella: released, 3.90 m ≤ 3.95 m (氾濫注意水位); it lasted from 2026-06-01 15:00Z to 2026-06-01 15:20Z; peak 4.61 m at 2026-06-01 15:10Z",
            driver.Alerts[^1].Text);
    }

    [Fact]
    public void A_station_without_such_a_stage_is_over_below_all_of_them()
    {
        ThingDriver driver = Driven(new([new(3, 2.7, "避難判断水位"), new(4, 2.9, "氾濫危険水位")], 0.05, ReleaseLevel: 2), 2.95, 2.71, 2.66, 2.64);
        Assert.Equal(["Raised 0>4", "SteppedDown 4>3", "Resolved 3>0"], driver.Changes());
    }
}
