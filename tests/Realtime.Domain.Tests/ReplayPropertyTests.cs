using CsCheck;
using Realtime.Domain;

namespace Realtime.Domain.Tests;

/// <summary>
/// Properties of every machine over random interleavings of readings (late, equal, missing, drill), registrations and heartbeats.
/// <see cref="ThingDriver"/> checks in each step that the stored state comes back equal and that a deadline leaves none behind.
/// </summary>
public class ReplayPropertyTests
{
    /// <summary>One step: what it does, event time in minutes, a value.</summary>
    private readonly record struct Move(int What, int Minutes, int Value);

    private static readonly Gen<List<Move>> Moves = Gen.Select(
        Gen.Int[0, 11], Gen.Int[-15, 45], Gen.Int[0, 120], (what, advance, value) => new Move(what, advance, value)).List[1, 120]
        .Select(Accumulate);

    [Theory]
    [InlineData(ThingKind.Sensor)]
    [InlineData(ThingKind.Shelter)]
    [InlineData(ThingKind.Vehicle)]
    [InlineData(ThingKind.Household)]
    public void The_same_input_gives_the_same_output(ThingKind kind) => Moves.Sample(
        moves =>
        {
            ThingDriver first = Run(kind, moves);
            ThingDriver second = Run(kind, moves);
            Assert.Equal(first.Alerts, second.Alerts);
            Assert.Equal(first.Results.Select(Line), second.Results.Select(Line));
            Assert.Equal(first.State, second.State);
        },
        iter: 100);

    [Theory]
    [InlineData(ThingKind.Sensor)]
    [InlineData(ThingKind.Shelter)]
    [InlineData(ThingKind.Vehicle)]
    [InlineData(ThingKind.Household)]
    public void Episodes_are_well_formed(ThingKind kind) => Moves.Sample(
        moves =>
        {
            foreach (IGrouping<string, AlertChange> episode in Run(kind, moves).Alerts.GroupBy(change => change.AlertId))
            {
                List<AlertChange> changes = [.. episode];
                Assert.Equal(Enumerable.Range(0, changes.Count), changes.Select(change => change.Sequence));
                Assert.Contains(changes[0].Kind, (AlertChangeKind[])[AlertChangeKind.Raised, AlertChangeKind.Suppressed]);
                Assert.Equal(changes.Skip(1).Select(change => change.FromLevel), changes.SkipLast(1).Select(change => change.ToLevel));
                Assert.DoesNotContain(changes.Skip(1), change => change.Kind == AlertChangeKind.Raised);
                Assert.DoesNotContain(changes.SkipLast(1), change => change.Ends);
                Assert.All(changes, change => Assert.InRange(change.ToLevel, change.Ends || change.Kind == AlertChangeKind.Suppressed ? 0 : 1, StageRule.ShownLevelMax));
                Assert.Single(changes.Select(change => (change.Rule, change.EpisodeStart, change.Drill)).Distinct());
            }
        },
        iter: 100);

    /// <summary>Advances become times; a step may go back a little, a heartbeat never does.</summary>
    private static List<Move> Accumulate(List<Move> moves)
    {
        int now = 0;
        return [.. moves.Select(move => move with { Minutes = now = Math.Max(0, now + move.Minutes) })];
    }

    private static ThingDriver Run(ThingKind kind, List<Move> moves)
    {
        ThingKey key = new(kind, "thing");
        ThingDriver driver = new(key);
        int watermark = 0;
        int since = 0;
        foreach (Move move in moves)
        {
            switch (move.What)
            {
                case 0:
                    driver.Register(Registered(key, move.Value));
                    break;
                case 1 or 2 or 3:
                    since = move.Value < 15 ? Math.Max(watermark, move.Minutes) : since;
                    watermark = Math.Max(watermark, move.Minutes);
                    driver.Beat(ThingDriver.T0.AddMinutes(watermark), ThingDriver.T0.AddMinutes(since));
                    break;
                default:
                    driver.Read(Reading(key, move));
                    break;
            }
        }

        return driver;
    }

    private static Registration Registered(ThingKey key, int value) => new()
    {
        Key = key,
        Source = "channel",
        Thresholds = value % 5 == 0 ? null : new([new(2, 30 + value % 7, "A"), new(3, 60, "B"), new(5, 90, "C")], value % 3 * 5, value % 4),
        SilenceLimit = value % 4 == 0 ? null : TimeSpan.FromMinutes(20 + value),
        Water = value % 3 == 0 ? null : new WaterSettings { RiseMaxM = value, RecentLimit = TimeSpan.FromMinutes(value), QuietSilenceLimit = TimeSpan.FromMinutes(60 + value) },
        CapacityPersons = value % 6 == 0 ? null : 100,
        Household = new()
        {
            DayStart = value % 9 == 0 ? new(0, 30) : null,
            LearnRhythm = value % 2 == 0,
            Absences = value % 5 == 0 ? [new(ThingDriver.T0.AddMinutes(value * 5), ThingDriver.T0.AddMinutes(value * 10 + 1), "")] : [],
        },
        Shelter = new() { AreaM2 = 300, Unfit = (Hazards)(value % 4), SuppliesAlert = value % 5 == 0 ? null : TimeSpan.FromHours(1 + value % 40), Uses = [new("water", 3)] },
        Vehicle = new()
        {
            LostContactLimit = value % 5 == 0 ? null : TimeSpan.FromMinutes(5 + value % 9),
            Duty = value % 8 == 0 ? new(TimeSpan.FromHours(9), [new(WeekDays.Every, new(1, 0), new(5, 0))]) : null,
            Geofences = [new("a", ZoneShape.Circle, [new(value / 2.0, value)], 1_000_000, value % 2 == 0 ? ZoneSide.Inside : ZoneSide.Outside)],
        },
        NoViewingLimit = value % 7 == 0 ? null : TimeSpan.FromMinutes(30 + value),
        DeviceSilentLimit = TimeSpan.FromMinutes(40),
        Retired = value % 17 == 0,
    };

    private static Reading Reading(ThingKey key, Move move)
    {
        DateTimeOffset time = ThingDriver.T0.AddMinutes(move.Minutes);
        Quality quality = move.What == 11 ? (Quality)(move.Value % 3) : Quality.Good;
        bool drill = move.What == 10;
        bool missing = quality == Quality.Missing;
        return key.Kind switch
        {
            ThingKind.Sensor => Sensor(new SensorReading { ThingId = key.Id, Time = time, Quality = quality, Drill = drill, Value = missing ? null : move.Value }, move),
            ThingKind.Shelter => new ShelterReading
            {
                ThingId = key.Id,
                Time = time,
                Quality = quality,
                Drill = drill,
                Open = move.Value % 9 != 0,
                Evacuees = move.Value % 4 == 0 ? null : move.Value,
                Power = move.Value % 5 != 0,
                IsReport = move.Value % 13 != 0,
                HazardsActive = move.Value % 13 == 0 ? (Hazards)(move.Value % 8) : null,
                Supplies = move.Value % 3 == 0 ? new([new("water", "l", move.Value, move.Value % 2 == 0 ? 1 : null)]) : null,
            },
            ThingKind.Vehicle => new VehicleReading
            {
                ThingId = key.Id,
                Time = time,
                Quality = quality,
                Drill = drill,
                Latitude = missing ? null : move.Value / 2.0,
                Longitude = missing ? null : move.Value,
                OnDuty = move.Value % 5 == 0 ? false : null,
            },
            _ => new HouseholdReading { ThingId = key.Id, Time = time, Quality = quality, Drill = drill, PowerW = missing ? null : move.Value % 24 },
        };
    }

    /// <summary>Some readings come from a list: old when it was made, named again, or left out.</summary>
    private static SensorReading Sensor(SensorReading reading, Move move) => (move.What, move.Value % 4) switch
    {
        (8, 0) => reading with { ReportedTime = reading.Time.AddHours(3) },
        (8, _) => reading with { ReportedTime = reading.Time.AddMinutes(move.Value) },
        (9, 0) => reading with { ReportedTime = reading.Time, Quality = Quality.Absent, Value = null },
        _ => reading,
    };

    private static string Line(ResultPoint point) =>
        $"{point.Measurement} {point.Time:O} {point.Drill} {string.Join(',', point.Fields)} {string.Join(',', point.Texts)}";
}
