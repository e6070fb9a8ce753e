using Realtime.Domain;

namespace Realtime.Domain.Tests;

/// <summary>
/// A station tells shelters of its hazard: from level 3 (8 m) of Hanwella's stages 7 / 8 / 10 m, dead-band 0.1 m. What it says is given to the
/// shelters in hand-made orders.
/// </summary>
public sealed class HazardTellingTests
{
    private static readonly HazardSettings Flood = new(Hazards.Flood, 3, ["school", "park"]);
    private static readonly Registration River = Stations.Registered(Stations.Hanwella) with { Hazard = Flood };
    private static readonly ThingKey ParkKey = new(ThingKind.Shelter, "park");
    private static readonly Registration Park = new() { Key = ParkKey, Name = "玉藻公園", Shelter = new() { Unfit = Hazards.Flood | Hazards.StormSurge } };

    [Theory]
    [InlineData("below the level", new[] { 6.5, 7.5, 7.9 }, "")]
    [InlineData("at the level", new[] { 7.5, 8.0 }, "10 flood school, 10 flood park")]
    [InlineData("higher levels say nothing new", new[] { 7.5, 8.0, 10.2, 9.5 }, "10 flood school, 10 flood park")]
    [InlineData("the dead-band holds it", new[] { 8.0, 7.95 }, "0 flood school, 0 flood park")]
    [InlineData("below the dead-band it is over", new[] { 8.0, 7.89 }, "0 flood school, 0 flood park, 10 over school, 10 over park")]
    [InlineData("and again", new[] { 8.0, 7.0, 8.2 }, "0 flood school, 0 flood park, 10 over school, 10 over park, 20 flood school, 20 flood park")]
    public void Each_change_is_told_once(string why, double[] levels, string words)
    {
        ThingDriver driver = new(Stations.Key, River);
        List<Reading> told = [];
        for (int i = 0; i < levels.Length; i++)
        {
            told.AddRange(driver.Read(Stations.At(i * 10, levels[i])).Words);
        }

        Assert.True(words == Words(told), $"{why}: {Words(told)}");
    }

    [Fact]
    public void A_stage_out_of_nowhere_moves_no_shelter_until_it_is_borne_out()
    {
        ThingDriver driver = new(Stations.Key, River with { Water = new WaterSettings() });
        Assert.Empty(driver.Read(Stations.At(0, 8.5)).Words);
        Assert.True(driver.Alerts[0].Unconfirmed);
        Assert.Equal("10 flood school, 10 flood park", Words(driver.Read(Stations.At(10, 8.6)).Words));

        ThingDriver broken = new(Stations.Key, River with { Water = new WaterSettings() });
        broken.Read(Stations.At(0, 8.5));
        Assert.Empty(broken.Read(Stations.At(10, 3.1)).Words);
    }

    [Fact]
    public void Silence_is_not_the_end_of_it_but_retirement_is()
    {
        ThingDriver driver = new(Stations.Key, River with { SilenceLimit = TimeSpan.FromHours(1) });
        driver.Beat(ThingDriver.T0);
        driver.Read(Stations.At(0, 8.5));
        driver.Beat(ThingDriver.T0.AddHours(2));
        Assert.Equal("Unobservable 3>3", driver.Changes(Rules.Stage).Last());
        Assert.Equal("120 over school, 120 over park", Words(driver.Register(River with { Retired = true }).Words));
    }

    [Fact]
    public void A_list_of_shelters_that_changes_is_told_to_those_whom_it_concerns()
    {
        ThingDriver driver = new(Stations.Key, River);
        driver.Read(Stations.At(5, 8.5));
        Assert.Equal("5 over school, 5 flood hall", Words(driver.Register(River with { Hazard = Flood with { Shelters = ["park", "hall"] } }).Words));
        Assert.Equal("5 inland_flood park, 5 inland_flood hall", Words(driver.Register(River with { Hazard = Flood with { Hazard = Hazards.InlandFlood, Shelters = ["park", "hall"] } }).Words));
        Assert.Equal("5 over park, 5 over hall", Words(driver.Register(River with { Hazard = null }).Words));
    }

    [Fact]
    public void The_times_of_its_words_rise_even_when_a_reading_is_corrected()
    {
        ThingDriver driver = new(Stations.Key, River);
        Reading[] words = [.. driver.Read(Stations.At(0, 8.5)).Words, .. driver.Read(Stations.At(0, 7.2)).Words];
        Assert.Equal("0 flood school, 0 flood park, 0 over school, 0 over park", Words(words));
        Assert.Equal(words[1].Time.AddTicks(1), words[2].Time);
    }

    [Fact]
    public void Heavy_rain_without_stages_counts_and_a_drill_stays_a_drill()
    {
        HazardSettings slide = new(Hazards.Landslide, 3, ["park"]);
        ThingDriver rain = new(Stations.Key, new Registration { Key = Stations.Key, SensorType = SensorType.Rain, Hazard = slide });
        SensorReading hour = Stations.At(0, 62) with { Type = SensorType.Rain };
        Assert.Equal("0 landslide park", Words(rain.Read(hour).Words));
        Assert.Equal("60 over park", Words(rain.Read(hour with { Time = hour.Time.AddHours(1), Value = 3 }).Words));

        ThingDriver drill = new(Stations.Key, River);
        Assert.All(drill.Read(Stations.At(0, 9) with { Drill = true }).Words, word => Assert.True(word.Drill));
        Assert.Empty(drill.Register(River with { Retired = true }).Words);
    }

    [Fact]
    public void A_river_rises_and_falls_at_an_open_shelter()
    {
        ThingDriver river = new(Stations.Key, River);
        ThingDriver park = new(ParkKey, Park);
        park.Read(new ShelterReading { ThingId = "park", Time = ThingDriver.T0, Open = true, Evacuees = 120 });
        foreach (double level in new[] { 7.2, 7.8, 8.3, 8.6, 7.6 })
        {
            foreach (Reading word in river.Read(Stations.At(river.Results.Count * 10, level)).Words.Where(word => word.ThingId == "park"))
            {
                park.Read(word);
                park.Read(word); // The log may repeat it.
            }
        }

        Assert.Equal(["Raised 0>1", "Resolved 1>0"], park.Changes());
        Assert.Equal("玉藻公園: open with 120 persons and not fit for flood (洪水), active since 2026-06-01 15:20Z by station", park.Alerts[0].Text);
        Assert.Equal("玉藻公園: the hazard is over since 2026-06-01 15:40Z", park.Alerts[1].Text);
    }

    [Fact]
    public void A_hazard_is_active_while_one_of_them_says_so()
    {
        ThingDriver park = new(ParkKey, Park);
        park.Read(new ShelterReading { ThingId = "park", Time = ThingDriver.T0, Open = true });
        park.Read(Word("a", 10, Hazards.Flood));
        park.Read(Word("b", 5, Hazards.Flood));
        park.Read(Word(null, 12, Hazards.Flood));
        park.Read(Word("a", 20, Hazards.None));
        park.Read(Word("a", 15, Hazards.Flood)); // Older than its newest: a repeat.
        park.Read(Word(null, 25, Hazards.None));
        Assert.Equal(["Raised 0>1"], park.Changes());
        park.Read(Word("b", 30, Hazards.None));
        Assert.Equal(["Raised 0>1", "Resolved 1>0"], park.Changes());
        Assert.Equal(ThingDriver.T0.AddMinutes(30), park.Alerts[1].Time);
    }

    [Fact]
    public void Words_that_are_over_are_forgotten_before_those_that_are_not()
    {
        HazardWords words = HazardWords.None.With(new HazardWord("first", Hazards.Flood, ThingDriver.T0));
        for (int i = 0; i < Limits.StationsPerShelterMax; i++)
        {
            words = words.With(new HazardWord($"s{i}", Hazards.None, ThingDriver.T0.AddMinutes(i + 1)));
        }

        Assert.Equal((Limits.StationsPerShelterMax, Hazards.Flood), (words.Items.Count, words.Active));
        Assert.DoesNotContain(words.Items, word => word.From == "s0");
    }

    private static ShelterReading Word(string? from, double minutes, Hazards hazards) =>
        new() { ThingId = "park", Time = ThingDriver.T0.AddMinutes(minutes), IsReport = false, HazardsActive = hazards, HazardsFrom = from };

    private static string Words(IEnumerable<Reading> words) => string.Join(", ", words.Cast<ShelterReading>().Select(word =>
        $"{(int)(word.Time - ThingDriver.T0).TotalMinutes} {(word.HazardsActive == Hazards.None ? "over" : HazardTypes.Names(word.HazardsActive!.Value).Single())} {word.ThingId}"));
}
