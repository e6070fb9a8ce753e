using System.Globalization;
using Npgsql;
using Realtime.Actors.Epochs;
using Realtime.Cluster.Startup;

namespace Realtime.Cluster.Engine;

/// <summary>What must be the same for every node of a city, kept beside the journal: the first node writes it down, the others compare.</summary>
public static class CityFacts
{
    private const string FormatFact = "format";

    /// <exception cref="StartException">The city was begun with another number of partitions.</exception>
    public static async Task RequirePartitionsAsync(string connectionString, int partitions)
    {
        await using NpgsqlConnection connection = new(connectionString);
        await connection.OpenAsync();
        string stored = await RememberAsync(connection, "partitions", $"{partitions}");
        if (stored != $"{partitions}")
        {
            throw new StartException($"The setting Kafka:Partitions is {partitions}, but the journal's database was written with {stored}: set it back to {stored}; another count needs a new database.");
        }
    }

    /// <summary>The format in which this city stores (<see cref="StoredFormat"/>): as it always did, unless the settings raise it.</summary>
    /// <param name="connectionString">The journal's database.</param>
    /// <param name="wanted">The setting <c>Journal:Format</c>; 0 = as it always did, and the newest in a new city.</param>
    /// <exception cref="StartException">The city stores in a format that this program does not know, or was to be lowered.</exception>
    public static async Task<int> FormatAsync(string connectionString, int wanted)
    {
        await using NpgsqlConnection connection = new(connectionString);
        await connection.OpenAsync();
        int stored = int.Parse(await RememberAsync(connection, FormatFact, $"{(wanted == 0 ? StoredFormat.Newest : wanted)}"), CultureInfo.InvariantCulture);
        if (stored > StoredFormat.Newest)
        {
            throw new StartException($"The city stores in format {stored}, but this program reads formats up to {StoredFormat.Newest}: start a newer program.");
        }

        if (wanted != 0 && wanted < stored)
        {
            throw new StartException($"The setting Journal:Format is {wanted}, but the city stores in format {stored} already, which cannot be taken back: remove the setting.");
        }

        if (wanted > stored)
        {
            await using NpgsqlCommand raise = new("UPDATE realtime_fact SET value = $2 WHERE name = $1 AND value::integer < $2::integer", connection)
            {
                Parameters = { new NpgsqlParameter { Value = FormatFact }, new NpgsqlParameter { Value = $"{wanted}" } },
            };
            await raise.ExecuteNonQueryAsync();
            return wanted;
        }

        return stored;
    }

    private static async Task<string> RememberAsync(NpgsqlConnection connection, string name, string value)
    {
        await using NpgsqlCommand remember = new("INSERT INTO realtime_fact (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING", connection)
        {
            Parameters = { new NpgsqlParameter { Value = name }, new NpgsqlParameter { Value = value } },
        };
        await remember.ExecuteNonQueryAsync();
        await using NpgsqlCommand read = new("SELECT value FROM realtime_fact WHERE name = $1", connection) { Parameters = { new NpgsqlParameter { Value = name } } };
        return (string)(await read.ExecuteScalarAsync())!;
    }
}
