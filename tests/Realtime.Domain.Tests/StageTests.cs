using Realtime.Domain;
using static Realtime.Domain.Tests.Stations;

namespace Realtime.Domain.Tests;

/// <summary>The stage rule by hand-worked tables.</summary>
public class StageTests
{
    [Theory]
    [InlineData("at the threshold", new[] { 6.99, 7.0 }, "Raised 0>2")]
    [InlineData("just below it", new[] { 6.99, 6.9999 }, "")]
    [InlineData("on the edge of the dead-band it holds", new[] { 7.0, 6.9 }, "Raised 0>2")]
    [InlineData("below the edge it ends", new[] { 7.0, 6.89 }, "Raised 0>2,Resolved 2>0")]
    [InlineData("trembling makes one alert", new[] { 7.0, 6.95, 7.05, 6.91, 7.0 }, "Raised 0>2")]
    [InlineData("stage by stage", new[] { 7.5, 8.0, 10.0, 9.89, 7.89, 6.8 }, "Raised 0>2,SteppedUp 2>3,SteppedUp 3>4,SteppedDown 4>3,SteppedDown 3>2,Resolved 2>0")]
    [InlineData("a jump is one change", new[] { 6.0, 10.95, 6.0 }, "Raised 0>4,Resolved 4>0")]
    [InlineData("a jump down inside", new[] { 10.95, 7.2 }, "Raised 0>4,SteppedDown 4>2")]
    [InlineData("up again from the dead-band", new[] { 10.0, 9.95, 9.8, 9.95, 10.0 }, "Raised 0>4,SteppedDown 4>3,SteppedUp 3>4")]
    [InlineData("starts above normal", new[] { 8.3 }, "Raised 0>3")]
    public void One_episode_with_hysteresis(string why, double[] levels, string expected)
    {
        ThingDriver driver = Driven(Hanwella, levels);
        Assert.True(expected == string.Join(',', driver.Changes()), $"{why}: {string.Join(',', driver.Changes())}");
        Assert.Equal(Enumerable.Range(0, driver.Alerts.Count), driver.Alerts.Select(change => change.Sequence));
        Assert.True(driver.Alerts.Select(change => change.AlertId).Distinct().Count() <= 1);
    }

    [Theory]
    [InlineData(new[] { 4.00, 3.98 }, "Raised 0>3")]
    [InlineData(new[] { 4.00, 3.975 }, "Raised 0>3")]
    [InlineData(new[] { 4.00, 3.974 }, "Raised 0>3,SteppedDown 3>2")]
    [InlineData(new[] { 4.00, 3.92 }, "Raised 0>3,SteppedDown 3>1")]
    [InlineData(new[] { 4.45, 4.43, 4.42, 2.72 }, "Raised 0>4,SteppedDown 4>3,Resolved 3>0")]
    public void The_dead_band_is_at_most_half_the_smallest_gap(double[] levels, string expected)
    {
        Assert.Equal(0.025, StageRule.DeadBand(Kamogawa), 12);
        ThingDriver driver = Driven(Kamogawa, levels);
        Assert.Equal(expected, string.Join(',', driver.Changes()));
        Assert.Contains("half the smallest gap; 0.10 m registered", driver.Alerts[0].Evidence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(6.4, 6.3, false)]
    [InlineData(5.8, 5.7, false)]
    [InlineData(6.4, 6.2999, true)]
    [InlineData(-0.3, -0.4, false)]
    public void Binary_fractions_do_not_move_the_edge(double threshold, double value, bool left)
    {
        StageThresholds one = new([new(2, threshold, "A")], 0.1);
        Assert.Equal(left, StageRule.Held(one, value, 2) is null);
    }

    [Fact]
    public void A_level_alone_never_says_five()
    {
        StageThresholds overflow = new([new(4, 3.0, "氾濫危険水位"), new(5, 3.5, "氾濫開始水位")], 0.1);
        ThingDriver driver = Driven(overflow, 3.1, 3.6, 3.45, 3.39);
        Assert.Equal(["Raised 0>4", "SteppedUp 4>4", "SteppedDown 4>4"], driver.Changes());
        Assert.Contains("レベル4相当 (氾濫開始水位)", driver.Alerts[1].Text, StringComparison.Ordinal);
        Assert.DoesNotContain(driver.Results, point => point.Fields.Any(field => field is { Name: "stage_level", Value: > 4 }));
    }

    [Fact]
    public void The_sentence_says_what_where_how_much_and_since_when()
    {
        ThingDriver driver = Driven(Hanwella, 6, 10.21);
        AlertChange raised = Assert.Single(driver.Alerts);
        Assert.Equal("Hanwella: レベル4相当 (MAJOR_FLOOD), 10.21 m ≥ 10.00 m, since 2026-06-01 15:10Z", raised.Text);
        Assert.Equal(
            "value 10.21 m at 2026-06-01T15:10:00Z; thresholds ALERT 7.00 m, MINOR_FLOOD 8.00 m, MAJOR_FLOOD 10.00 m, dead-band 0.10 m from the registry",
            raised.Evidence);
        Assert.Equal(ThingDriver.T0.AddMinutes(10), raised.EpisodeStart);
        Assert.Equal(AlertIds.Of(Key, Rules.Stage, raised.EpisodeStart), raised.AlertId);
        Assert.Equal(("372030", "Hanwella", Audience.Operators, false), (raised.Municipality, raised.ThingName, raised.Audience, raised.Drill));
        Assert.Equal(("level 4", 4), (driver.View.Status, driver.View.Level));
        Assert.Equal("10.21 m, レベル4相当 (MAJOR_FLOOD) at 2026-06-01 15:10Z", driver.View.Detail);
    }

    // Two stages of level 2 would give the lower; here levels 2 to 4 have one each. The second reading of an hour draws the same line.
    [Fact]
    public void The_first_level_of_each_hour_carries_the_thresholds_it_is_judged_by()
    {
        ThingDriver driver = new(Key, Registered(Hanwella));
        driver.Read(At(0, 6.5));
        driver.Read(At(59, 6.6));
        driver.Read(At(60, 6.7));
        driver.Register(Registered(new StageThresholds([new(2, 3.95, "氾濫注意水位"), new(2, 3.97, "出動水位"), new(4, 4.45, "氾濫危険水位")], 0.01)));
        driver.Read(At(120, 3.0));
        driver.Read(At(180, null, Quality.Missing));
        Assert.Equal(["2:7 3:8 4:10", "", "2:7 3:8 4:10", "2:3.95 4:4.45"], driver.Results.Select(Lines));
    }

    private static string Lines(ResultPoint point) => string.Join(' ', point.Fields
        .Where(field => field.Name.StartsWith("threshold_", StringComparison.Ordinal))
        .Select(field => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{field.Name[10]}:{field.Value}")));

    [Fact]
    public void The_published_stage_has_no_memory()
    {
        ThingDriver driver = Driven(Hanwella, 7.0, 6.95, 8.5);
        Assert.Equal(["ALERT", "NORMAL", "MINOR_FLOOD"], driver.Results.Select(point => Assert.Single(point.Texts).Value));
        Assert.Equal([2, 0, 3], driver.Results.Select(point => point.Fields.Single(field => field.Name == "stage_level").Value));
    }
}
