using Microsoft.Data.Sqlite;
using Realtime.Actors;
using Realtime.Actors.City;
using Realtime.Actors.Metrics;
using Realtime.Tests.Engine;
using Realtime.Tests.Support;

namespace Realtime.Tests.Failures;

/// <summary>Damaged snapshots: the one before and the events behind it give the same city; with none left the partition stands still and says so.</summary>
public sealed class UnreadableSnapshotTests : IDisposable
{
    private static readonly EngineOptions ManySnapshots = EngineNode.Quick with { SnapshotLogBytesMin = 3_000, SnapshotRatio = 0, EventsKeptMin = TimeSpan.Zero };
    private readonly NightCity _city = new();

    public void Dispose() => _city.Dispose();

    [Fact]
    public async Task Recovery_goes_back_to_the_snapshot_before_and_nothing_is_lost()
    {
        string[] expected = await NightCity.UndisturbedAsync();
        await FirstHalfAsync();
        Assert.Equal(NightCity.Partitions, Damage("sequence_number = (SELECT max(sequence_number) FROM snapshot other WHERE other.persistence_id = snapshot.persistence_id)"));
        double before = EngineMetrics.SnapshotsUnreadable.WithLabels("partition").Value;

        await using EngineNode node = await _city.StartAsync(ManySnapshots);
        _city.Write(NightCity.Steps / 2, NightCity.Steps);
        await _city.FinishedAsync(node);

        Assert.True(EngineMetrics.SnapshotsUnreadable.WithLabels("partition").Value - before >= NightCity.Partitions);
        Assert.Equal(expected, _city.Alerts);
    }

    [Fact]
    public async Task Without_any_readable_snapshot_one_partition_stands_still_and_the_others_work()
    {
        await FirstHalfAsync();
        Assert.True(Damage("persistence_id = 'partition-1'") >= 2);
        double before = Unreadable();

        await using EngineNode node = await _city.StartAsync(ManySnapshots);
        await Eventually.TrueAsync("partition 1 says again and again that it cannot start", () => Unreadable() - before >= 3);
        await Eventually.TrueAsync("the other partitions answer", async () => (await node.City.GetCityAsync(new CityQuery(), default)).PartitionsAnswered == NightCity.Partitions - 1);
    }

    private static double Unreadable() => EngineMetrics.PartitionFaults.WithLabels("unreadable").Value;

    private async Task FirstHalfAsync()
    {
        await using EngineNode node = await _city.StartAsync(ManySnapshots);
        for (int step = 0; step < NightCity.Steps / 2; step += 10)
        {
            _city.Write(step, step + 10);
            await _city.FinishedAsync(node, step + 10);
        }

        await node.StopAsync();
        SqliteConnection.ClearAllPools();
    }

    /// <summary>Flips bytes in the middle of the partitions' snapshots; returns how many.</summary>
    private int Damage(string which)
    {
        using SqliteConnection store = new($"Data Source={Path.Combine(_city.Directory, "snapshots.db")};Pooling=False");
        store.Open();
        using SqliteCommand command = store.CreateCommand();
        command.CommandText =
            $"UPDATE snapshot SET snapshot = CAST(substr(snapshot, 1, 40) || x'00FF00FF' || substr(snapshot, 45) AS BLOB) WHERE persistence_id LIKE 'partition-%' AND {which}";
        return command.ExecuteNonQuery();
    }
}
