using System.Globalization;
using Microsoft.Data.Sqlite;
using Realtime.Domain;
using Realtime.Streams.Codec;

namespace Realtime.Streams.Historian;

/// <summary>
/// The time-series store of a node that has no InfluxDB: one SQLite file. A point is stored as the JSON of the results topic, so that
/// SQL can look into it with <c>json_extract(point, '$.fields.level_m')</c>. What was written longer ago than the retention is deleted.
/// </summary>
public sealed class SqliteSeriesWriter : ITimeSeriesWriter, IDisposable
{
    private const int DeletedPerTransaction = 10_000;
    private const string Schema = """
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = NORMAL;
        CREATE TABLE IF NOT EXISTS points (
            measurement TEXT NOT NULL, thing TEXT NOT NULL, time INTEGER NOT NULL, tags TEXT NOT NULL,
            written INTEGER NOT NULL, point TEXT NOT NULL,
            UNIQUE (measurement, thing, time, tags));
        CREATE INDEX IF NOT EXISTS points_written ON points (written);
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
    public Task WriteAsync(IReadOnlyList<ResultPoint> points, CancellationToken cancellation) => Task.Run(() => Write(points), cancellation);

    /// <summary>The points of a thing from <paramref name="from"/> (taken) to <paramref name="to"/> (not taken), oldest first.</summary>
    public IReadOnlyList<ResultPoint> Read(string measurement, ThingKey thing, DateTimeOffset from, DateTimeOffset to)
    {
        using var connection = new SqliteConnection(_connectionString);
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT point FROM points WHERE measurement = $m AND thing = $t AND time >= $from AND time < $to ORDER BY time, tags";
        command.Parameters.AddWithValue("$m", measurement);
        command.Parameters.AddWithValue("$t", thing.ToString());
        command.Parameters.AddWithValue("$from", from.UtcTicks);
        command.Parameters.AddWithValue("$to", to.UtcTicks);
        using SqliteDataReader rows = command.ExecuteReader();
        var points = new List<ResultPoint>();
        while (rows.Read())
        {
            points.Add(ResultCodec.Decode(System.Text.Encoding.UTF8.GetBytes(rows.GetString(0))));
        }

        return points;
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _connection.Dispose();
        }
    }

    private void Write(IReadOnlyList<ResultPoint> points)
    {
        lock (_lock)
        {
            DateTimeOffset now = _clock.GetUtcNow();
            using (SqliteTransaction transaction = _connection.BeginTransaction(deferred: false))
            {
                Upsert(points, now, transaction);
                transaction.Commit();
            }

            if (now - _cleanedAt > TimeSpan.FromMinutes(10))
            {
                Clean(now - _retention);
                _cleanedAt = now;
            }
        }
    }

    private void Upsert(IReadOnlyList<ResultPoint> points, DateTimeOffset now, SqliteTransaction transaction)
    {
        using SqliteCommand command = _connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = """
            INSERT INTO points (measurement, thing, time, tags, written, point) VALUES ($m, $t, $time, $tags, $written, $point)
            ON CONFLICT (measurement, thing, time, tags) DO UPDATE SET written = excluded.written, point = excluded.point
            """;
        SqliteParameter measurement = command.Parameters.Add("$m", SqliteType.Text);
        SqliteParameter thing = command.Parameters.Add("$t", SqliteType.Text);
        SqliteParameter time = command.Parameters.Add("$time", SqliteType.Integer);
        SqliteParameter tags = command.Parameters.Add("$tags", SqliteType.Text);
        SqliteParameter point = command.Parameters.Add("$point", SqliteType.Text);
        command.Parameters.AddWithValue("$written", now.UtcTicks);
        foreach (ResultPoint one in points)
        {
            measurement.Value = one.Measurement;
            thing.Value = one.Thing.ToString();
            time.Value = one.Time.UtcTicks;
            tags.Value = TagText(one);
            point.Value = System.Text.Encoding.UTF8.GetString(ResultCodec.Encode(one));
            command.ExecuteNonQuery();
        }
    }

    private static string TagText(ResultPoint point) => string.Create(
        CultureInfo.InvariantCulture,
        $"drill={(point.Drill ? 1 : 0)}{string.Concat(point.Tags.OrderBy(t => t.Name, StringComparer.Ordinal).Select(t => $",{t.Name}={t.Value}"))}");

    private void Clean(DateTimeOffset before)
    {
        using SqliteCommand command = _connection.CreateCommand();
        command.CommandText = $"DELETE FROM points WHERE rowid IN (SELECT rowid FROM points WHERE written < $before LIMIT {DeletedPerTransaction})";
        command.Parameters.AddWithValue("$before", before.UtcTicks);
        while (command.ExecuteNonQuery() == DeletedPerTransaction)
        {
            // One bounded transaction after the other, so that readers and the journal's disk are not blocked for long.
        }
    }
}
