using Realtime.Domain;

namespace Realtime.Domain.Tests;

/// <summary>Supplies that run down; short when they last 24 h or less. Hours from <see cref="ThingDriver.T0"/>.</summary>
public class ShelterSupplyTests
{
    private static readonly ThingKey Key = new(ThingKind.Shelter, "shelter");

    private static readonly Registration School = new()
    {
        Key = Key,
        Name = "新番丁小学校",
        Source = "channel",
        Shelter = new() { SuppliesAlert = TimeSpan.FromHours(24), Uses = [new("water", 3)] },
    };

    private static ShelterReading At(double hours, int? evacuees, params Supply[] supplies) => new()
    {
        ThingId = Key.Id,
        Time = ThingDriver.T0.AddHours(hours),
        Open = true,
        Evacuees = evacuees,
        Supplies = supplies.Length == 0 ? null : new(supplies),
    };

    private static Supply Rice(double amount, double? perHour) => new("rice", "kg", amount, perHour);

    private static Supply Water(double amount) => new("water", "l", amount, null);

    [Fact]
    public void It_fires_between_reports_at_the_hour_when_they_become_short()
    {
        ThingDriver driver = new(Key, School);
        driver.Read(At(0, 100, Rice(60, 2)));
        Assert.Equal(ThingDriver.T0.AddHours(6), driver.Due);
        driver.Beat(ThingDriver.T0.AddHours(5.99));
        Assert.Empty(driver.Alerts);
        driver.Beat(ThingDriver.T0.AddHours(8));
        AlertChange raised = Assert.Single(driver.Alerts);
        Assert.Equal(
            (ThingDriver.T0.AddHours(6), "新番丁小学校: supplies are short: rice for 24 h (until 2026-06-02 21:00Z)"), (raised.EpisodeStart, raised.Text));
        Assert.EndsWith("rice: 60 kg as reported, 2 kg an hour as reported", raised.Evidence, StringComparison.Ordinal);
        Assert.Null(driver.Due);
        Assert.Equal("supplies short", driver.View.Status);
    }

    [Fact]
    public void It_ends_when_they_last_a_quarter_longer_or_the_shelter_closes()
    {
        ThingDriver driver = new(Key, School);
        driver.Read(At(0, 100, Rice(40, 2)));
        driver.Read(At(1, 100, Rice(59, 2)));
        Assert.Equal(["Raised 0>1"], driver.Changes());
        driver.Read(At(2, 100, Rice(60, 2)));
        driver.Read(At(3, 100, Rice(40, 2)));
        driver.Read(At(4, 0) with { Open = false });
        Assert.Equal(["Raised 0>1", "Resolved 1>0", "Raised 0>1", "Resolved 1>0"], driver.Changes());
        Assert.Contains("closed", driver.Alerts[3].Text, StringComparison.Ordinal);
        Assert.Null(driver.Due);
    }

    [Fact]
    public void Without_a_reported_use_the_registered_use_of_the_people_there_counts()
    {
        ThingDriver driver = new(Key, School);
        driver.Read(At(0, 100, Water(600)));
        Assert.Equal(ThingDriver.T0.AddHours(24), driver.Due);
        Assert.Equal(48, driver.Results[0].Fields.Single(field => field.Name == "supply_hours_left").Value);
        driver.Read(At(1, 200));
        Assert.Equal(["Raised 0>1"], driver.Changes());
        driver.Read(At(2, 50));
        Assert.Equal(["Raised 0>1", "Resolved 1>0"], driver.Changes());
    }

    [Fact]
    public void One_alert_names_all_items()
    {
        ThingDriver driver = new(Key, School);
        driver.Read(At(0, 100, Rice(60, 2), Water(350), new Supply("diesel", "l", 10, null)));
        driver.Beat(ThingDriver.T0.AddHours(3));
        driver.Beat(ThingDriver.T0.AddHours(7));
        Assert.Equal(["Raised 0>1", "SteppedUp 1>1"], driver.Changes(Rules.ShelterSupplies));
        Assert.Equal([4, 6], driver.Alerts.Select(change => (change.Time - ThingDriver.T0).TotalHours));
        Assert.EndsWith("rice for 24 h (until 2026-06-02 21:00Z); water for 22 h (until 2026-06-02 19:00Z)", driver.Alerts[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_older_than_the_alert_does_not_end_it_by_its_time_alone()
    {
        ThingDriver driver = new(Key, School);
        driver.Read(At(0, 100, Rice(100, 2)));
        driver.Beat(ThingDriver.T0.AddHours(26));
        driver.Read(At(10, 100));
        Assert.Equal(["Raised 0>1"], driver.Changes());
        driver.Read(At(11, 100, Rice(200, 2)));
        Assert.Equal(["Raised 0>1", "Resolved 1>0"], driver.Changes());
        Assert.Equal(ThingDriver.T0.AddHours(26), driver.Alerts[1].Time);
    }

    [Fact]
    public void Without_a_limit_or_a_use_nothing_is_judged()
    {
        ThingDriver driver = new(Key, School with { Shelter = null });
        driver.Read(At(0, 100, Rice(0, 2), Water(0)));
        Assert.Empty(driver.Alerts);
        Assert.Null(driver.Due);
        driver.Register(School);
        Assert.Equal(["Raised 0>1"], driver.Changes());
        driver.Register(School with { Shelter = null });
        Assert.Contains("not an all-clear", driver.Alerts[1].Text, StringComparison.Ordinal);
    }
}
