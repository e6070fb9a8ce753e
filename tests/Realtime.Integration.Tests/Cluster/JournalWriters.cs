using Npgsql;

namespace Realtime.Integration.Tests.Cluster;

/// <summary>Reads the journal as the last witness: whether two incarnations of a partition or a desk ever wrote in turns.</summary>
internal static class JournalWriters
{
    private const string Query = """
        SELECT persistence_id || ': ' || writer_uuid || ' ' || count(*) || ' times'
        FROM (SELECT *, lag(writer_uuid) OVER (PARTITION BY persistence_id ORDER BY sequence_number) AS before FROM journal) AS event
        WHERE before IS DISTINCT FROM writer_uuid
        GROUP BY persistence_id, writer_uuid HAVING count(*) > 1
        """;

    /// <summary>Writers that wrote again after somebody else had; there must be none.</summary>
    public static async Task<string[]> WhoCameBackAsync(string database) => await ReadAsync(database, Query);

    /// <summary>Sequence numbers that are missing in the middle of a persistence id's events; there must be none.</summary>
    public static async Task<string[]> HolesAsync(string database) => await ReadAsync(database, """
        SELECT persistence_id || ' after ' || before
        FROM (SELECT persistence_id, sequence_number, lag(sequence_number) OVER (PARTITION BY persistence_id ORDER BY sequence_number) AS before FROM journal) AS event
        WHERE sequence_number <> before + 1
        """);

    private static async Task<string[]> ReadAsync(string database, string query)
    {
        await using NpgsqlConnection connection = new(database);
        await connection.OpenAsync();
        await using NpgsqlCommand command = new(query, connection);
        await using NpgsqlDataReader rows = await command.ExecuteReaderAsync();
        List<string> found = [];
        while (await rows.ReadAsync())
        {
            found.Add(rows.GetString(0));
        }

        return [.. found];
    }
}
