using Realtime.Domain;
using Realtime.Streams.Codec;

namespace Realtime.Tests.Streams;

public class CodecRoundTripTests
{
    private static readonly DateTimeOffset Now = new(2025, 11, 28, 1, 10, 0, TimeSpan.FromHours(9));
    private static readonly DateTimeOffset Time = new(2025, 11, 28, 1, 4, 0, 123, TimeSpan.FromHours(9));
    private static readonly StageThresholds Stages = new([new StageThreshold(2, 7, "ALERT"), new StageThreshold(4, 9.5, "避難判断水位")], 0.1, 2);

    public static TheoryData<Reading> Readings() => new(
        new SensorReading { ThingId = "lk-hanwella", Time = Time, Type = SensorType.RiverLevel, Value = 10.95, Thresholds = Stages },
        new SensorReading { ThingId = "潮位/小木", Time = Time, Type = SensorType.TideLevel, Value = -0.42, Quality = Quality.Suspect },
        new SensorReading { ThingId = "r\"1\\", Time = Time, Type = SensorType.Rain, Value = 0 },
        new SensorReading { ThingId = "p", Time = Time, Type = SensorType.People, Value = 17, Drill = true },
        new SensorReading { ThingId = "q", Time = Time, Type = SensorType.People, Value = 17, PeopleTowards = 12, PeopleAway = 5, SpeedMps = 1.25 },
        new SensorReading { ThingId = "s", Time = Time, Type = SensorType.Scalar, Value = 1e-9, Unit = "µg/m³" },
        new SensorReading { ThingId = "m", Time = Time, Type = SensorType.RiverLevel, Quality = Quality.Missing },
        new SensorReading { ThingId = "f", Time = Now.AddYears(1), OriginalTime = Time, Type = SensorType.Rain, Value = 3, Source = "rec", Origin = new Origin("rec", 7, 2) },
        new SensorReading { ThingId = "l", Time = Time, ReportedTime = Time.AddMinutes(7), Type = SensorType.RiverLevel, Value = 7.62 },
        new SensorReading { ThingId = "g", Time = Time, ReportedTime = Time, Type = SensorType.RiverLevel, Quality = Quality.Absent },
        new SensorReading { ThingId = "n", Time = Time, Type = SensorType.TideLevel, Value = 0.5, Neighbour = "tide-2" },
        new SensorReading { ThingId = "t", Time = Time, Type = SensorType.Rain, Rain10MinMm = 4.5 },
        new SensorReading { ThingId = "u", Time = Time, Type = SensorType.Rain, Value = 21, Rain10MinMm = 0 },
        new ShelterReading { ThingId = "1", Municipality = "17202", Time = Time, Open = true, Evacuees = 40, Households = 12, CapacityPersons = 200, Power = false },
        new ShelterReading { ThingId = "2", Time = Time },
        new ShelterReading { ThingId = "3", Time = Time, Open = true, Supplies = new([new("水", "l", 900, 12.5), new("rice", "kg", 0, null)]), DocId = "6f1c", Revision = 3, HazardsActive = Hazards.None },
        new ShelterReading { ThingId = "4", Time = Time, IsReport = false, HazardsActive = Hazards.Flood | Hazards.StormSurge },
        new ShelterReading { ThingId = "5", Time = Time.AddTicks(1), IsReport = false, HazardsActive = Hazards.None, HazardsFrom = "lk-hanwella" },
        new VehicleReading { ThingId = "bus 7", Time = Time, Latitude = 37.04, Longitude = 136.96, SpeedMps = 8.3, HeadingDeg = 270, OnDuty = true, OccupancyPercent = 110, Occupancy = OccupancyStatus.CrushedStandingRoomOnly },
        new VehicleReading { ThingId = "plough", Time = Time, Latitude = 37, Longitude = 136, Blade = Blade.Down, BatteryPercent = 55.5, AltitudeM = 0 },
        new VehicleReading { ThingId = "bus 8", Time = Time, Quality = Quality.Missing },
        new HouseholdReading { ThingId = "h", Time = Time, Viewing = true },
        new HouseholdReading { ThingId = "i", Time = Time, PowerW = 61.5, Source = "plugs" });

    [Theory]
    [MemberData(nameof(Readings))]
    public void A_reading_comes_back_as_it_was(Reading reading)
    {
        LogItem item = Assert.Single(Decode(Topics.For(reading.Kind), reading.ThingId, TelemetryEncoder.Encode(reading))).Item;
        Assert.Equal(reading, item.Reading);
        Assert.Equal(reading.Time.Offset, item.Reading!.Time.Offset);
    }

    /// <summary>What .NET's own serializer writes without further options.</summary>
    [Fact]
    public void A_time_may_be_escaped()
    {
        byte[] record = System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(new { id = "r", time = "2025-11-28T01:04:00.123+09:00", type = "rain", rain_mm_per_h = 0 });
        Assert.Contains("\\u002B", System.Text.Encoding.UTF8.GetString(record), StringComparison.Ordinal);
        Assert.Equal(Time, Assert.Single(Decode(Topics.Sensor, "r", record)).Item.Reading!.Time);
    }

    [Fact]
    public void A_frame_gives_its_readings_in_order_each_with_its_index()
    {
        Reading[] readings = [.. Enumerable.Range(0, Limits.FrameReadingsMax)
            .Select(i => new HouseholdReading { ThingId = $"h{i}", Time = Time, PowerW = i })];
        List<LogEntry> entries = Decode(Topics.Household, "gateway-1", TelemetryEncoder.EncodeFrame(readings));
        Assert.Equal(readings, entries.Select(e => e.Item.Reading));
        Assert.Equal(Enumerable.Range(0, readings.Length), entries.Select(e => e.Index));
        Assert.All(entries, e => Assert.Equal(42, e.Offset));
    }

    [Fact]
    public void A_heartbeat_comes_back_as_it_was()
    {
        var beat = new ChannelBeat
        {
            ChannelId = "plugs",
            Municipality = "17202",
            Time = Time,
            ExpectedInterval = TimeSpan.FromSeconds(60),
            ArrivalInterval = TimeSpan.FromSeconds(0.5),
            Covers = "七尾のテレビ",
            Closed = true,
            SourcePosition = 1234567890123,
            Drill = true,
        };
        Assert.Equal(beat, Assert.Single(Decode(Topics.Household, "", TelemetryEncoder.Encode(beat))).Item.Beat);
    }

    [Fact]
    public void A_registration_comes_back_as_it_was_under_either_form_of_key()
    {
        var registration = new Registration
        {
            Key = new ThingKey(ThingKind.Sensor, "lk-hanwella"),
            Municipality = "lk",
            Name = "Hanwella",
            Source = "rec",
            Latitude = 6.9,
            Longitude = 80.08,
            SensorType = SensorType.RiverLevel,
            Thresholds = Stages,
            Crowd = new CrowdSettings
            {
                Counts = CrowdCounts.Present,
                Interval = TimeSpan.FromMinutes(5),
                AreaM2 = 120,
                WidthM = 6.5,
                LimitPersonsPerM2 = 4,
                ClearPersonsPerM2 = 3.5,
                Unusual = true,
                UnusualMinPersons = 50,
                UnusualRatio = 2.5,
            },
            Anomaly = new AnomalySettings { SmallestChange = 0.5, ForFamily = true },
            Water = new WaterSettings
            {
                Datum = "T.P.",
                Confirm = false,
                RiseMaxM = 0.8,
                RecentLimit = TimeSpan.FromMinutes(40),
                FrozenLimit = TimeSpan.FromHours(3),
                AbsentClearsBelow = 4,
                QuietSilenceLimit = TimeSpan.FromHours(26),
            },
            Rain = new RainSettings { AlertFromMmPerH = 30, EventEndsAfter = TimeSpan.FromHours(12) },
            SilenceLimit = TimeSpan.FromHours(6),
            CapacityPersons = 7,
            NearlyFullShare = 0.9,
            NoViewingLimit = TimeSpan.FromHours(12),
            ViewingPowerW = 5,
            DeviceSilentLimit = TimeSpan.FromMinutes(3),
            Retired = true,
        };
        foreach (string key in (string[])["lk-hanwella", "sensor/lk-hanwella", ""])
        {
            Assert.Equal(registration, Assert.Single(Decode(Topics.Registry, key, TelemetryEncoder.Encode(registration))).Item.Registration! with { Contacts = registration.Contacts });
        }

        Registration with = registration with { Contacts = [new Contact("長女", "a@example.org"), new Contact("", "b@example.org")] };
        Assert.Equal(with.Contacts, Assert.Single(Decode(Topics.Registry, "lk-hanwella", TelemetryEncoder.Encode(with))).Item.Registration!.Contacts);
    }

    [Fact]
    public void An_empty_registry_value_retires_the_thing_that_the_key_names()
    {
        Registration retired = Assert.Single(Decode(Topics.Registry, "shelter/7", [])).Item.Registration!;
        Assert.Equal((new ThingKey(ThingKind.Shelter, "7"), true), (retired.Key, retired.Retired));
    }

    [Fact]
    public void Results_alerts_and_dead_letters_come_back_as_they_were()
    {
        var point = new ResultPoint
        {
            Measurement = Measurements.WaterLevel,
            Thing = new ThingKey(ThingKind.Sensor, "a b"),
            Municipality = "17202",
            Time = Time,
            Drill = true,
            Fields = [new ResultField("level_m", 1.25)],
            Texts = [new ResultText("stage", "注意")],
            Tags = [new ResultText("rule", "stage")],
        };
        var lines = new System.Buffers.ArrayBufferWriter<byte>();
        Assert.True(LineProtocol.TryWrite(point, lines));
        ResultPoint back = Assert.Single(ResultLines.Decode(lines.WrittenSpan));
        Assert.Equal(point with { Fields = back.Fields, Texts = back.Texts, Tags = back.Tags }, back);
        Assert.Equal((point.Fields, point.Texts, point.Tags), (back.Fields, back.Texts, back.Tags), (x, y) => x.Fields.SequenceEqual(y.Fields) && x.Texts.SequenceEqual(y.Texts) && x.Tags.SequenceEqual(y.Tags));

        foreach (AlertChangeKind kind in Enum.GetValues<AlertChangeKind>())
        {
            var change = new AlertChange
            {
                AlertId = "0af1",
                Thing = new ThingKey(ThingKind.Household, "h"),
                Rule = Rules.NoViewing,
                EpisodeStart = Time,
                Sequence = 3,
                Kind = kind,
                FromLevel = 0,
                ToLevel = 1,
                Time = Time.AddHours(1),
                Municipality = "17202",
                ThingName = "佐藤",
                Audience = Audience.Family,
                Drill = true,
                Unconfirmed = kind == AlertChangeKind.Raised,
                Text = "テレビが12時間ついていません。",
                Evidence = "limit 12 h",
            };
            Assert.Equal(change, AlertCodec.Decode(AlertCodec.Encode(change)));
        }

        foreach (byte[] original in (byte[][])["not json \0 七尾"u8.ToArray(), [0xff, 0x00, 0xfe]])
        {
            var letter = new DeadLetter(Topics.Sensor, 3, new Position(17, 2), new Rejection(RejectReason.WrongUnit, "why", original, "key"));
            DeadLetter read = DeadLetterCodec.Decode(DeadLetterCodec.Encode(letter));
            Assert.Equal(original, read.Rejection.Original);
            Assert.Equal(letter with { Rejection = letter.Rejection with { Original = read.Rejection.Original } }, read);
        }
    }

    private static List<LogEntry> Decode(string topic, string key, byte[] value)
    {
        var entries = new List<LogEntry>();
        TelemetryCodec.Decode(Topics.Inputs.ToList().IndexOf(topic), 0, 1, System.Text.Encoding.UTF8.GetBytes(key), value, 42, Now, entries);
        return entries;
    }
}
