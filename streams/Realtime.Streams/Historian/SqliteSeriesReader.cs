using Microsoft.Data.Sqlite;
using Realtime.Domain;

namespace Realtime.Streams.Historian;

/// <summary>
/// Reads the embedded store (<see cref="SqliteSeriesWriter"/>) on connections of its own, which never wait for the writer. A block holds the points
/// of many things, so a question goes through the newest blocks only, up to a bound of bytes.
/// </summary>
/// <param name="path">The file of the store.</param>
/// <param name="bytesMax">Text that one question goes through.</param>
public sealed class SqliteSeriesReader(string path, long bytesMax = SqliteSeriesReader.BytesMax) : ISeriesReader
{
    /// <summary>Text that one question goes through at most: some 300,000 points.</summary>
    public const long BytesMax = 32 * 1024 * 1024;

    private readonly string _connectionString = new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, DefaultTimeout = 2 }.ToString();

    // SQLite has no asynchronous calls; the caller must not wait on its own thread for the disk.
    public Task<SeriesAnswer> ReadAsync(SeriesQuestion question, CancellationToken cancellation) => Task.Run(() => Read(question, cancellation), cancellation);

    private SeriesAnswer Read(SeriesQuestion question, CancellationToken cancellation)
    {
        try
        {
            using SqliteConnection connection = new(_connectionString);
            connection.Open();
            SeriesLookup found = new(question.Measurement, question.Things, question.From, question.To);
            (Stack<byte[]> blocks, long oldest) = Blocks(connection, question, cancellation);
            foreach (byte[] block in blocks)
            {
                found.Take(block);
            }

            return SeriesAnswer.Newest(found.Points, question.PointsMax, Unread(connection, question, oldest));
        }
        catch (SqliteException fault)
        {
            throw new SeriesAwayException("The embedded time-series store cannot be read.", fault);
        }
    }

    /// <summary>The newest blocks that may hold something, in the order in which they were written, and the number of the oldest of them.</summary>
    private (Stack<byte[]> Blocks, long Oldest) Blocks(SqliteConnection connection, SeriesQuestion question, CancellationToken cancellation)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT CAST(lines AS BLOB), id FROM blocks WHERE last >= $from AND first < $to ORDER BY id DESC";
        command.Parameters.AddWithValue("$from", SqliteSeriesWriter.Nanoseconds(question.From));
        command.Parameters.AddWithValue("$to", SqliteSeriesWriter.Nanoseconds(question.To));
        using SqliteDataReader rows = command.ExecuteReader();
        Stack<byte[]> blocks = [];
        (long bytes, long oldest) = (0, long.MaxValue);
        while (bytes < bytesMax && rows.Read())
        {
            cancellation.ThrowIfCancellationRequested();
            byte[] block = (byte[])rows.GetValue(0);
            bytes += block.Length;
            blocks.Push(block);
            oldest = rows.GetInt64(1);
        }

        return (blocks, oldest);
    }

    /// <summary>Behind the newest time that a block holds which was not read; null = all were.</summary>
    private static DateTimeOffset? Unread(SqliteConnection connection, SeriesQuestion question, long oldest)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT MAX(last) FROM blocks WHERE last >= $from AND first < $to AND id < $oldest";
        command.Parameters.AddWithValue("$from", SqliteSeriesWriter.Nanoseconds(question.From));
        command.Parameters.AddWithValue("$to", SqliteSeriesWriter.Nanoseconds(question.To));
        command.Parameters.AddWithValue("$oldest", oldest);
        return command.ExecuteScalar() is long last ? DateTimeOffset.UnixEpoch.AddTicks((last / 100) + 1) : null;
    }
}
