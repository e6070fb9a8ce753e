using System.Text;
using Realtime.Domain;
using Realtime.Intake;
using Realtime.Tests.House;

namespace Realtime.Tests.Intake;

/// <summary>LoRaWAN uplinks, GTFS-Realtime feeds, open-data tables and gauge snapshots.</summary>
public sealed class ForeignFormatTests
{
    /// <summary>The JSON "up" event of ChirpStack v4, shortened (fields as in its documentation).</summary>
    private const string Uplink = """
        {"deduplicationId": "3ac7e3c4-4401-4b8d-9386-a5c902f9202d", "time": "2026-07-18T09:34:15.775023242+00:00",
         "deviceInfo": {"applicationName": "rivers", "deviceProfileName": "level", "deviceName": "bridge", "devEui": "0101010101010101", "tags": {"realtime": "river_level", "municipality": "16201"}},
         "devAddr": "00189440", "dr": 1, "fPort": 1, "data": "qg==", "object": {"level_m": 1.25}, "rxInfo": [{"gatewayId": "0016c001f153a14c", "rssi": -48}]}
        """;

    [Fact]
    public void An_uplink_becomes_a_reading()
    {
        SensorReading reading = Assert.IsType<SensorReading>(Assert.Single(Decoded.Of("json", Uplink)).Item.Reading);
        Assert.Equal(("lora-0101010101010101", SensorType.RiverLevel, 1.25, "16201"), (reading.ThingId, reading.Type, reading.Value, reading.Municipality));
        Assert.Equal(new DateTimeOffset(2026, 7, 18, 9, 34, 15, TimeSpan.Zero), new DateTimeOffset(reading.Time.Ticks / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond, TimeSpan.Zero));
    }

    [Fact]
    public void An_uplink_whose_codec_decoded_nothing_is_refused()
    {
        string bare = Uplink.Replace("""{"level_m": 1.25}""", "{}", StringComparison.Ordinal);
        Assert.StartsWith("refused: MissingField: level_m", Decoded.Line(Assert.Single(Decoded.Of("json", bare))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_feed_of_vehicle_positions_is_taken_and_other_entities_are_refused_by_name()
    {
        byte[] feed = GtfsBytes.Feed(1_700_000_000, GtfsBytes.Vehicle("e1", "bus-7", 36.5f, 137.25f, 90, 8.5f, 1_700_000_010, 40, 3), GtfsBytes.Alert("e2"));
        IReadOnlyList<IntakeItem> items = Decoded.Of("gtfs-rt", feed);
        VehicleReading bus = Assert.IsType<VehicleReading>(items[0].Item.Reading);
        Assert.Equal(("bus-7", 36.5, 137.25, 90d, 8.5, 40), (bus.ThingId, bus.Latitude, bus.Longitude, bus.HeadingDeg, bus.SpeedMps, bus.OccupancyPercent));
        Assert.Equal(OccupancyStatus.StandingRoomOnly, bus.Occupancy);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1_700_000_010), bus.Time);
        Assert.Equal("refused: NoMapping: no mapping of format gtfs-rt fits an item", Decoded.Line(items[1]));
    }

    [Fact]
    public void A_position_without_a_time_has_the_feeds()
    {
        byte[] feed = GtfsBytes.Feed(1_700_000_000, GtfsBytes.Vehicle("e1", "bus-7", 36.5f, 137.25f, null, null, null, null));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000), Assert.Single(Decoded.Of("gtfs-rt", feed)).Item.Reading!.Time);
    }

    [Theory]
    [InlineData("gtfs-rt", "hello")]
    [InlineData("ngsi", "hello")]
    [InlineData("json", "7")]
    [InlineData("json", "{\"a\": 1, \"a\": 2")]
    [InlineData("csv", "")]
    [InlineData("avro", "{}")]
    [InlineData("", "")]
    public void What_cannot_be_read_is_refused_and_nothing_is_thrown(string format, string document) =>
        Assert.NotNull(Assert.Single(Decoded.Of(format, document)).Item.Rejection);

    [Fact]
    public void Random_bytes_throw_nothing()
    {
        var random = new Random(5);
        foreach (string format in new[] { "gtfs-rt", "ngsi", "json", "csv" })
        {
            for (int i = 0; i < 200; i++)
            {
                byte[] bytes = new byte[random.Next(1, 200)];
                random.NextBytes(bytes);
                Decoded.Of(format, bytes);
            }
        }
    }

    [Fact]
    public void The_shelters_of_Takamatsu_are_taken_but_for_an_editors_leftover()
    {
        IReadOnlyList<IntakeItem> items = Decoded.Of("csv", File.ReadAllBytes(Repository.FullPath("tests/data/takamatsu/evacuation_space.csv")));
        Registration[] taken = [.. items.Select(item => item.Item.Registration).OfType<Registration>()];
        Assert.Equal(194, taken.Length);
        Assert.Equal(20, taken.Count(shelter => shelter.CapacityPersons is null));
        Assert.Equal("refused: MissingField: address is missing (mapping takamatsu-shelters)", Decoded.Line(Assert.Single(items, item => item.Item.Rejection is not null)));
        Assert.Equal("taken: shelter/takamatsu-1 日新小学校跡施設 capacity 238", Decoded.Line(items[0]));

        // × counted in the columns of the file.
        Hazards[] marked = [Hazards.Flood, Hazards.InlandFlood, Hazards.Landslide, Hazards.StormSurge, Hazards.Tsunami, Hazards.Fire, Hazards.Earthquake];
        Assert.Equal([8, 2, 13, 5, 5, 104, 1], marked.Select(hazard => taken.Count(shelter => shelter.Shelter!.Unfit.HasFlag(hazard))));
        ShelterSettings park = taken.Single(shelter => shelter.Name == "玉藻公園").Shelter!;
        Assert.Equal(
            (Hazards.InlandFlood | Hazards.Landslide | Hazards.Earthquake, Hazards.None, Hazards.Flood | Hazards.StormSurge | Hazards.Tsunami | Hazards.Fire),
            (park.Fit, park.Conditional, park.Unfit));
    }

    /// <summary>The terms of k.river.go.jp were not checked, so its snapshots stay outside this repository.</summary>
    [SkippableFact]
    public void Every_gauge_of_a_snapshot_is_taken()
    {
        string? recordings = Environment.GetEnvironmentVariable("REALTIME_RECORDINGS");
        Skip.If(string.IsNullOrEmpty(recordings), "REALTIME_RECORDINGS names no folder with the gauge snapshots, which are local only");
        byte[] snapshot = File.ReadAllBytes(Path.Combine(recordings, "river/japan_crisis_gauges/raw_snapshots/2025-09-14-05.json"));
        IReadOnlyList<IntakeItem> items = Decoded.Of("json", snapshot);
        Assert.Equal(344, items.Count);
        Assert.All(items.SkipLast(1), item => Assert.True(item.Item.Reading is SensorReading { Source: "jp-crisis-gauges" }, Decoded.Line(item)));
        Assert.Equal(("jp-crisis-gauges", true), (items[^1].Item.Beat?.ChannelId, items[^1].Item.Beat?.List));
    }
}
