using Realtime.Domain;
using Realtime.LoadGen.Ledger;
using Realtime.Replay.Sending;

namespace Realtime.Tests.Replay;

/// <summary>The ledger says what became of every record, also of those nobody answered.</summary>
public sealed class LedgerFileTests : IDisposable
{
    private static readonly DateTimeOffset At = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly string _path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void EveryRecordHasItsOutcomeAndWhatTheOracleNeeds()
    {
        OutgoingRecord answered = Record(new LogItem { Reading = new HouseholdReading { ThingId = "h", Time = At, PowerW = 41.5, Source = "c" } });
        OutgoingRecord refused = Record(new LogItem { Beat = new ChannelBeat { ChannelId = "c", Time = At, ExpectedInterval = TimeSpan.FromMinutes(10) } });
        OutgoingRecord silent = Record(new LogItem { Registration = new Registration { Key = new ThingKey(ThingKind.Household, "h"), NoViewingLimit = TimeSpan.FromHours(12) } });
        using (LedgerFile ledger = new(_path))
        {
            ledger.Handed(answered, At.AddSeconds(1));
            ledger.Handed(refused, At);
            ledger.Handed(silent, At);
            ledger.Delivered(refused, DeliveryOutcome.Failed, -1);
            ledger.Delivered(answered, DeliveryOutcome.Ok, 17);
        }

        List<LedgerLine> lines = [.. LedgerFile.Read(_path)];

        Assert.Equal(["beat failed -1", "reading ok 17", "registration unknown -1"], lines.Select(line => $"{line.What} {line.Outcome} {line.Offset}").Order());
        LedgerLine reading = lines.Single(line => line.What == LedgerLine.Reading);
        Assert.Equal(("household/h", "c", 41.5, At, At.AddSeconds(1)), (reading.Thing, reading.Channel, reading.PowerW, reading.Time, reading.SentAt));
        Assert.Equal(600, lines.Single(line => line.What == LedgerLine.Beat).IntervalS);
        Assert.Equal(43_200, lines.Single(line => line.What == LedgerLine.Registration).NoViewingLimitS);
    }

    [Fact]
    public void AFrameMakesALinePerReading()
    {
        OutgoingRecord frame = Record(default) with
        {
            Frame = [new SensorReading { ThingId = "a", Time = At, Value = 1 }, new SensorReading { ThingId = "b", Time = At, Quality = Quality.Missing }],
        };
        using (LedgerFile ledger = new(_path))
        {
            ledger.Handed(frame, At);
            ledger.Delivered(frame, DeliveryOutcome.Ok, 3);
        }

        Assert.Equal(
            ["sensor/a 3.0 1 ", "sensor/b 3.1  missing"],
            LedgerFile.Read(_path).Select(line => $"{line.Thing} {line.Offset}.{line.Index} {line.Value} {line.Quality}"));
    }

    [Fact]
    public void ALineThatIsNotALedgersIsNamed()
    {
        File.WriteAllText(_path, "{\"topic\":\"t\"}\n");

        InvalidDataException fault = Assert.Throws<InvalidDataException>(() => LedgerFile.Read(_path).ToList());
        Assert.Contains("line 1", fault.Message, StringComparison.Ordinal);
    }

    private static OutgoingRecord Record(LogItem item) => new() { Topic = "t", Partition = 0, Key = "k", Item = item, IntendedAt = At };
}
