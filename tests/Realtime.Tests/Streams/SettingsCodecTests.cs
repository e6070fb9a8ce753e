using System.Text;
using Realtime.Domain;
using Realtime.Streams.Codec;

namespace Realtime.Tests.Streams;

/// <summary>Nested settings of registrations: what is written comes back, and what cannot be taken names its field.</summary>
public class SettingsCodecTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 2, 0, 0, 0, TimeSpan.FromHours(9));

    private static readonly VehicleSettings Drone = new()
    {
        Type = "drone",
        LostContactLimit = TimeSpan.FromSeconds(2.5),
        Duty = new DutyTimes(
            TimeSpan.FromHours(9),
            [new(WeekDays.Monday | WeekDays.Sunday, new(22, 30), new(6, 0)), new(WeekDays.Every, new(0, 0), new(0, 0))]),
        Depot = new("depot", ZoneShape.Circle, [new(35.8, 137.9)], 50, ZoneSide.Inside),
        Corridor = new("", ZoneShape.Corridor, [new(35.8, 137.9), new(35.9, 138)], 60, ZoneSide.Inside) { Dwell = TimeSpan.FromSeconds(3), HysteresisM = 10 },
        Geofences =
        [
            new("飛行場", ZoneShape.Circle, [new(35, 137)], 900, ZoneSide.Outside),
            new("field", ZoneShape.Polygon, [new(35, 137), new(35, 138), new(36, 138)], 0, ZoneSide.Inside) { HysteresisM = 5 },
        ],
        BatteryLowPercent = 25,
        AltitudeMaxM = 150,
    };

    private static readonly ShelterSettings School = new()
    {
        AreaM2 = 420.5,
        Fit = Hazards.Earthquake,
        Conditional = Hazards.Flood | Hazards.InlandFlood,
        Unfit = Hazards.StormSurge | Hazards.Tsunami,
        SuppliesAlert = TimeSpan.FromHours(24),
        Uses = [new("drinking water", 3)],
    };

    [Fact]
    public void What_is_written_comes_back()
    {
        HouseholdSettings away = new()
        {
            UtcOffset = TimeSpan.FromHours(-5),
            DayStart = new(9, 0),
            LearnRhythm = true,
            Absences = [new(Now, Now.AddDays(3), "長女"), new(Now.AddDays(5), Now.AddDays(6), "")],
        };
        Registration home = new() { Key = new ThingKey(ThingKind.Household, "h"), Household = away };
        Assert.Equal(away, Decode(TelemetryEncoder.Encode(home)).Registration?.Household);
        FamilySettings family = new()
        {
            ContactWaits = [TimeSpan.Zero, TimeSpan.FromMinutes(90)],
            MunicipalityWait = TimeSpan.FromHours(5),
            AskResident = true,
            QuietFrom = new TimeOnly(21, 30),
            QuietUntil = new TimeOnly(6, 45),
            UtcOffset = TimeSpan.FromHours(5.5),
            UnseenAfter = TimeSpan.FromMinutes(50),
            DailyAt = new TimeOnly(18, 0),
            Language = "en",
            Sealed = Convert.ToBase64String(new byte[600]),
        };
        Assert.Equal(family, Decode(TelemetryEncoder.Encode(home with { Family = family })).Registration?.Family);
        Registration school = new() { Key = new ThingKey(ThingKind.Shelter, "s"), Shelter = School };
        Assert.Equal(School, Decode(TelemetryEncoder.Encode(school)).Registration?.Shelter);
        Registration registration = new() { Key = new ThingKey(ThingKind.Vehicle, "d"), Vehicle = Drone };
        Assert.Equal(registration.Vehicle, Decode(TelemetryEncoder.Encode(registration)).Registration?.Vehicle);
        Registration river = new() { Key = new ThingKey(ThingKind.Sensor, "r"), Hazard = new HazardSettings(Hazards.InlandFlood, 4, ["20", "玉藻公園"]) };
        Registration tide = new() { Key = new ThingKey(ThingKind.Sensor, "t"), Closed = true, Drift = new DriftSettings(["u"]) { ToleranceM = 0.05, Batch = TimeSpan.FromHours(6) } };
        Assert.Equal((tide.Drift, true), (Decode(TelemetryEncoder.Encode(tide)).Registration?.Drift, Decode(TelemetryEncoder.Encode(tide)).Registration?.Closed));
        Assert.Equal(river.Hazard, Decode(TelemetryEncoder.Encode(river)).Registration?.Hazard);
        Assert.Equal(new VehicleSettings(), Decode(TelemetryEncoder.Encode(registration with { Vehicle = new() })).Registration?.Vehicle);
    }

    [Theory]
    [InlineData("""{"vehicle": 7}""", "vehicle has to be an object of settings")]
    [InlineData("""{"vehicle": {"lost_contact_limit_s": 0}}""", "vehicle.lost_contact_limit_s has to be from 0.001 to 316224000")]
    [InlineData("""{"vehicle": {"type": 7}}""", "vehicle.type has to be text")]
    [InlineData("""{"vehicle": {"duty": {"times": []}}}""", "vehicle.duty.utc_offset_min is missing; 540 is Japan's")]
    [InlineData("""{"vehicle": {"duty": {"utc_offset_min": 540, "times": [{"from": "7", "until": "8:00"}]}}}""", "vehicle.duty.times[0].from has to be a time of day like 07:00")]
    [InlineData("""{"vehicle": {"duty": {"utc_offset_min": 540, "times": [{"days": ["yes"], "from": "07:00", "until": "08:00"}]}}}""", "vehicle.duty.times[0].days names yes; days are mon, tue, wed, thu, fri, sat, sun")]
    [InlineData("""{"vehicle": {"corridor": {"line": [[1, 2], [3, 400]], "width_m": 1}}}""", "vehicle.corridor.line has to be a list of [latitude, longitude] in degrees")]
    [InlineData("""{"vehicle": {"corridor": {"line": [[1, 2], [3, 4]]}}}""", "vehicle.corridor.width_m is missing")]
    [InlineData("""{"vehicle": {"geofences": [{"name": "a", "alert_on": "pass", "polygon": []}]}}""", "vehicle.geofences[0].alert_on has to be enter or leave")]
    [InlineData("""{"vehicle": {"geofences": [{"name": "a", "alert_on": "enter"}]}}""", "vehicle.geofences[0].circle or polygon is needed, and only one of them")]
    [InlineData("""{"vehicle": {"geofences": [{"name": "a", "alert_on": "enter", "circle": {"latitude_deg": 1}}]}}""", "vehicle.geofences[0].circle.radius_m is needed with latitude_deg and longitude_deg")]
    [InlineData("""{"vehicle": {"depot": {"polygon": [[1, 2], [1, 3]]}}}""", "vehicle.depot.polygon needs 3 or more points")]
    [InlineData("""{"shelter": {"hazards": {"rain": "fit"}}}""", "shelter.hazards.rain is no hazard; hazards are flood, landslide, storm_surge, earthquake, tsunami, fire, inland_flood, volcano")]
    [InlineData("""{"shelter": {"hazards": {"flood": "yes"}}}""", "shelter.hazards.flood has to be fit, conditional or unfit")]
    [InlineData("""{"shelter": {"supplies": [{"item": "water"}]}}""", "shelter.supplies[0].item and per_person_per_day are needed")]
    [InlineData("""{"household": {"day_start": "09:00"}}""", "household.utc_offset_min is missing; 540 is Japan's")]
    [InlineData("""{"household": {"absences": [{"from": "2026-01-02T00:00:00Z", "until": "2026-01-01T00:00:00Z"}]}}""", "household.absences[0].until has to be after from")]
    [InlineData("""{"household": {"learn_rhythm": "yes"}}""", "household.learn_rhythm has to be true or false")]
    [InlineData("""{"hazard": {"type": "rain", "from_level": 3, "shelters": ["a"]}}""", "hazard.type has to be one of flood, landslide, storm_surge, earthquake, tsunami, fire, inland_flood, volcano")]
    [InlineData("""{"hazard": {"type": "flood", "from_level": 2.5, "shelters": ["a"]}}""", "hazard.from_level has to be a level from 1 to 5")]
    [InlineData("""{"hazard": {"type": "flood", "from_level": 3, "shelters": [" "]}}""", "hazard.shelters has to be a list of ids of at most 200 characters")]
    [InlineData("""{"drift": {"tell": [""]}}""", "drift.tell has to be a list of ids of at most 200 characters")]
    [InlineData("""{"drift": {"tell": ["1", "2", "3", "4", "5", "6", "7", "8", "9"]}}""", "drift.tell has 9 entries; at most 8 are taken")]
    [InlineData("""{"drift": {"tolerance_m": 0}}""", "drift.tolerance_m has to be from 0.001 to 100")]
    [InlineData("""{"data_class": "secret"}""", "data_class is secret; it is open or closed")]
    [InlineData("""{"data_class": "closed"}""", "data_class closed is for sensors; households are closed always, other kinds never")]
    public void What_cannot_be_taken_names_its_field(string fields, string expected)
    {
        string json = """{"kind": "vehicle", "id": "d", """ + fields[1..];
        Rejection? rejection = Decode(Encoding.UTF8.GetBytes(json)).Rejection;
        Assert.Equal((RejectReason.BadValue, expected), (rejection?.Reason, rejection?.Detail));
    }

    private static LogItem Decode(byte[] value)
    {
        var entries = new List<LogEntry>();
        TelemetryCodec.Decode(Topics.Inputs.ToList().IndexOf(Topics.Registry), 0, 1, [], value, 1, Now, entries);
        return Assert.Single(entries).Item;
    }
}
