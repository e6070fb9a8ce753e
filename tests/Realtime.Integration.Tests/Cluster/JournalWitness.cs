using Npgsql;
using Realtime.Actors.Epochs;

namespace Realtime.Integration.Tests.Cluster;

/// <summary>Reads the journal as the last witness of what was written, in which order.</summary>
internal static class JournalWitness
{
    /// <summary>Sequence numbers that are missing in the middle of a persistence id's events; there must be none.</summary>
    public static Task<string[]> HolesAsync(string database) => ReadAsync(database, """
        SELECT persistence_id || ' after ' || before
        FROM (SELECT persistence_id, sequence_number, lag(sequence_number) OVER (PARTITION BY persistence_id ORDER BY sequence_number) AS before FROM journal) AS event
        WHERE sequence_number <> before + 1
        """);

    /// <summary>Formats of the stored events, for example <c>epoch-1</c>.</summary>
    public static Task<string[]> FormatsAsync(string database) => ReadAsync(database, "SELECT DISTINCT manifest FROM journal ORDER BY manifest");

    /// <summary>
    /// Epochs that took an offset or an alert's number back: what an owner would write that does not know what another one has stored.
    /// There must be none, whoever wrote.
    /// </summary>
    public static async Task<string[]> StepsBackAsync(string database)
    {
        await using NpgsqlConnection connection = new(database);
        await connection.OpenAsync();
        await using NpgsqlCommand command = new(
            "SELECT persistence_id, sequence_number, message, manifest FROM journal WHERE manifest IN ('epoch-1', 'epoch-2') ORDER BY persistence_id, sequence_number", connection);
        await using NpgsqlDataReader rows = await command.ExecuteReaderAsync();
        List<string> found = [];
        string last = "";
        long[] offsets = [];
        long alert = 0;
        while (await rows.ReadAsync())
        {
            string id = rows.GetString(0);
            EpochCommitted epoch = EpochFormat.Read(Checksum.Open(rows.GetFieldValue<byte[]>(2), "an epoch"), rows.GetString(3)[^1] - '0');
            if (id == last && (epoch.NextOffsets.Where((offset, topic) => offset < offsets[topic]).Any() || epoch.Alerts.Any(raised => raised.Number <= alert)))
            {
                found.Add($"{id} at event {rows.GetInt64(1)}");
            }

            alert = Math.Max(id == last ? alert : 0, epoch.Alerts.Select(raised => raised.Number).DefaultIfEmpty(0).Max());
            (last, offsets) = (id, [.. epoch.NextOffsets]);
        }

        return [.. found];
    }

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
