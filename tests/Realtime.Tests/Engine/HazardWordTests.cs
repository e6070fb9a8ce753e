using Realtime.Actors.City;
using Realtime.Actors.Ports;
using Realtime.Domain;
using Realtime.Tests.Support;

namespace Realtime.Tests.Engine;

/// <summary>
/// A river rises, and an open shelter that lies in that hazard is an alert; it falls, and the alert is over. Stations and shelters live in
/// different partitions, so the words go through the log; wherever an incarnation ends, the same alerts come out with the same ids.
/// </summary>
public sealed class HazardWordTests : IDisposable
{
    private const int Partitions = 4;
    private const int Rivers = 12;
    private const int Steps = 40;
    private static readonly DateTimeOffset Start = new(2026, 9, 12, 18, 0, 0, TimeSpan.FromHours(9));
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(10);
    private static readonly StageThresholds Stages = new([new StageThreshold(2, 2.0, "注意"), new StageThreshold(4, 4.0, "危険")], 0.1);
    private readonly string _directory = Directory.CreateTempSubdirectory("realtime-hazard-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task An_open_shelter_hears_of_the_river_and_of_its_end()
    {
        IReadOnlyList<AlertChange> alerts = await RunAsync("calm", IFaults.None);
        for (int i = 0; i < Rivers; i++)
        {
            // Two waves each: above 4.0 m from the first step at which the sine says so.
            AlertChange[] own = [.. alerts.Where(change => change.Thing.Id == Shelter(i)).OrderBy(change => change.EpisodeStart).ThenBy(change => change.Sequence)];
            DateTimeOffset[] expected = [.. Crossings(i)];
            Assert.Equal(expected, own.Select(change => change.Time));
            Assert.Equal(own.Select((_, n) => n % 2 == 0 ? AlertChangeKind.Raised : AlertChangeKind.Resolved), own.Select(change => change.Kind));
            Assert.EndsWith($"by river-{i}", own[0].Text, StringComparison.Ordinal);
        }

        Assert.DoesNotContain(alerts, change => change.Thing.Id == "closed" || change.Thing.Id == "fit");
    }

    [Theory]
    [InlineData(FaultPoint.BeforePersist)]
    [InlineData(FaultPoint.AfterPersistBeforeDelivery)]
    [InlineData(FaultPoint.AfterDeliveryBeforeOffsetCommit)]
    public async Task The_same_alerts_come_out_over_crashes(FaultPoint point)
    {
        IReadOnlyList<AlertChange> undisturbed = await RunAsync("undisturbed", IFaults.None);
        var faults = new ThrowingFaults((passed, count) => passed == point && count is 1 or 3 or 6 or 9);
        IReadOnlyList<AlertChange> disturbed = await RunAsync("disturbed", faults);
        Assert.True(faults.Thrown >= 3, $"only {faults.Thrown} faults happened: the test would prove nothing");
        Assert.NotEmpty(undisturbed);
        Assert.Equal(Lines(undisturbed), Lines(disturbed));
    }

    private static IEnumerable<string> Lines(IEnumerable<AlertChange> changes) =>
        changes.Select(change => $"{change.AlertId} {change.Sequence} {change.Kind} {change.Time:O} {change.Text}").Order(StringComparer.Ordinal);

    private async Task<IReadOnlyList<AlertChange>> RunAsync(string name, IFaults faults)
    {
        string directory = Directory.CreateDirectory(Path.Combine(_directory, name)).FullName;
        var log = new TestLog(Partitions);
        var produced = new Produced();
        await using EngineNode node = await EngineNode.StartAsync(directory, log, produced, faults, batchMax: 11);
        Register(log);
        await Eventually.TrueAsync("everything is registered and open", async () =>
            (await node.City.GetCityAsync(new CityQuery(), default)).Things.Count(thing => thing.Registered && (thing.Key.Kind == ThingKind.Sensor || thing.LastReading is not null)) == (2 * Rivers) + 2);
        for (int step = 0; step < Steps; step++)
        {
            for (int i = 0; i < Rivers; i++)
            {
                log.Append(new SensorReading { ThingId = $"river-{i}", Time = Start + (step * Step), Type = SensorType.RiverLevel, Value = Level(i, step) });
            }
        }

        int expected = Enumerable.Range(0, Rivers).Sum(i => Crossings(i).Count());
        await Eventually.TrueAsync(
            $"{expected} changes at the shelters and nothing left to do",
            async () => Hazard(produced).Count >= expected && await node.City.GetPendingWorkAsync(default) == 0,
            TimeSpan.FromSeconds(60),
            found: () => $"{Hazard(produced).Count} changes");
        return Hazard(produced);
    }

    private static List<AlertChange> Hazard(Produced produced) =>
        [.. produced.Alerts.Where(change => change.Rule == Rules.ShelterHazard).DistinctBy(change => (change.AlertId, change.Sequence))];

    private static void Register(TestLog log)
    {
        for (int i = 0; i < Rivers; i++)
        {
            var hazard = new HazardSettings(Hazards.Flood, 4, [Shelter(i), "closed", "fit"]);
            log.Append(new Registration { Key = new ThingKey(ThingKind.Sensor, $"river-{i}"), Thresholds = Stages, Hazard = hazard });
            Open(log, Shelter(i), Hazards.Flood, open: true);
        }

        Open(log, "closed", Hazards.Flood, open: false);
        Open(log, "fit", Hazards.StormSurge, open: true);
    }

    private static void Open(TestLog log, string id, Hazards unfit, bool open)
    {
        log.Append(new Registration { Key = new ThingKey(ThingKind.Shelter, id), Shelter = new ShelterSettings { Unfit = unfit } });
        log.Append(new ShelterReading { ThingId = id, Time = Start.AddHours(-1), Open = open, Evacuees = open ? 7 : 0 });
    }

    private static string Shelter(int river) => $"shelter-{river}";

    private static double Level(int river, int step) => Math.Round(3 + (1.5 * Math.Sin((step + river) / 3.0)), 2);

    /// <summary>When the shelter is told: at 4.0 m and more, and below 3.9 m.</summary>
    private static IEnumerable<DateTimeOffset> Crossings(int river)
    {
        bool active = false;
        for (int step = 0; step < Steps; step++)
        {
            double level = Level(river, step);
            bool now = active ? level >= 3.9 : level >= 4.0 && step > 0;
            if (now != active)
            {
                active = now;
                yield return Start + (step * Step);
            }
        }
    }
}
