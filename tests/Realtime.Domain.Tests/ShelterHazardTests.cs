using Realtime.Domain;

namespace Realtime.Domain.Tests;

/// <summary>A shelter that is open in a hazard it is not fit for, capacity by area, and revisions. Unfit for flood and storm surge, fit with conditions for tsunami.</summary>
public class ShelterHazardTests
{
    private static readonly ThingKey Key = new(ThingKind.Shelter, "shelter");

    private static readonly Registration Park = new()
    {
        Key = Key,
        Name = "玉藻公園",
        Shelter = new() { Fit = Hazards.Earthquake, Conditional = Hazards.Tsunami, Unfit = Hazards.Flood | Hazards.StormSurge },
    };

    private static ShelterReading Report(double minutes, bool open, int? evacuees = null) =>
        new() { ThingId = Key.Id, Time = ThingDriver.T0.AddMinutes(minutes), Open = open, Evacuees = evacuees };

    private static ShelterReading Notice(double minutes, Hazards hazards) =>
        new() { ThingId = Key.Id, Time = ThingDriver.T0.AddMinutes(minutes), IsReport = false, HazardsActive = hazards };

    [Theory]
    [InlineData(Hazards.Flood, 1)]
    [InlineData(Hazards.Flood | Hazards.Earthquake, 1)]
    [InlineData(Hazards.Tsunami, 0)]
    [InlineData(Hazards.Earthquake | Hazards.Volcano, 0)]
    [InlineData(Hazards.None, 0)]
    public void An_open_shelter_that_is_unfit_for_an_active_hazard_is_an_alert(Hazards active, int alerts)
    {
        ThingDriver driver = new(Key, Park);
        driver.Read(Report(0, true, 120));
        driver.Read(Notice(5, active));
        Assert.Equal(alerts, driver.Alerts.Count);
        Assert.All(driver.Alerts, change => Assert.Equal(
            (Rules.ShelterHazard, ThingDriver.T0.AddMinutes(5), "玉藻公園: open with 120 persons and not fit for flood (洪水), active since 2026-06-01 15:05Z"),
            (change.Rule, change.EpisodeStart, change.Text)));
    }

    [Fact]
    public void Opening_into_the_hazard_and_closing_out_of_it()
    {
        ThingDriver driver = new(Key, Park);
        driver.Read(Notice(0, Hazards.Flood));
        Assert.Equal("no report yet", driver.View.Status);
        driver.Read(Report(10, true, 5));
        driver.Read(Notice(20, Hazards.Flood | Hazards.StormSurge));
        driver.Read(Notice(30, Hazards.StormSurge));
        driver.Read(Report(40, false));
        driver.Read(Report(50, true));
        driver.Read(Notice(60, Hazards.None));
        Assert.Equal(["Raised 0>1", "SteppedUp 1>1", "SteppedDown 1>1", "Resolved 1>0", "Raised 0>1", "Resolved 1>0"], driver.Changes(Rules.ShelterHazard));
        Assert.Contains("closed since", driver.Alerts[3].Text, StringComparison.Ordinal);
        Assert.Contains("the hazard is over", driver.Alerts[5].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_two_clocks_do_not_hide_each_other()
    {
        ThingDriver driver = new(Key, Park);
        driver.Read(Notice(10, Hazards.Flood));
        driver.Read(Report(9, true, 20));
        Assert.Equal(ThingDriver.T0.AddMinutes(10), Assert.Single(driver.Alerts).EpisodeStart);
        driver.Read(Report(30, true, 21));
        driver.Read(Notice(20, Hazards.None));
        Assert.Equal(["Raised 0>1", "Resolved 1>0"], driver.Changes());
        driver.Read(Notice(15, Hazards.Flood));
        Assert.Equal(2, driver.Alerts.Count);
    }

    [Fact]
    public void Unknown_fitness_is_said_and_never_taken_for_fit()
    {
        ThingDriver driver = new(Key, Park);
        driver.Read(Report(0, true, 1));
        driver.Read(Notice(1, Hazards.Tsunami | Hazards.Volcano));
        Assert.EndsWith(
            "active: tsunami (津波), volcano (火山現象); fit with conditions for tsunami (津波); fitness unknown for volcano (火山現象)", driver.View.Detail, StringComparison.Ordinal);
        driver.Register(Park with { Shelter = Park.Shelter! with { Unfit = Hazards.Volcano } });
        Assert.Equal(["Raised 0>1"], driver.Changes());
        driver.Register(Park with { Shelter = null });
        Assert.Contains("no longer marked unfit", driver.Alerts[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_drill_hazard_is_a_drill_alert_and_ends_with_the_drill()
    {
        ThingDriver driver = new(Key, Park);
        driver.Read(Report(0, true, 10));
        driver.Read(Notice(5, Hazards.Flood) with { Drill = true });
        Assert.Empty(driver.Alerts);
        driver.Read(Report(6, true, 10) with { Drill = true });
        Assert.True(Assert.Single(driver.Alerts).Drill);
        driver.Beat(ThingDriver.T0.AddMinutes(6) + Limits.DrillEndsAfter);
        Assert.Equal(["Raised 0>1", "Resolved 1>0"], driver.Changes());
    }

    [Theory]
    [InlineData(null, 350.0, 81, "81 persons, capacity 100 by area (81 %)", "its area at 3.5 m² per person")]
    [InlineData(100, 3_500.0, 81, "81 persons, capacity 100 (81 %)", "the registry")]
    public void The_area_gives_the_capacity_only_where_none_is_known(int? capacity, double area, int evacuees, string detail, string source)
    {
        ThingDriver driver = new(Key, Park with { CapacityPersons = capacity, Shelter = new() { AreaM2 = area } });
        driver.Read(Report(0, true, evacuees));
        Assert.Equal(detail, driver.View.Detail);
        Assert.EndsWith($"capacity from {source}", Assert.Single(driver.Alerts).Evidence, StringComparison.Ordinal);
        Assert.Equal(area / evacuees, driver.Results[0].Fields.Single(field => field.Name == "area_per_person_m2").Value);
    }

    [Theory]
    [InlineData(3.49, 0)]
    [InlineData(3.5, 1)]
    [InlineData(420, 120)]
    [InlineData(423.4, 120)]
    [InlineData(423.5, 121)]
    public void Whole_persons_by_area(double area, int persons) => Assert.Equal(persons, ShelterCapacity.ByArea(area));

    [Theory]
    [InlineData(new[] { 100 }, "")]
    [InlineData(new[] { 101, 96, 95 }, "Raised 0>1")]
    [InlineData(new[] { 101, 94, 101 }, "Raised 0>1,Resolved 1>0,Raised 0>1")]
    public void Over_capacity_is_an_alert_of_its_own(int[] evacuees, string expected)
    {
        ThingDriver driver = new(Key, Park with { CapacityPersons = 100 });
        for (int i = 0; i < evacuees.Length; i++)
        {
            driver.Read(Report(i, true, evacuees[i]));
        }

        Assert.Equal(expected, string.Join(',', driver.Changes(Rules.ShelterOverCapacity)));
    }

    [Fact]
    public void A_lower_revision_of_a_document_is_dropped_whatever_its_time()
    {
        ThingDriver driver = new(Key, Park);
        driver.Read(Report(0, true, 10) with { DocId = "6f1c", Revision = 2 });
        driver.Read(Report(1, true, 20) with { DocId = "6f1c", Revision = 1 });
        driver.Read(Report(2, true, 30) with { DocId = "6f1c", Revision = 2 });
        Assert.StartsWith("10 persons", driver.View.Detail, StringComparison.Ordinal);
        driver.Read(Report(0, true, 40) with { DocId = "6f1c", Revision = 3 });
        driver.Read(Report(3, true) with { DocId = "77aa", Revision = 1 });
        Assert.StartsWith("40 persons", driver.View.Detail, StringComparison.Ordinal);
        Assert.Equal(3, driver.Results.Count);
    }
}
