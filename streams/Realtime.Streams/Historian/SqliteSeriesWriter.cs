using Microsoft.Data.Sqlite;
using Realtime.Domain;
using Realtime.Streams.Codec;

namespace Realtime.Streams.Historian;

/// <summary>
/// The time-series store of a node that has no InfluxDB: one SQLite file. A row is a block: the points of one partition in one write, as
/// lines of <see cref="LineProtocol"/> that a person can read and InfluxDB takes as they are (<c>SELECT lines FROM blocks</c>). A row
/// for each point would cost ten times as much as everything else that is done with a reading. A point that is written again stands in
/// a later block too; whoever reads takes the last one. What was written longer ago than the retention is deleted.
/// </summary>
public sealed class SqliteSeriesWriter : ITimeSeriesWriter, IDisposable
{
    private const int DeletedPerTransaction = 1_000;
    private const string Schema = """
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = NORMAL;
        CREATE TABLE IF NOT EXISTS blocks (
            id INTEGER PRIMARY KEY, partition INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
            written INTEGER NOT NULL, lines TEXT NOT NULL);
        CREATE INDEX IF NOT EXISTS blocks_time ON blocks (last, first);
        CREATE INDEX IF NOT EXISTS blocks_written ON blocks (written);
        """;

    private readonly Lock _lock = new();
    private readonly string _connectionString;
    private readonly SqliteConnection _connection;
    private readonly TimeSpan _retention;
    private readonly TimeProvider _clock;
    private DateTimeOffset _cleanedAt;

    /// <param name="path">The file; it and its folder are created.</param>
    /// <param name="retention">Age, by time of writing, from which points are deleted.</param>
    /// <param name="clock">Clock of writing.</param>
    public SqliteSeriesWriter(string path, TimeSpan retention, TimeProvider clock)
    {
        _retention = retention;
        _clock = clock;
        _connectionString = new SqliteConnectionStringBuilder { DataSource = path, DefaultTimeout = 30 }.ToString();
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
        {
            Directory.CreateDirectory(folder);
        }

        _connection = new SqliteConnection(_connectionString);
        _connection.Open();
        using SqliteCommand command = _connection.CreateCommand();
        command.CommandText = Schema;
        command.ExecuteNonQuery();
    }

    // SQLite has no asynchronous calls; the caller must not wait on its own thread for the disk.
    public Task WriteAsync(IReadOnlyList<PointLines> points, CancellationToken cancellation) => Task.Run(() => Write(points), cancellation);

    /// <summary>The points of a thing from <paramref name="from"/> (taken) to <paramref name="to"/> (not taken), oldest first.</summary>
    public IReadOnlyList<ResultPoint> Read(string measurement, ThingKey thing, DateTimeOffset from, DateTimeOffset to)
    {
        using var connection = new SqliteConnection(_connectionString);
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT CAST(lines AS BLOB) FROM blocks WHERE last >= $from AND first < $to ORDER BY id";
        command.Parameters.AddWithValue("$from", Nanoseconds(from));
        command.Parameters.AddWithValue("$to", Nanoseconds(to));
        using SqliteDataReader rows = command.ExecuteReader();
        var found = new SeriesLookup(measurement, [thing], from, to);
        while (rows.Read())
        {
            found.Take((byte[])rows.GetValue(0));
        }

        return found.Points;
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _connection.Dispose();
        }
    }

    /// <summary>As times stand in the file.</summary>
    internal static long Nanoseconds(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).Ticks * 100;

    private void Write(IReadOnlyList<PointLines> points)
    {
        SeriesBlock[] blocks = [.. points.GroupBy(lines => lines.Partition).Select(group => SeriesBlock.Of(group.Key, [.. group]))];
        lock (_lock)
        {
            DateTimeOffset now = _clock.GetUtcNow();
            using (SqliteTransaction transaction = _connection.BeginTransaction(deferred: false))
            {
                Insert(blocks, now, transaction);
                transaction.Commit();
            }

            if (now - _cleanedAt > TimeSpan.FromMinutes(10))
            {
                Clean(now - _retention);
                _cleanedAt = now;
            }
        }
    }

    private void Insert(IReadOnlyList<SeriesBlock> blocks, DateTimeOffset now, SqliteTransaction transaction)
    {
        using SqliteCommand command = _connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "INSERT INTO blocks (partition, first, last, written, lines) VALUES ($partition, $first, $last, $written, CAST($lines AS TEXT))";
        SqliteParameter partition = command.Parameters.Add("$partition", SqliteType.Integer);
        SqliteParameter first = command.Parameters.Add("$first", SqliteType.Integer);
        SqliteParameter last = command.Parameters.Add("$last", SqliteType.Integer);
        SqliteParameter lines = command.Parameters.Add("$lines", SqliteType.Blob);
        command.Parameters.AddWithValue("$written", now.UtcTicks);
        foreach (SeriesBlock block in blocks)
        {
            partition.Value = block.Partition;
            first.Value = block.First;
            last.Value = block.Last;
            lines.Value = block.Lines;
            command.ExecuteNonQuery();
        }
    }

    private void Clean(DateTimeOffset before)
    {
        using SqliteCommand command = _connection.CreateCommand();
        command.CommandText = $"DELETE FROM blocks WHERE id IN (SELECT id FROM blocks WHERE written < $before LIMIT {DeletedPerTransaction})";
        command.Parameters.AddWithValue("$before", before.UtcTicks);
        while (command.ExecuteNonQuery() == DeletedPerTransaction)
        {
            // One bounded transaction after the other, so that readers and the journal's disk are not blocked for long.
        }
    }
}
