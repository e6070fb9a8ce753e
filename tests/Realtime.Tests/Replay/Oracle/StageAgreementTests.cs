using CsCheck;
using Realtime.Domain;
using Realtime.LoadGen.Ledger;
using Realtime.LoadGen.Oracle;
using Realtime.Replay.Sending;

namespace Realtime.Tests.Replay.Oracle;

/// <summary>Two different computations of the stage alerts, the product's and the oracle's, agree on gauges that jump, stop, repeat and correct themselves.</summary>
public sealed class StageAgreementTests
{
    private static readonly DateTimeOffset Start = new(2026, 6, 3, 4, 0, 0, TimeSpan.FromHours(9));

    /// <summary>Minutes since the row before (0 = a correction), level in tenths of a metre, quality.</summary>
    private static readonly Gen<List<(int Minutes, int Tenths, int Quality)>> Rows =
        Gen.Select(Gen.OneOf(Gen.Const(10), Gen.Const(0), Gen.Int[1, 90]), Gen.OneOf(Gen.Int[0, 110], Gen.Int[60, 85]), Gen.Int[0, 11]).List[1, 60];

    [Fact]
    public void They_agree() => Rows.Sample(
        rows =>
        {
            Registration gauge = new()
            {
                Key = new ThingKey(ThingKind.Sensor, "a"),
                SensorType = SensorType.RiverLevel,
                Thresholds = new StageThresholds([new(2, 6.5, "A"), new(3, 7, "B"), new(4, 8, "C"), new(5, 9, "D")], 0.2),
                Water = new WaterSettings { RecentLimit = TimeSpan.FromHours(1) },
            };
            List<SensorReading> readings = Readings(rows);
            string[] product = [.. Product(gauge, readings)];
            string[] oracle = [.. Foretold(gauge, readings)];
            Assert.Equal(oracle, product);
        },
        iter: 2_000);

    private static List<SensorReading> Readings(List<(int Minutes, int Tenths, int Quality)> rows)
    {
        DateTimeOffset time = Start;
        List<SensorReading> readings = [];
        foreach ((int minutes, int tenths, int quality) in rows)
        {
            time = time.AddMinutes(minutes);
            readings.Add(new SensorReading { ThingId = "a", Time = time, Value = quality == 0 ? null : tenths / 10.0, Quality = quality == 0 ? Quality.Missing : Quality.Good });
        }

        return readings;
    }

    private static IEnumerable<string> Product(Registration gauge, List<SensorReading> readings)
    {
        IThingMachine machine = ThingMachines.For(ThingKind.Sensor);
        IThingState state = machine.Initial;
        StepOutput output = new();
        foreach (SensorReading reading in readings)
        {
            state = machine.OnReading(state, reading, new StepContext(gauge.Key, gauge, null), output);
        }

        return output.Alerts.GroupBy(change => change.AlertId).Select(alert => Course(alert.Select(change => new LevelStep(change.Time, change.ToLevel, change.Unconfirmed))));
    }

    private static IEnumerable<string> Foretold(Registration gauge, List<SensorReading> readings)
    {
        LedgerHistory history = new();
        long offset = 0;
        foreach (LedgerLine line in LedgerLines.Of(TelemetryRouter.RegistryRecord(gauge, 1, default), default, DeliveryOutcome.Ok, 0))
        {
            history.Add(line);
        }

        foreach (SensorReading reading in readings)
        {
            history.Add(new LedgerLine
            {
                Topic = Topics.Sensor,
                Partition = 0,
                Offset = offset++,
                Outcome = "ok",
                What = LedgerLine.Reading,
                Thing = "sensor/a",
                Time = reading.Time,
                Value = reading.Value,
                Quality = reading.Quality == Quality.Good ? null : "missing",
            });
        }

        return CityOracle.Expect(history).Select(alert => Course(alert.Steps));
    }

    private static string Course(IEnumerable<LevelStep> steps) =>
        string.Join(' ', steps.Select(step => $"{(step.Time - Start).TotalMinutes}:{step.Level}{(step.Unconfirmed ? "?" : "")}"));
}
