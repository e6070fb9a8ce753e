using Npgsql;

namespace Realtime.LoadGen.Chaos;

/// <summary>
/// The journal: every number of a persistence id once, and writers that follow one another. Two writers that alternate were both alive
/// and both believed to be the owner.
/// </summary>
internal static class JournalCheck
{
    private const string Query = "SELECT persistence_id, sequence_number, writer_uuid FROM journal ORDER BY persistence_id, sequence_number, ordering";

    public static async Task<Verdict> JudgeAsync(string connectionString, CancellationToken cancellation)
    {
        List<string> cases = [];
        await using NpgsqlConnection connection = new(connectionString);
        await connection.OpenAsync(cancellation);
        await using NpgsqlCommand command = new(Query, connection);
        await using NpgsqlDataReader rows = await command.ExecuteReaderAsync(cancellation);
        string id = "";
        long number = 0;
        string writer = "";
        HashSet<string> gone = [];
        List<string> history = [];
        while (await rows.ReadAsync(cancellation))
        {
            (string nextId, long nextNumber, string nextWriter) = (rows.GetString(0), rows.GetInt64(1), rows.IsDBNull(2) ? "" : rows.GetString(2));
            if (nextId != id)
            {
                (id, number, writer) = (nextId, nextNumber - 1, nextWriter);
                gone.Clear();
                history = [$"{nextNumber} {Short(nextWriter)}"];
            }
            else if (nextWriter != writer)
            {
                history.Add($"{nextNumber} {Short(nextWriter)}");
            }

            Check(cases, id, number, nextNumber, writer, nextWriter, gone, history);
            (number, writer) = (nextNumber, nextWriter);
        }

        return new Verdict("I9", "one writer at a time, every number once", cases);
    }

    private static void Check(List<string> cases, string id, long last, long next, string writer, string nextWriter, HashSet<string> gone, List<string> history)
    {
        if (next == last)
        {
            cases.Add($"{id} has number {next} twice");
        }
        else if (next != last + 1)
        {
            cases.Add($"{id} has a hole between {last} and {next}");
        }

        if (nextWriter != writer)
        {
            gone.Add(writer);
            if (gone.Contains(nextWriter))
            {
                cases.Add($"{id}: at number {next} a writer comes back that another one had followed (first numbers of writers: {string.Join(", ", history)})");
            }
        }
    }

    private static string Short(string writer) => writer.Length > 8 ? writer[..8] : writer;
}
