using Realtime.Domain;
using Realtime.Replay.Recordings;

namespace Realtime.Tests.Replay;

/// <summary>Row counts and figures as the sources' own documentation states them.</summary>
public sealed class RecordingsTests
{
    [Theory]
    [InlineData("srilanka", 4_045, 21)]
    [InlineData("nanao", 882 + 23, 20)]
    [InlineData("tracebase-digitaltvreceiver-d330a3", 23_040, 1)]
    [InlineData("tracebase-tv-crt-98abaa", 61_018, 1)]
    [InlineData("tracebase-tv-lcd-b80e51", 51_417, 1)]
    [InlineData("tracebase-tv-lcd-b81116", 8_439, 1)]
    [InlineData("tracebase-tv-lcd-b8121d", 18_055, 1)]
    [InlineData("tracebase-tv-lcd-b814da", 1_657, 1)]
    [InlineData("tracebase-tv-lcd-b83416", 26_584, 1)]
    [InlineData("tracebase-tv-lcd-d330a3", 11_108, 1)]
    public void EveryRowIsThereOnce(string name, int rows, int things)
    {
        Recording recording = TestRecordings.Named(name);
        List<RecordedRow> all = [.. recording.Rows()];

        Assert.Equal(rows, all.Count);
        Assert.Equal(rows, recording.RowCount);
        Assert.Equal(Enumerable.Range(0, rows).Select(number => (long)number), all.Select(row => row.Number));
        Assert.Equal(things, recording.Registrations.Count);
        Assert.Equal(
            recording.Registrations.Select(registration => registration.Key).Order(),
            all.Select(row => row.Reading.Key).Distinct().Order());
    }

    [Fact]
    public void EveryRecordingIsInTimeOrderWithItsConstantOffsetAndItsOwnKind()
    {
        Assert.Equal(10, TestRecordings.All.Count);
        foreach (Recording recording in TestRecordings.All)
        {
            List<Reading> readings = [.. recording.Rows().Select(row => row.Reading)];
            Assert.Equal(readings.Select(reading => reading.Time).Order(), readings.Select(reading => reading.Time));
            Assert.All(readings, reading => Assert.Equal(recording.UtcOffset, reading.Time.Offset));
            Assert.All(readings, reading => Assert.Equal(recording.Kind, reading.Kind));
            Assert.Equal((recording.FirstTime, recording.LastTime), (readings[0].Time, readings[^1].Time));
            Assert.All(recording.Registrations, registration => Assert.Equal(recording.Name, registration.Source));
        }
    }

    [Fact]
    public void RowsCanBeTakenFromAnyNumber()
    {
        foreach (Recording recording in TestRecordings.All)
        {
            Assert.Equal(recording.Rows().Skip(700), recording.Rows(700));
            Assert.Empty(recording.Rows(recording.RowCount));
        }
    }

    [Fact]
    public void HanwellaIsRegisteredWithItsOfficialThresholds()
    {
        Registration hanwella = TestRecordings.Named("srilanka").Registrations.Single(found => found.Key.Id == "lk-hanwella");

        Assert.Equal("Hanwella (Kelani Ganga)", hanwella.Name);
        Assert.Equal("LK-11", hanwella.Municipality);
        Assert.Equal(TimeSpan.FromHours(6), hanwella.SilenceLimit);
        Assert.Equal(
            new StageThresholds([new(2, 7, "ALERT"), new(3, 8, "MINOR_FLOOD"), new(4, 10, "MAJOR_FLOOD")], 0.10),
            hanwella.Thresholds);
        Assert.Equal((6.910489028063102, 80.08133984391833), (hanwella.Latitude, hanwella.Longitude));
    }

    [Fact]
    public void TheHighestLevelAtHanwellaIsTheKnownPeak()
    {
        SensorReading peak = TestRecordings.Named("srilanka").Rows().Select(row => (SensorReading)row.Reading)
            .Where(reading => reading.ThingId == "lk-hanwella").MaxBy(reading => reading.Value)!;

        Assert.Equal(10.95, peak.Value);
        Assert.Equal("2025-11-29 18:38", peak.Time.ToString("yyyy-MM-dd HH:mm", null));
    }

    [Fact]
    public void OnlyTheReceiverHasNoViewingRule()
    {
        RecordingOptions options = new() { NoViewingLimit = TimeSpan.FromHours(12) };
        List<Registration> sets = [.. RecordingCatalog.Bundled().Load(TestRecordings.Directory, options, ["tracebase"]).SelectMany(found => found.Registrations)];

        Assert.Equal(8, sets.Count);
        Registration receiver = Assert.Single(sets, set => set.NoViewingLimit is null);
        Assert.Equal("digitaltvreceiver-d330a3", receiver.Key.Id);
        Assert.All(sets.Except([receiver]), set => Assert.Equal(TimeSpan.FromHours(12), set.NoViewingLimit));
        Assert.All(sets, set => Assert.Equal(20, set.ViewingPowerW));
    }

    [Fact]
    public void ADirectoryWithoutRecordingsAndAWrongNameAreSaidPlainly()
    {
        DirectoryNotFoundException nothing = Assert.Throws<DirectoryNotFoundException>(() => RecordingCatalog.Bundled().Load(AppContext.BaseDirectory));
        Assert.Contains("nanao, srilanka, tracebase", nothing.Message, StringComparison.Ordinal);
        ArgumentException wrong = Assert.Throws<ArgumentException>(() => RecordingCatalog.Bundled().Load(TestRecordings.Directory, null, ["osaka"]));
        Assert.Contains("osaka", wrong.Message, StringComparison.Ordinal);
    }
}
