using System.Globalization;
using System.Reflection;
using Npgsql;
using Realtime.Cluster.Startup;

namespace Realtime.Cluster.Engine;

/// <summary>
/// The tables in PostgreSQL, brought up to date at every start from the scripts of <c>deploy/postgresql</c>, which are part of this
/// program. Nodes that start together take turns; a database that is newer than the program is refused.
/// </summary>
public static class PostgresSchema
{
    private const string Prefix = "Realtime.Cluster.Schema.";

    /// <summary>Key of the advisory lock; the same in every version.</summary>
    private const long TurnKey = 871_001_000_001;

    /// <summary>Numbers and texts of the scripts, in order.</summary>
    public static IReadOnlyList<(int Version, string Sql)> Scripts { get; } = [.. Assembly.GetExecutingAssembly().GetManifestResourceNames()
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
        .Order(StringComparer.Ordinal)
        .Select(name => (int.Parse(name.AsSpan(Prefix.Length, 4), NumberStyles.None, CultureInfo.InvariantCulture), Read(name)))];

    /// <summary>Newest version this program knows.</summary>
    public static int Newest => Scripts[^1].Version;

    /// <summary>Applies what is missing; nothing when an administrator has applied it already, and then needs no right to create tables.</summary>
    /// <exception cref="StartException">The database is newer than the program, or the tables cannot be made.</exception>
    public static async Task MigrateAsync(string connectionString)
    {
        // Without a pool: the lock ends with the connection, whatever happens in between.
        await using NpgsqlConnection connection = new(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        try
        {
            await connection.OpenAsync();
            if (RequireKnown(await VersionAsync(connection)) < Newest)
            {
                await ApplyAsync(connection);
            }

#if MUTANT_StaleWriterNotFenced
            await ExecuteAsync(connection, "ALTER TABLE journal DROP CONSTRAINT IF EXISTS journal_uq");
#endif
        }
        catch (NpgsqlException fault)
        {
            throw new StartException($"The tables of the journal cannot be made ({fault.Message.TrimEnd('.')}): apply deploy/postgresql/*.sql as a user who may, or correct Journal:ConnectionString.", fault);
        }
    }

    private static async Task ApplyAsync(NpgsqlConnection connection)
    {
        // Before the transaction: one that has begun still believes the catalogue it saw then, and would not find a table made meanwhile.
        await ExecuteAsync(connection, string.Create(CultureInfo.InvariantCulture, $"SELECT pg_advisory_lock({TurnKey})"));
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync();
        int version = RequireKnown(await VersionAsync(connection)); // Another node may have been faster.
        foreach ((int _, string sql) in Scripts.Where(script => script.Version > version))
        {
            await ExecuteAsync(connection, sql);
        }

        await transaction.CommitAsync();
    }

    private static int RequireKnown(int version) => version <= Newest
        ? version
        : throw new StartException($"The journal's database has schema version {version}, but this program knows versions up to {Newest}: start a newer program, or restore the database from before the upgrade.");

    private static async Task<int> VersionAsync(NpgsqlConnection connection)
    {
        await using NpgsqlCommand exists = new("SELECT to_regclass('realtime_schema') IS NOT NULL", connection);
        if (await exists.ExecuteScalarAsync() is not true)
        {
            return 0;
        }

        await using NpgsqlCommand newest = new("SELECT coalesce(max(version), 0) FROM realtime_schema", connection);
        return (int)(await newest.ExecuteScalarAsync())!;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using NpgsqlCommand command = new(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static string Read(string name)
    {
        using StreamReader reader = new(Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
