using Akka.Persistence.Sql.Config;
using LinqToDB;
using Microsoft.Data.Sqlite;
using Realtime.Actors.Metrics;
using Realtime.Tests.Engine;
using Realtime.Tests.Support;

namespace Realtime.Tests.Failures;

/// <summary>The journal's disk is full: SQLite refuses every write that needs one more page (SQLITE_FULL), as it does on a full file system.</summary>
public sealed class FullDiskTests : IDisposable
{
    private const string Journal = "akka.persistence.journal.sql";
    private readonly NightCity _city = new();
    private volatile bool _full;

    public void Dispose() => _city.Dispose();

    [Fact]
    public async Task Nothing_is_stored_half_nothing_goes_out_and_all_of_it_comes_when_there_is_room_again()
    {
        string[] expected = await NightCity.UndisturbedAsync();
        await using EngineNode node = await _city.StartAsync(setup: Limited());
        _city.Write(0, NightCity.Steps / 2);
        await _city.FinishedAsync(node, NightCity.Steps / 2);

        _full = true;
        double before = EngineMetrics.PersistFailures.Value;
        _city.Write(NightCity.Steps / 2, NightCity.Steps);
        await Eventually.TrueAsync("every partition has failed to store, and has tried again", () => EngineMetrics.PersistFailures.Value - before >= 2 * NightCity.Partitions);
        Assert.True(_city.Alerts.Length < expected.Length, "alerts came out whose epoch is not stored");

        _full = false;
        await _city.FinishedAsync(node);
        Assert.Equal(expected, _city.Alerts);
    }

    /// <summary>A page limit belongs to a connection, so it is set whenever one is opened; below the present size it means the present size.</summary>
    private MultiDataOptionsSetup Limited()
    {
        string file = new SqliteConnectionStringBuilder { DataSource = Path.Combine(_city.Directory, "journal.db") }.ToString();
        DataOptions options = new DataOptions().UseConnectionString("SQLite.MS", file).UseAfterConnectionOpened(
            connection => Limit((SqliteConnection)connection),
            (connection, _) =>
            {
                Limit((SqliteConnection)connection);
                return Task.CompletedTask;
            });
        MultiDataOptionsSetup setup = new();
        setup.AddDataOptions(Journal, options);
        return setup;
    }

    private void Limit(SqliteConnection connection)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = _full ? "PRAGMA max_page_count = 1" : "PRAGMA max_page_count = 4294967294";
        command.ExecuteNonQuery();
    }
}
