using Microsoft.Extensions.Logging.Abstractions;
using Realtime.Cluster.Health;
using Realtime.Cluster.Settings;
using Realtime.Cluster.Startup;
using Realtime.Streams.Kafka;
using Realtime.Tests.Streams;
using Realtime.Tests.Support;

namespace Realtime.Tests.Failures;

/// <summary>What a node says of the broker, the topics, the journal and the disk it stands on.</summary>
public sealed class SurroundingsTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("realtime-surroundings-").FullName;
    private readonly TestKafka _kafka = new(partitions: 4);

    public void Dispose()
    {
        _kafka.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task A_broker_that_goes_away_and_a_journal_that_is_deleted_are_seen_and_so_is_their_return()
    {
        File.WriteAllBytes(Path.Combine(_directory, "journal.db"), []);
        await using Surroundings surroundings = Open(partitions: 4);
        await surroundings.LookAsync();
        Assert.Equal((1, 1, 0), Shown());
        Assert.True(SurroundingsMetrics.DiskFree.Value > 0 && SurroundingsMetrics.DiskSize.Value >= SurroundingsMetrics.DiskFree.Value);

        _kafka.Broker.SetReachable(false);
        File.Delete(Path.Combine(_directory, "journal.db"));
        await surroundings.LookAsync();
        Assert.Equal((0, 0, 0), Shown());

        _kafka.Broker.SetReachable(true);
        File.WriteAllBytes(Path.Combine(_directory, "journal.db"), []);
        await Eventually.TrueAsync("broker and journal are seen again", async () =>
        {
            await surroundings.LookAsync();
            return Shown() == (1, 1, 0);
        });
    }

    [Fact]
    public async Task Topics_with_another_partition_count_are_counted_while_the_node_runs_and_refused_when_it_starts()
    {
        await using Surroundings surroundings = Open(partitions: 8);
        await surroundings.LookAsync();
        Assert.Equal(Domain.Topics.All.Count, SurroundingsMetrics.TopicsWrong.Value);

        InvalidOperationException refused = await Assert.ThrowsAsync<InvalidOperationException>(() => TopicCheck.EnsureAsync(_kafka.Settings with { Partitions = 8 }));
        Assert.Contains("has 4 partitions, but this deployment is set to 8", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_disk_with_too_little_room_makes_the_journal_not_ready()
    {
        Assert.Equal("", new DiskRoom(DiskRoom.NeededBytes, 1L << 40).Fault("/data"));
        Assert.Equal("The disk of /data is full: 63 MiB are free.", new DiskRoom(DiskRoom.NeededBytes - 1, 1L << 40).Fault("/data"));
    }

    private static (double Broker, double Journal, double Topics) Shown() =>
        (SurroundingsMetrics.DependencyUp.WithLabels("broker").Value, SurroundingsMetrics.DependencyUp.WithLabels("journal").Value, SurroundingsMetrics.TopicsWrong.Value);

    private Surroundings Open(int partitions)
    {
        Dictionary<string, string> values = new(StringComparer.OrdinalIgnoreCase) { ["Node:DataDirectory"] = _directory };
        RealtimeSettings settings = RealtimeSettings.Read(new SettingReader([new SettingsLayer("test", values)]));
        return new Surroundings(
            settings, new TopicWatch(_kafka.Settings with { Partitions = partitions }), new CheckedClock(TimeProvider.System), TimeProvider.System, NullLogger.Instance);
    }
}
