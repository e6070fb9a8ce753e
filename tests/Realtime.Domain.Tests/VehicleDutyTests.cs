using Realtime.Domain;

namespace Realtime.Domain.Tests;

/// <summary>Hours of duty, lost contact, depot, battery and height. <see cref="ThingDriver.T0"/> is Tuesday 2 June 2026, 00:00 JST.</summary>
public class VehicleDutyTests
{
    private static readonly ThingKey Key = new(ThingKind.Vehicle, "tractor");
    private static readonly TimeSpan Jst = TimeSpan.FromHours(9);

    private static readonly DutyTimes Weekdays = new(
        Jst,
        [
            new(WeekDays.Monday | WeekDays.Tuesday | WeekDays.Friday, new(7, 0), new(12, 0)),
            new(WeekDays.Monday | WeekDays.Tuesday | WeekDays.Friday, new(12, 0), new(19, 0)),
            new(WeekDays.Saturday, new(22, 0), new(2, 0)),
        ]);

    private static ThingDriver Driver(VehicleSettings settings, TimeSpan? silence = null) =>
        new(Key, new Registration { Key = Key, Name = "Tractor 1", Source = "channel", SilenceLimit = silence, Vehicle = settings });

    private static VehicleReading At(double seconds, double latitude = 43) =>
        new() { ThingId = Key.Id, Time = ThingDriver.T0.AddSeconds(seconds), Latitude = latitude, Longitude = 143, Source = "channel" };

    /// <summary>From and due as hours after T0; null = never.</summary>
    [Theory]
    [InlineData(8, 0.5, 8.5)]
    [InlineData(11.8, 0.5, 12.3)]
    [InlineData(0, 0.5, 7.5)]
    [InlineData(18.8, 0.5, 72 + 7.5)]
    [InlineData(18.5, 0.5, 19.0)]
    [InlineData(96 + 21, 0.5, 96 + 22.5)]
    [InlineData(96 + 23, 3, 120 + 2.0)]
    [InlineData(96 + 23.01, 3, 144 + 10.0)]
    [InlineData(8, 13, null)]
    public void Silence_counts_within_one_unbroken_time_of_duty(double from, double limit, double? due) =>
        Assert.Equal(
            due is { } hours ? ThingDriver.T0.AddHours(hours) : null,
            Weekdays.Reached(ThingDriver.T0.AddHours(from), TimeSpan.FromHours(limit)));

    [Fact]
    public void Duty_around_the_clock_has_no_end()
    {
        DutyTimes always = new(Jst, [new(WeekDays.Every, new(0, 0), new(0, 0))]);
        Assert.Equal(ThingDriver.T0.AddDays(30), always.Reached(ThingDriver.T0, TimeSpan.FromDays(30)));
        Assert.Null(new DutyTimes(Jst, []).Reached(ThingDriver.T0, TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void Silent_over_night_is_told_in_the_morning_only()
    {
        ThingDriver driver = Driver(new() { Duty = Weekdays }, TimeSpan.FromMinutes(30));
        driver.Read(At(18.9 * 3600));
        driver.Beat(ThingDriver.T0.AddHours(72 + 7.4));
        Assert.Empty(driver.Alerts);
        driver.Beat(ThingDriver.T0.AddHours(72 + 8));
        Assert.Equal(ThingDriver.T0.AddHours(72 + 7.5), Assert.Single(driver.Alerts).EpisodeStart);
        Assert.Equal("silent", driver.View.Status);
    }

    [Fact]
    public void Contact_is_lost_within_seconds_and_said_once()
    {
        ThingDriver driver = Driver(new() { Type = "tractor", LostContactLimit = TimeSpan.FromSeconds(3) }, TimeSpan.FromMinutes(10));
        for (int second = 0; second <= 10; second++)
        {
            driver.Read(At(second));
            driver.Beat(ThingDriver.T0.AddSeconds(second));
        }

        driver.Beat(ThingDriver.T0.AddSeconds(12.9));
        Assert.Empty(driver.Alerts);
        driver.Beat(ThingDriver.T0.AddSeconds(13));
        driver.Beat(ThingDriver.T0.AddSeconds(60));
        AlertChange lost = Assert.Single(driver.Alerts);
        Assert.Equal((Rules.LostContact, ThingDriver.T0.AddSeconds(13)), (lost.Rule, lost.EpisodeStart));
        Assert.Contains("lost contact since 2026-06-01 15:00Z, no report for 3 s", lost.Text, StringComparison.Ordinal);
        Assert.StartsWith("tractor at 43, 143", driver.View.Detail, StringComparison.Ordinal);
        driver.Beat(ThingDriver.T0.AddSeconds(610));
        Assert.Equal(["Raised 0>1"], driver.Changes(Rules.Silence));
        driver.Read(At(620) with { OnDuty = false });
        Assert.Equal(["Raised 0>1", "Resolved 1>0"], driver.Changes(Rules.LostContact));
        Assert.Equal(["Raised 0>1", "Resolved 1>0"], driver.Changes(Rules.Silence));
        Assert.Null(driver.Due);
    }

    [Fact]
    public void A_limit_that_is_registered_later_counts_from_the_last_report()
    {
        ThingDriver driver = Driver(new());
        driver.Read(At(0));
        driver.Beat(ThingDriver.T0.AddSeconds(60));
        driver.Register(driver.Registration! with { Vehicle = new() { LostContactLimit = TimeSpan.FromSeconds(3) } });
        driver.Beat(ThingDriver.T0.AddSeconds(61));
        Assert.Equal(ThingDriver.T0.AddSeconds(3), Assert.Single(driver.Alerts).EpisodeStart);
        driver.Register(driver.Registration! with { Vehicle = null });
        Assert.Contains("not a sign of life", driver.Alerts[1].Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(43.0005, null, 0)]
    [InlineData(43.0015, null, 1)]
    [InlineData(43.0005, true, 1)]
    [InlineData(43.0015, false, 0)]
    public void In_its_depot_it_may_be_silent_unless_it_says_that_it_is_on_duty(double latitude, bool? onDuty, int alerts)
    {
        Zone depot = new("depot", ZoneShape.Circle, [new(43, 143)], 100, ZoneSide.Inside);
        ThingDriver driver = Driver(new() { Depot = depot }, TimeSpan.FromMinutes(30));
        driver.Read(At(0, latitude) with { OnDuty = onDuty });
        driver.Beat(ThingDriver.T0.AddHours(1));
        Assert.Equal(alerts, driver.Alerts.Count);
    }

    [Fact]
    public void Battery_and_height_have_a_dead_band()
    {
        ThingDriver driver = Driver(new() { BatteryLowPercent = 25, AltitudeMaxM = 150 });
        (double Battery, double Height)[] reports = [(25.1, 150), (25, 150.1), (29.9, 145), (24, 160), (30, 144.9), (25, 151)];
        for (int i = 0; i < reports.Length; i++)
        {
            driver.Read(At(i) with { BatteryPercent = reports[i].Battery, AltitudeM = reports[i].Height });
        }

        Assert.Equal(["Raised 0>1", "Resolved 1>0", "Raised 0>1"], driver.Changes(Rules.BatteryLow));
        Assert.Equal(["Raised 0>1", "Resolved 1>0", "Raised 0>1"], driver.Changes(Rules.Altitude));
        Assert.Equal([1, 4, 5], driver.Alerts.Where(change => change.Rule == Rules.Altitude).Select(change => (change.Time - ThingDriver.T0).TotalSeconds));
    }

    [Fact]
    public void Everything_a_report_carries_is_stored_and_shown()
    {
        ThingDriver driver = Driver(new() { Type = "plough" });
        driver.Read(At(0) with { Blade = Blade.Down, BatteryPercent = 80, AltitudeM = 0.5, Occupancy = OccupancyStatus.StandingRoomOnly });
        Assert.Equal(
            ["latitude_deg", "longitude_deg", "blade_down", "battery_percent", "altitude_m"], driver.Results[0].Fields.Select(field => field.Name));
        Assert.Equal(new ResultText("occupancy_status", "STANDING_ROOM_ONLY"), Assert.Single(driver.Results[0].Texts));
        Assert.EndsWith("0.50 m above ground, battery 80 %, blade down, STANDING_ROOM_ONLY", driver.View.Detail, StringComparison.Ordinal);
        driver.Read(At(1) with { OccupancyPercent = 110 });
        Assert.EndsWith("blade down, 110 % full", driver.View.Detail, StringComparison.Ordinal);
    }
}
