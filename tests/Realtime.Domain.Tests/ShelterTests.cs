using Realtime.Domain;

namespace Realtime.Domain.Tests;

/// <summary>Shelters by hand-worked tables; capacity 100 unless said.</summary>
public class ShelterTests
{
    private static readonly ThingKey Key = new(ThingKind.Shelter, "shelter");
    private static readonly Registration Hundred = new() { Key = Key, Name = "山王小学校", Municipality = "172022", CapacityPersons = 100 };

    private static ShelterReading At(double minutes, bool open, int? evacuees = null) =>
        new() { ThingId = Key.Id, Time = ThingDriver.T0.AddMinutes(minutes), Open = open, Evacuees = evacuees };

    private static double? Field(ResultPoint point, string name) =>
        point.Fields.Any(field => field.Name == name) ? point.Fields.Single(field => field.Name == name).Value : null;

    [Theory]
    [InlineData(new[] { 79 }, "")]
    [InlineData(new[] { 80 }, "Raised 0>1")]
    [InlineData(new[] { 80, 75 }, "Raised 0>1")]
    [InlineData(new[] { 80, 74 }, "Raised 0>1,Resolved 1>0")]
    [InlineData(new[] { 80, 76, 80, 120, 74, 80 }, "Raised 0>1,Resolved 1>0,Raised 0>1")]
    public void Nearly_full_from_its_share_and_again_not_before_five_percent_less(int[] evacuees, string expected)
    {
        ThingDriver driver = new(Key, Hundred);
        for (int i = 0; i < evacuees.Length; i++)
        {
            driver.Read(At(i, true, evacuees[i]));
        }

        Assert.Equal(expected, string.Join(',', driver.Changes(Rules.ShelterNearlyFull)));
    }

    [Fact]
    public void Closing_ends_both_alerts_and_opening_again_shows()
    {
        ThingDriver driver = new(Key, Hundred);
        driver.Read(At(0, true, 90) with { Power = false });
        Assert.Equal(
            ["山王小学校: nearly full, 90 of 100 persons (90 %), since 2026-06-01 15:00Z", "山王小学校: no mains power since 2026-06-01 15:00Z, open with 90 persons"],
            driver.Alerts.Select(change => change.Text));
        driver.Read(At(1, false));
        Assert.Equal(("closed", 0), (driver.View.Status, driver.View.Level));
        driver.Read(At(2, true, 10));
        Assert.Equal(["Raised 0>1", "Resolved 1>0"], driver.Changes(Rules.ShelterNearlyFull));
        Assert.Equal([1, 0, 1], driver.Results.Select(point => Field(point, "open")));
        Assert.Equal([90, 0, 10], driver.Results.Select(point => Field(point, "evacuees")));
    }

    [Fact]
    public void Power_matters_only_while_open_and_stays_as_last_reported()
    {
        ThingDriver driver = new(Key, Hundred);
        driver.Read(At(0, false) with { Power = false });
        Assert.Empty(driver.Alerts);
        driver.Read(At(1, true, 5));
        driver.Read(At(2, true, 6));
        driver.Read(At(3, true, 6) with { Power = true });
        Assert.Equal(["Raised 0>1", "Resolved 1>0"], driver.Changes(Rules.ShelterPower));
        Assert.Equal(ThingDriver.T0.AddMinutes(1), driver.Alerts[0].EpisodeStart);
    }

    [Fact]
    public void Unreported_numbers_stay_and_the_reported_capacity_wins()
    {
        ThingDriver driver = new(Key, Hundred);
        driver.Read(At(0, true, 60) with { Households = 20, CapacityPersons = 120 });
        driver.Read(At(1, true));
        Assert.Equal([60, 60], driver.Results.Select(point => Field(point, "evacuees")));
        Assert.Equal([0.5, 0.5], driver.Results.Select(point => Field(point, "occupancy_ratio")));
        Assert.Equal("60 persons, 20 households, capacity 120 (50 %)", driver.View.Detail);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0)]
    public void Without_a_capacity_it_says_so(int? capacity)
    {
        ThingDriver driver = new(Key, Hundred with { CapacityPersons = capacity });
        driver.Read(At(0, true, 500));
        Assert.Empty(driver.Alerts);
        Assert.Null(Field(driver.Results[0], "occupancy_ratio"));
        Assert.Equal("500 persons, capacity unknown", driver.View.Detail);
    }

    [Fact]
    public void A_new_capacity_is_judged_at_once()
    {
        ThingDriver driver = new(Key, Hundred);
        driver.Read(At(0, true, 60));
        driver.Register(Hundred with { CapacityPersons = 70 });
        driver.Register(Hundred with { CapacityPersons = null });
        Assert.Equal(["Raised 0>1", "Resolved 1>0"], driver.Changes());
        Assert.Contains("this is not an all-clear", driver.Alerts[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Late_suspect_and_missing_reports_change_nothing()
    {
        ThingDriver driver = new(Key, Hundred);
        driver.Read(At(10, true, 20));
        driver.Read(At(5, true, 95));
        driver.Read(At(11, true, 96) with { Quality = Quality.Suspect });
        driver.Read(At(12, false) with { Quality = Quality.Missing });
        Assert.Empty(driver.Alerts);
        Assert.Equal([20, 95, 96], driver.Results.Select(point => Field(point, "evacuees")));
        Assert.StartsWith("20 persons", driver.View.Detail, StringComparison.Ordinal);
        Assert.Null(driver.Due);
    }
}
