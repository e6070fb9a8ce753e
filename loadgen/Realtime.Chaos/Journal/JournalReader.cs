using System.Globalization;
using Npgsql;
using Realtime.Actors.Epochs;

namespace Realtime.Chaos.Journal;

/// <summary>
/// The journal as the last witness of what was written: every number of a persistence id once and none missing, and no epoch that takes an
/// offset or an alert's number back, as an owner would write that does not know what another one has stored. The column of the writer says
/// nothing here: it names a process, and a process may rightly get back what it gave away.
/// </summary>
public static class JournalReader
{
    private const string EpochManifest = "epoch-";
    private const string Query = "SELECT persistence_id, sequence_number, manifest, message FROM journal ORDER BY persistence_id, sequence_number, ordering";

    /// <summary>What stands in the journal that may not; empty when everything is right.</summary>
    /// <param name="connectionString">The journal's database.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public static async Task<IReadOnlyList<string>> FaultsAsync(string connectionString, CancellationToken cancellation = default)
    {
        List<string> cases = [];
        await using NpgsqlConnection connection = new(connectionString);
        await connection.OpenAsync(cancellation);
        await using NpgsqlCommand command = new(Query, connection);
        await using NpgsqlDataReader rows = await command.ExecuteReaderAsync(cancellation);
        string id = "";
        long number = 0;
        IReadOnlyList<long>? offsets = null;
        long alert = 0;
        while (await rows.ReadAsync(cancellation))
        {
            (string nextId, long next) = (rows.GetString(0), rows.GetInt64(1));
            if (nextId != id)
            {
                (id, number, offsets, alert) = (nextId, next - 1, null, 0);
            }

            CheckNumber(cases, id, number, next);
            number = next;
            if (Epoch(rows) is { } epoch)
            {
                CheckEpoch(cases, $"{id}: event {next}", offsets, alert, epoch);
                offsets = epoch.NextOffsets;
                alert = epoch.Alerts.Select(raised => raised.Number).Append(alert).Max();
            }
        }

        return cases;
    }

    private static EpochCommitted? Epoch(NpgsqlDataReader row) =>
        row.GetString(2) is var manifest && manifest.StartsWith(EpochManifest, StringComparison.Ordinal)
            && int.TryParse(manifest.AsSpan(EpochManifest.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int format)
            ? EpochFormat.Read(Checksum.Open(row.GetFieldValue<byte[]>(3), "an epoch"), format)
            : null;

    private static void CheckNumber(List<string> cases, string id, long last, long next)
    {
        if (next == last)
        {
            cases.Add($"{id} has number {next} twice");
        }
        else if (next != last + 1)
        {
            cases.Add($"{id} has a hole between {last} and {next}");
        }
    }

    private static void CheckEpoch(List<string> cases, string where, IReadOnlyList<long>? offsets, long alert, EpochCommitted epoch)
    {
        if (offsets is not null && epoch.NextOffsets.Where((offset, topic) => offset < offsets[topic]).Any())
        {
            cases.Add($"{where} takes an offset back");
        }

        if (epoch.Alerts.Any(raised => raised.Number <= alert))
        {
            cases.Add($"{where} gives an alert's number a second time");
        }
    }
}
