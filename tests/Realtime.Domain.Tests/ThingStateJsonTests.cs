using System.Text;
using System.Text.Json;
using Realtime.Domain;

namespace Realtime.Domain.Tests;

/// <summary>The stored form of states and of what stands around them. Round trips of reached states are checked in every step of <see cref="ThingDriver"/>.</summary>
public class ThingStateJsonTests
{
    public static TheoryData<ThingKind> Kinds => [ThingKind.Sensor, ThingKind.Shelter, ThingKind.Vehicle, ThingKind.Household];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void It_starts_with_its_version(ThingKind kind)
    {
        IThingMachine machine = ThingMachines.For(kind);
        byte[] bytes = ThingStateJson.Write(kind, machine.Initial);
        Assert.Equal([ThingStateJson.Version, (byte)'{'], bytes[..2]);
        IThingState restored = ThingStateJson.Read(kind, bytes);
        Assert.Equal(machine.Initial, restored);
        Assert.IsType(machine.StateType, restored);
    }

    [Theory]
    [InlineData(new byte[0], "is empty")]
    [InlineData(new byte[] { 2, (byte)'{', (byte)'}' }, "has format 2, this program knows format 1")]
    [InlineData(new byte[] { 1, (byte)'{' }, "cannot be read")]
    [InlineData(new byte[] { 1, (byte)'n', (byte)'u', (byte)'l', (byte)'l' }, "is null")]
    public void What_it_cannot_read_it_refuses_in_words(byte[] bytes, string expected)
    {
        InvalidDataException fault = Assert.Throws<InvalidDataException>(() => ThingStateJson.Read(ThingKind.Shelter, bytes));
        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_channel_is_no_thing_with_a_machine()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => ThingMachines.For(ThingKind.Channel));
        Assert.Throws<ArgumentOutOfRangeException>(() => ThingStateJson.Write(ThingKind.Channel, new SensorState()));
    }

    [Fact]
    public void Unknown_fields_are_ignored() =>
        Assert.Equal(new ShelterState { Open = true }, ThingStateJson.Read(ThingKind.Shelter, [1, .. """{"open":true,"wifi":3}"""u8]));

    [Fact]
    public void States_are_small()
    {
        ThingDriver driver = Stations.Driven(Stations.Hanwella, 6, 6.5);
        Assert.InRange(ThingStateJson.Write(ThingKind.Sensor, driver.State).Length, 1, 300);
    }

    [Fact]
    public void Registrations_origins_and_alerts_come_back_whole()
    {
        Registration full = Stations.Registered(Stations.Kamogawa, TimeSpan.FromHours(6)) with
        {
            Latitude = 34.2,
            Longitude = 133.9,
            SensorType = SensorType.TideLevel,
            CapacityPersons = 480,
            NearlyFullShare = 0.7,
            NoViewingLimit = TimeSpan.FromHours(24),
            ViewingPowerW = 15,
            DeviceSilentLimit = TimeSpan.FromMinutes(20),
            Household = new()
            {
                UtcOffset = TimeSpan.FromHours(1),
                DayStart = new(9, 0),
                LearnRhythm = true,
                Absences = [new(ThingDriver.T0, ThingDriver.T0.AddDays(3), "family")],
            },
            Shelter = new()
            {
                AreaM2 = 420,
                Unfit = Hazards.Flood | Hazards.Tsunami,
                SuppliesAlert = TimeSpan.FromHours(24),
                Uses = [new SupplyUse("water", 3)],
            },
            Vehicle = new()
            {
                Type = "drone",
                LostContactLimit = TimeSpan.FromSeconds(5),
                Duty = new(TimeSpan.FromHours(9), [new(WeekDays.Monday | WeekDays.Friday, new(22, 0), new(6, 0))]),
                Depot = new("depot", ZoneShape.Circle, [new(34, 134)], 100, ZoneSide.Inside),
                Corridor = new("", ZoneShape.Corridor, [new(34, 134), new(34.1, 134.1)], 60, ZoneSide.Inside) { Dwell = TimeSpan.FromSeconds(3), HysteresisM = 5 },
                Geofences = [new("field", ZoneShape.Polygon, [new(34, 134), new(34, 135), new(35, 135)], 0, ZoneSide.Outside)],
                BatteryLowPercent = 25,
                AltitudeMaxM = 150,
            },
            Contacts = [new Contact("first", "first@example.org")],
            Retired = true,
        };
        byte[] stored = JsonSerializer.SerializeToUtf8Bytes(full, DomainJson.Default.Registration);
        Registration back = JsonSerializer.Deserialize(stored, DomainJson.Default.Registration)!;
        Assert.Equal(full with { Contacts = [] }, back with { Contacts = [] });
        Assert.Equal(full.Contacts, back.Contacts);

        Origin[] origins = [new Origin("telemetry.sensor/3", 42, 7), new Origin("replay", 1)];
        Assert.Equal(origins, JsonSerializer.Deserialize(JsonSerializer.Serialize(origins, DomainJson.Default.OriginArray), DomainJson.Default.OriginArray));

        AlertChange[] alerts = [.. Stations.Driven(Stations.Hanwella, 10.5, 6).Alerts];
        string json = JsonSerializer.Serialize(alerts, DomainJson.Default.AlertChangeArray);
        Assert.Equal(alerts, JsonSerializer.Deserialize(Encoding.UTF8.GetBytes(json), DomainJson.Default.AlertChangeArray));
        Assert.Contains("\"Raised\"", json, StringComparison.Ordinal);
    }
}
