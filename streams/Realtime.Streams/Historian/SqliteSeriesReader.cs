using Microsoft.Data.Sqlite;
using Realtime.Domain;

namespace Realtime.Streams.Historian;

/// <summary>
/// Reads the embedded store (<see cref="SqliteSeriesWriter"/>) on connections of its own, which never wait for the writer. A block holds the points
/// of many things, so a question goes through the newest blocks only, up to a bound of bytes.
/// </summary>
public sealed class SqliteSeriesReader(string path) : ISeriesReader
{
    /// <summary>Text that one question goes through: some 300,000 points.</summary>
    private const long BytesMax = 32 * 1024 * 1024;

    private readonly string _connectionString = new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, DefaultTimeout = 2 }.ToString();

    // SQLite has no asynchronous calls; the caller must not wait on its own thread for the disk.
    public Task<IReadOnlyList<ResultPoint>> ReadAsync(SeriesQuestion question, CancellationToken cancellation) => Task.Run(() => Read(question, cancellation), cancellation);

    private IReadOnlyList<ResultPoint> Read(SeriesQuestion question, CancellationToken cancellation)
    {
        try
        {
            using SqliteConnection connection = new(_connectionString);
            connection.Open();
            SeriesLookup found = new(question.Measurement, question.Things, question.From, question.To);
            foreach (byte[] block in Blocks(connection, question, cancellation))
            {
                found.Take(block);
            }

            return [.. found.Points.TakeLast(question.PointsMax)];
        }
        catch (SqliteException fault)
        {
            throw new SeriesAwayException("The embedded time-series store cannot be read.", fault);
        }
    }

    /// <summary>The newest blocks that may hold something, in the order in which they were written.</summary>
    private static Stack<byte[]> Blocks(SqliteConnection connection, SeriesQuestion question, CancellationToken cancellation)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT CAST(lines AS BLOB) FROM blocks WHERE last >= $from AND first < $to ORDER BY id DESC";
        command.Parameters.AddWithValue("$from", SqliteSeriesWriter.Nanoseconds(question.From));
        command.Parameters.AddWithValue("$to", SqliteSeriesWriter.Nanoseconds(question.To));
        using SqliteDataReader rows = command.ExecuteReader();
        Stack<byte[]> blocks = [];
        long bytes = 0;
        while (bytes < BytesMax && rows.Read())
        {
            cancellation.ThrowIfCancellationRequested();
            byte[] block = (byte[])rows.GetValue(0);
            bytes += block.Length;
            blocks.Push(block);
        }

        return blocks;
    }
}
