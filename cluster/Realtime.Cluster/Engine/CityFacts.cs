using Npgsql;
using Realtime.Cluster.Startup;

namespace Realtime.Cluster.Engine;

/// <summary>What must be the same for every node of a city, kept beside the journal: the first node writes it down, the others compare.</summary>
public static class CityFacts
{
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
