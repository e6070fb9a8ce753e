using Realtime.Domain;

namespace Realtime.Domain.Tests;

/// <summary>Vehicles: order of positions and silence on duty.</summary>
public class VehicleTests
{
    private static readonly ThingKey Key = new(ThingKind.Vehicle, "bus");
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(30);
    private static readonly Registration Bus = new() { Key = Key, Name = "Bus 7", Source = "channel", SilenceLimit = Limit };

    private static VehicleReading At(double minutes, double latitude, bool? onDuty = null) => new()
    {
        ThingId = Key.Id,
        Time = ThingDriver.T0.AddMinutes(minutes),
        Latitude = latitude,
        Longitude = 136.9,
        SpeedMps = 8.5,
        OnDuty = onDuty,
        Source = "channel",
    };

    [Fact]
    public void A_late_position_is_stored_and_never_moves_it_back()
    {
        ThingDriver driver = new(Key, Bus);
        driver.Read(At(20, 37.20));
        driver.Read(At(10, 37.10));
        driver.Read(At(9.99, 37.09));
        driver.Read(At(20, 37.21));
        Assert.Equal((37.21, 136.9), (driver.View.Latitude, driver.View.Longitude));
        Assert.Equal([37.20, 37.10, 37.09, 37.21], driver.Results.Select(point => point.Fields[0].Value));
        Assert.Equal(["latitude_deg", "longitude_deg", "speed_mps"], driver.Results[0].Fields.Select(field => field.Name));
        Assert.Equal(1, ((VehicleState)driver.State).FarBehind);
        Assert.Contains("1 reports came more than 10 min behind", driver.View.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, 1)]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public void Silent_only_while_it_may_be_on_duty(bool? onDuty, int alerts)
    {
        ThingDriver driver = new(Key, Bus);
        driver.Read(At(0, 37, onDuty));
        driver.Beat(ThingDriver.T0 + Limit - TimeSpan.FromTicks(1));
        Assert.Empty(driver.Alerts);
        driver.Beat(ThingDriver.T0 + Limit);
        Assert.Equal(alerts, driver.Alerts.Count);
        Assert.All(driver.Alerts, change => Assert.Equal(ThingDriver.T0 + Limit, change.EpisodeStart));
    }

    [Fact]
    public void Going_off_duty_ends_the_silence_and_stops_the_count()
    {
        ThingDriver driver = new(Key, Bus);
        driver.Read(At(0, 37, true));
        driver.Beat(ThingDriver.T0.AddHours(1));
        Assert.Equal("silent", driver.View.Status);
        driver.Read(At(61, 37, false));
        Assert.Equal(["Raised 0>1", "Resolved 1>0"], driver.Changes());
        Assert.Null(driver.Due);
        Assert.Equal("off duty", driver.View.Status);
    }

    [Fact]
    public void Missing_and_suspect_positions_are_signs_of_life_only()
    {
        ThingDriver driver = new(Key, Bus);
        driver.Read(At(0, 37));
        driver.Read(At(20, 0) with { Quality = Quality.Missing, Latitude = null, Longitude = null });
        driver.Read(At(21, 10) with { Quality = Quality.Suspect });
        Assert.Equal(37, driver.View.Latitude);
        Assert.Equal(2, driver.Results.Count);
        Assert.Equal(ThingDriver.T0.AddMinutes(21) + Limit, driver.Due);
    }
}
