using Realtime.Domain;

namespace Realtime.Domain.Tests;

/// <summary>Distances, corridors and geofences by hand: one degree of latitude is 111.195 km on the mean sphere.</summary>
public class ZoneTests
{
    private static readonly ThingKey Key = new(ThingKind.Vehicle, "drone");

    /// <summary>A road along the equator, 100 m wide; 0.001 degrees of latitude are 111.2 m.</summary>
    private static readonly Zone Route = new("", ZoneShape.Corridor, [new(0, 10), new(0, 10.1), new(0.1, 10.1)], 100, ZoneSide.Inside) { HysteresisM = 20 };

    private static readonly Zone Airport = new("airport", ZoneShape.Circle, [new(0, 10.05)], 500, ZoneSide.Outside) { Dwell = TimeSpan.FromSeconds(10) };

    private static readonly Zone Field = new("field", ZoneShape.Polygon, [new(-0.01, 9.99), new(-0.01, 10.2), new(0.2, 10.2), new(0.2, 9.99)], 0, ZoneSide.Inside);

    private static ThingDriver Flown(VehicleSettings settings, params (double Seconds, double Latitude, double Longitude)[] places)
    {
        ThingDriver driver = new(Key, new Registration { Key = Key, Name = "Drone 1", Source = "channel", Vehicle = settings });
        foreach ((double seconds, double latitude, double longitude) in places)
        {
            Fly(driver, seconds, latitude, longitude);
        }

        return driver;
    }

    private static StepOutput Fly(ThingDriver driver, double seconds, double latitude, double longitude) => driver.Read(new VehicleReading
    {
        ThingId = Key.Id,
        Time = ThingDriver.T0.AddSeconds(seconds),
        Latitude = latitude,
        Longitude = longitude,
        Source = "channel",
    });

    [Theory]
    [InlineData(0, 0, 1, 0, 111_195)]
    [InlineData(35.681236, 139.767125, 34.702485, 135.495951, 403_100)]
    [InlineData(0, 179.999, 0, -179.999, 222.4)]
    public void Great_circle_distances(double lat1, double lon1, double lat2, double lon2, double metres) =>
        Assert.InRange(Geo.Metres(new(lat1, lon1), new(lat2, lon2)), metres * 0.997, metres * 1.003);

    [Theory]
    [InlineData(0, 10.05, -50)]
    [InlineData(0.001, 10.05, 61.2)]
    [InlineData(0, 9.999, 61.2)]
    [InlineData(0.05, 10.101, 61.2)]
    [InlineData(0.05, 10.1, -50)]
    public void Distance_from_a_corridors_edge(double latitude, double longitude, double expected) =>
        Assert.Equal(expected, Route.MetresOutside(new(latitude, longitude)), 1.0);

    [Theory]
    [InlineData(0, 10, -1112)]
    [InlineData(-0.02, 10, 1112)]
    [InlineData(0.1, 10.1, -11119)]
    [InlineData(0.3, 10.1, 11119)]
    public void Distance_from_a_polygons_edge(double latitude, double longitude, double expected) =>
        Assert.Equal(expected, Field.MetresOutside(new(latitude, longitude)), 12.0);

    [Fact]
    public void A_polygon_across_the_antimeridian()
    {
        Zone strait = new("strait", ZoneShape.Polygon, [new(-1, 179), new(-1, -179), new(1, -179), new(1, 179)], 0, ZoneSide.Inside);
        Assert.True(strait.MetresOutside(new(0, 180)) < -110_000);
        Assert.True(strait.MetresOutside(new(0, -178)) > 110_000);
    }

    [Fact]
    public void Leaving_the_corridor_is_told_and_ends_only_the_hysteresis_inside()
    {
        ThingDriver driver = Flown(new() { Corridor = Route }, (0, 0, 10.05), (1, 0.0004, 10.05), (2, 0.0005, 10.05), (3, 0.0004, 10.05), (4, 0.00045, 10.05));
        Assert.Equal(["Raised 0>1"], driver.Changes(Rules.Corridor));
        Assert.Equal(
            ("Drone 1: left its corridor at 2026-06-01 15:00Z; now at 0.0005, 10.05", "corridor: 6 m across the edge, dwell 0 h, ends 20 m back across it"),
            (driver.Alerts[0].Text, driver.Alerts[0].Evidence));
        Assert.Equal("off its corridor", driver.View.Status);
        Fly(driver, 5, 0.0002, 10.05);
        Assert.Equal(["Raised 0>1", "Resolved 1>0"], driver.Changes());
        Assert.Equal(ThingDriver.T0.AddSeconds(5), driver.Alerts[1].Time);
    }

    [Fact]
    public void A_zone_counts_after_its_dwell_and_a_stray_position_is_none()
    {
        ThingDriver driver = Flown(new() { Geofences = [Airport] }, (0, 0, 10.05), (9, 0, 10.05), (9.5, 0.1, 10.05), (20, 0, 10.05), (29, 0, 10.05));
        Assert.Empty(driver.Alerts);
        Fly(driver, 30, 0, 10.05);
        AlertChange raised = Assert.Single(driver.Alerts);
        Assert.Equal((Rules.Geofence, ThingDriver.T0.AddSeconds(30)), (raised.Rule, raised.EpisodeStart));
        Assert.StartsWith("Drone 1: entered airport at", raised.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void One_alert_names_all_zones_and_says_when_the_list_changes()
    {
        Zone school = Airport with { Name = "school", Dwell = TimeSpan.Zero };
        ThingDriver driver = Flown(new() { Geofences = [Airport with { Dwell = TimeSpan.Zero }, school, Field] }, (0, 0, 10.05), (1, 0.5, 10.05), (2, 0.1, 10.05));
        Assert.Equal(["Raised 0>1", "SteppedDown 1>1", "Resolved 1>0"], driver.Changes(Rules.Geofence));
        Assert.Contains("entered airport at 2026-06-01 15:00Z; entered school", driver.Alerts[0].Text, StringComparison.Ordinal);
        Assert.Contains("left field", driver.Alerts[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Late_and_doubtful_positions_are_not_judged()
    {
        ThingDriver driver = Flown(new() { Corridor = Route }, (60, 0, 10.05), (30, 1, 10.05));
        driver.Read(new VehicleReading { ThingId = Key.Id, Time = ThingDriver.T0.AddSeconds(90), Latitude = 1, Longitude = 10, Quality = Quality.Suspect });
        Assert.Empty(driver.Alerts);
        Assert.Equal(3, driver.Results.Count);
    }

    [Fact]
    public void A_zone_taken_out_of_the_registry_is_no_all_clear_and_a_new_one_is_judged_at_once()
    {
        ThingDriver driver = Flown(new() { Corridor = Route }, (0, 1, 10.05));
        driver.Register(driver.Registration! with { Vehicle = null });
        Assert.Contains("not an all-clear", driver.Alerts[1].Text, StringComparison.Ordinal);
        driver.Register(driver.Registration! with { Vehicle = new() { Geofences = [Field] } });
        Assert.Equal([Rules.Corridor, Rules.Corridor, Rules.Geofence], driver.Alerts.Select(change => change.Rule));
    }

    [Fact]
    public void A_lost_drone_keeps_its_alerts_as_last_known()
    {
        ThingDriver driver = Flown(new() { Corridor = Route, LostContactLimit = TimeSpan.FromSeconds(5) }, (0, 1, 10.05));
        driver.Beat(ThingDriver.T0.AddSeconds(5));
        Assert.Equal(["Raised 0>1", "Unobservable 1>1"], driver.Changes(Rules.Corridor));
        Assert.Equal(["Raised 0>1"], driver.Changes(Rules.LostContact));
        Fly(driver, 6, 0, 10.05);
        Assert.Equal(["Raised 0>1", "Unobservable 1>1", "Observable 1>1", "Resolved 1>0"], driver.Changes(Rules.Corridor));
    }
}
