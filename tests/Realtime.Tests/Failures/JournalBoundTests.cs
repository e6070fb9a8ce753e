using Microsoft.Data.Sqlite;
using Realtime.Actors;
using Realtime.Tests.Engine;

namespace Realtime.Tests.Failures;

/// <summary>The journal does not grow with the epochs that were stored, only with the state.</summary>
public sealed class JournalBoundTests : IDisposable
{
    private const int LogBytesMin = 6_000;
    private static readonly EngineOptions Small = EngineNode.Quick with { SnapshotLogBytesMin = LogBytesMin, SnapshotRatio = 1, EventsKeptMin = TimeSpan.Zero };
    private readonly NightCity _city = new();

    public void Dispose() => _city.Dispose();

    [Fact]
    public async Task Events_and_snapshots_stay_within_the_stated_bound_however_many_epochs_there_were()
    {
        await using EngineNode node = await _city.StartAsync(Small);
        for (int step = 0; step < NightCity.Steps; step += 4)
        {
            _city.Write(step, step + 4);
            await _city.FinishedAsync(node, step + 4);
        }

        await node.StopAsync();
        SqliteConnection.ClearAllPools();
        for (int partition = 0; partition < NightCity.Partitions; partition++)
        {
            string id = $"partition-{partition}";
            (long stored, _) = Sum("journal.db", $"SELECT max(sequence_number), 0 FROM journal WHERE persistence_id = '{id}'");
            (long events, long bytes) = Sum("journal.db", $"SELECT count(*), sum(length(message)) FROM journal WHERE persistence_id = '{id}' AND deleted = 0");
            (long snapshots, long state) = Sum("snapshots.db", $"SELECT count(*), max(length(snapshot)) FROM snapshot WHERE persistence_id = '{id}'");

            // The epoch that makes a snapshot due is part of the log, and the next ones are stored while it is being saved.
            long bound = (2 * Math.Max(LogBytesMin, state)) + (4 * state);
            Assert.InRange(bytes, 1, bound);
            Assert.InRange(snapshots, 1, 3);
            Assert.True(events < stored / 2, $"{id}: {events} of {stored} events are still there");
        }
    }

    private (long First, long Second) Sum(string file, string sql)
    {
        using SqliteConnection store = new($"Data Source={Path.Combine(_city.Directory, file)};Pooling=False");
        store.Open();
        using SqliteCommand command = store.CreateCommand();
        command.CommandText = sql;
        using SqliteDataReader row = command.ExecuteReader();
        Assert.True(row.Read());
        return (row.GetInt64(0), row.GetInt64(1));
    }
}
