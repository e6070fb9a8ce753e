using Realtime.Domain;
using Realtime.LoadGen.Ledger;

namespace Realtime.Integration.Tests.LoadGen;

/// <summary><c>loadgen replay</c> and <c>loadgen verify</c> end to end through a broker in its own process.</summary>
public sealed class ReplayCommandTests(BrokerProcess broker) : IClassFixture<BrokerProcess>, IDisposable
{
    private readonly string _ledger = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    private static string Recordings
    {
        get
        {
            DirectoryInfo? folder = new(AppContext.BaseDirectory);
            while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Realtime.sln")))
            {
                folder = folder.Parent;
            }

            return Path.Combine(folder!.FullName, "tests", "data");
        }
    }

    public void Dispose() => File.Delete(_ledger);

    [Fact]
    public async Task ARecordedFloodArrivesWholeWithItsHeartbeatsBehindItAndVerifyMissesEveryAlertThatNobodyMade()
    {
        LoadGenResult sent = await LoadGenProcess.RunAsync(
            "replay", "--bootstrap", broker.Bootstrap, "--recordings", Recordings, "--only", "srilanka", "--speed", "max",
            "--start", "2026-01-01T00:00:00Z", "--no-wait", "--ledger", _ledger);

        Assert.True(sent.Code == 0, sent.Error);
        Assert.Contains("sent: 4,045 readings", sent.Output, StringComparison.Ordinal);
        Assert.Contains("Irrigation Department", sent.Output, StringComparison.Ordinal);
        CheckLog();
        CheckLedger();

        LoadGenResult verified = await LoadGenProcess.RunAsync("verify", "--ledger", _ledger, "--bootstrap", broker.Bootstrap);

        Assert.Equal(5, verified.Code);
        Assert.Contains($"lost {29 + 5}, false 0, wrong 0, refused readings 0", verified.Output, StringComparison.Ordinal);
    }

    private void CheckLog()
    {
        int rows = 0;
        HashSet<ThingKey> registered = [];
        for (int partition = 0; partition < BrokerProcess.Partitions; partition++)
        {
            registered.UnionWith(LogReader.Read(broker.Bootstrap, Topics.Registry, partition).Select(item => item.Registration!.Key));
            DateTimeOffset watermark = DateTimeOffset.MinValue;
            int beats = 0;
            foreach (LogItem item in LogReader.Read(broker.Bootstrap, Topics.Sensor, partition))
            {
                Assert.Null(item.Rejection);
                if (item.Reading is { } reading)
                {
                    rows++;
                    Assert.True(reading.Time > watermark, $"{reading.Key} at {reading.Time:O} stands behind the heartbeat of {watermark:O}");
                    Assert.Equal(partition, Partitioning.PartitionOf(reading.ThingId, BrokerProcess.Partitions));
                }
                else
                {
                    beats++;
                    watermark = item.Beat!.Time;
                }
            }

            // 23 November 05:31 to 1 December 10:44, one in ten minutes and the last one that closes the channel.
            Assert.InRange(beats, 1_180, 1_190);
        }

        Assert.Equal((4_045, 21), (rows, registered.Count));
    }

    private void CheckLedger()
    {
        List<LedgerLine> lines = [.. LedgerFile.Read(_ledger)];
        Assert.All(lines, line => Assert.Equal("ok", line.Outcome));
        Assert.Equal(4_045, lines.Count(line => line.What == LedgerLine.Reading));
        Assert.Equal(21, lines.Count(line => line.What == LedgerLine.Registration));
        Assert.Equal(lines.Count, lines.Select(line => (line.Topic, line.Partition, line.Offset)).Distinct().Count());
    }
}
