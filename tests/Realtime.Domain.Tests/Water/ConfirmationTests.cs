using static Realtime.Domain.Tests.Stations;

namespace Realtime.Domain.Tests.Water;

/// <summary>A stage out of nowhere is raised at once, unconfirmed; the next reading at or above confirms, anything else does not. 7 / 8 / 10 m.</summary>
public sealed class ConfirmationTests
{
    [Theory]
    [InlineData("first reading of all", new[] { 8.5, 8.4 }, "Raised? 0>3,Confirmed 3>3")]
    [InlineData("and it was nothing", new[] { 8.5, 6.9 }, "Raised? 0>3,NotConfirmed? 3>0")]
    [InlineData("the dead-band is not at or above", new[] { 7.0, 6.95 }, "Raised? 0>2,NotConfirmed? 2>0")]
    [InlineData("a plausible rise costs no delay", new[] { 6.0, 7.4 }, "Raised 0>2")]
    [InlineData("a jump from below", new[] { 6.0, 10.95, 10.4 }, "Raised? 0>4,Confirmed 4>4")]
    [InlineData("a spike", new[] { 6.0, 10.95, 6.1 }, "Raised? 0>4,NotConfirmed? 4>0")]
    [InlineData("borne out in part", new[] { 6.0, 10.95, 8.2 }, "Raised? 0>4,Confirmed 4>3")]
    [InlineData("confirmed and higher at once", new[] { 7.5, 8.1 }, "Raised? 0>2,Confirmed 2>2,SteppedUp 2>3")]
    [InlineData("a jump within an episode", new[] { 6.0, 7.1, 10.95, 10.5 }, "Raised 0>2,SteppedUp? 2>4,Confirmed 4>4")]
    [InlineData("a spike within an episode", new[] { 6.0, 7.1, 10.95, 7.2, 6.8 }, "Raised 0>2,SteppedUp? 2>4,NotConfirmed 4>2,Resolved 2>0")]
    [InlineData("a spike that hides the end", new[] { 6.0, 7.1, 10.95, 6.5 }, "Raised 0>2,SteppedUp? 2>4,NotConfirmed 4>2,Resolved 2>0")]
    [InlineData("after a spike the level before it is what counts", new[] { 6.0, 10.95, 6.4, 7.2 }, "Raised? 0>4,NotConfirmed? 4>0,Raised 0>2")]
    [InlineData("two spikes are two", new[] { 6.0, 10.95, 6.0, 10.95, 6.0 }, "Raised? 0>4,NotConfirmed? 4>0,Raised? 0>4,NotConfirmed? 4>0")]
    public void The_next_reading_tells(string why, double[] levels, string expected)
    {
        ThingDriver driver = Judged(levels);
        Assert.True(expected == Told(driver), $"{why}: {Told(driver)}");
        Assert.All(
            driver.Alerts.GroupBy(change => change.AlertId),
            episode => Assert.Equal(Enumerable.Range(0, episode.Count()), episode.Select(change => change.Sequence)));
    }

    [Fact]
    public void The_sentences_say_why_and_what_became_of_it()
    {
        ThingDriver driver = Judged(6.0, 10.95, 6.1);
        Assert.Equal(
            "Hanwella: unconfirmed, レベル4相当 (MAJOR_FLOOD), 10.95 m ≥ 10.00 m, since 2026-06-01 15:10Z; up from 6.00 m at 2026-06-01 15:00Z, faster than 1.50 m in 10 min: the next reading will tell",
            driver.Alerts[0].Text);
        Assert.Equal("Hanwella: not confirmed: 10.95 m at 2026-06-01 15:10Z was not seen again, now 6.10 m at 2026-06-01 15:20Z", driver.Alerts[1].Text);
        ThingDriver seen = Judged(10.95, 10.4);
        Assert.Contains("no other reading within 2 h before it", seen.Alerts[0].Text, StringComparison.Ordinal);
        Assert.Equal("Hanwella: confirmed, レベル4相当 (MAJOR_FLOOD): 10.40 m at 2026-06-01 15:10Z after 10.95 m at 2026-06-01 15:00Z", seen.Alerts[1].Text);
        Assert.Equal("level 4", seen.View.Status);
        Assert.Equal("level 4, unconfirmed", Judged(10.95).View.Status);
    }

    [Fact]
    public void A_reading_that_comes_too_late_confirms_nothing_and_is_judged_for_itself()
    {
        ThingDriver driver = Judged(8.5);
        driver.Read(At(121, 8.6));
        Assert.Equal("Raised? 0>3,NotConfirmed? 3>0,Raised? 0>3", Told(driver));
        Assert.Equal(2, driver.Alerts.Select(change => change.AlertId).Distinct().Count());
    }

    [Fact]
    public void The_same_value_after_a_long_time_says_nothing_new_until_the_one_after_it()
    {
        ThingDriver driver = Judged(8.5);
        driver.Read(At(500, 8.5));
        Assert.Equal("Raised? 0>3", Told(driver));
        driver.Read(At(510, 8.3));
        Assert.Equal("Raised? 0>3,Confirmed 3>3", Told(driver));
    }

    [Fact]
    public void A_correction_of_the_doubtful_reading_itself_confirms_nothing()
    {
        ThingDriver driver = Judged(6.0, 10.95);
        driver.Read(At(10, 8.6));
        Assert.Equal("Raised? 0>4,SteppedDown? 4>3", Told(driver));
        driver.Read(At(10, 6.2));
        Assert.Equal("Raised? 0>4,SteppedDown? 4>3,NotConfirmed? 3>0", Told(driver));
        Assert.Contains("it was corrected to 6.20 m", driver.Alerts[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_and_suspect_readings_neither_confirm_nor_deny()
    {
        ThingDriver driver = Judged(8.5);
        driver.Read(At(10, null, Quality.Missing));
        driver.Read(At(20, 1, Quality.Suspect));
        Assert.Equal("Raised? 0>3", Told(driver));
        driver.Read(At(30, 8.5));
        Assert.Equal("Raised? 0>3,Confirmed 3>3", Told(driver));
    }

    [Fact]
    public void Silence_after_a_single_high_reading_is_no_denial()
    {
        ThingDriver driver = new(Key, Plain() with { SilenceLimit = TimeSpan.FromHours(1) });
        driver.Read(At(0, 10.95));
        driver.Beat(ThingDriver.T0.AddHours(2));
        Assert.Equal("Raised? 0>4,Unobservable? 4>4", Told(driver, Rules.Stage));
        driver.Register(Plain() with { Retired = true });
        Assert.Equal("Raised? 0>4,Unobservable? 4>4,Resolved? 4>0", Told(driver, Rules.Stage));
    }

    [Fact]
    public void Rain_and_other_numbers_may_come_out_of_nowhere()
    {
        ThingDriver driver = new(Key, Plain() with { SensorType = SensorType.Scalar });
        driver.Read(At(0, 8.5) with { Unit = "V" });
        Assert.Equal("Raised 0>3", Told(driver));
    }

    private static Registration Plain() => Registered(Hanwella) with { Water = null };

    private static ThingDriver Judged(params double[] levels)
    {
        ThingDriver driver = new(Key, Plain());
        for (int i = 0; i < levels.Length; i++)
        {
            driver.Read(At(i * 10, levels[i]));
        }

        return driver;
    }

    /// <summary>A question mark stands for unconfirmed.</summary>
    private static string Told(ThingDriver driver, string? rule = null) => string.Join(',', driver.Alerts
        .Where(change => rule is null || change.Rule == rule)
        .Select(change => $"{change.Kind}{(change.Unconfirmed ? "?" : "")} {change.FromLevel}>{change.ToLevel}"));
}
