using Npgsql;

namespace Realtime.Integration.Tests.Cluster;

/// <summary>In which formats the journal was written.</summary>
internal static class JournalWitness
{
    /// <summary>Formats of the stored events, for example <c>epoch-1</c>.</summary>
    public static async Task<string[]> FormatsAsync(string database)
    {
        await using NpgsqlConnection connection = new(database);
        await connection.OpenAsync();
        await using NpgsqlCommand command = new("SELECT DISTINCT manifest FROM journal ORDER BY manifest", connection);
        await using NpgsqlDataReader rows = await command.ExecuteReaderAsync();
        List<string> found = [];
        while (await rows.ReadAsync())
        {
            found.Add(rows.GetString(0));
        }

        return [.. found];
    }
}
