using System.Data.Common;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using Npgsql;
using Realtime.Cluster.Settings;

namespace Realtime.Cluster.Family;

/// <summary>
/// Keys in a database of their own: a SQLite file that overwrites what it deletes, or a PostgreSQL database whose backups are kept apart from
/// the journal's and shorter than the time within which an erasure has to be complete.
/// </summary>
public sealed class HouseholdKeys(Func<DbConnection> connect, bool sqlite) : IHouseholdKeys
{
    private const int KeyBytes = 32;
    private volatile bool _prepared;

    /// <summary>The keys of the settings.</summary>
    public static HouseholdKeys Of(WatchOverSettings settings) => settings.Keys.Length > 0
        ? new HouseholdKeys(() => new NpgsqlConnection(settings.Keys), sqlite: false)
        : new HouseholdKeys(() => new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = settings.KeyFile, Pooling = false }.ConnectionString), sqlite: true);

    public async Task<byte[]?> FindAsync(string household, CancellationToken cancellation)
    {
        await using DbConnection connection = await OpenAsync(cancellation);
        return await FindAsync(connection, household, cancellation);
    }

    public async Task<HouseholdOwner?> OwnerAsync(string household, CancellationToken cancellation)
    {
        await using DbConnection connection = await OpenAsync(cancellation);
        return await OwnerAsync(connection, household, cancellation);
    }

    public async Task<byte[]?> FindOrMakeAsync(string household, string municipality, CancellationToken cancellation)
    {
        await using DbConnection connection = await OpenAsync(cancellation);
        await using DbTransaction whole = await connection.BeginTransactionAsync(cancellation);
        await using DbCommand own = Command(
            connection, "INSERT INTO household_owner (household, municipality, erased) VALUES (@household, @municipality, 0) ON CONFLICT (household) DO UPDATE SET municipality = excluded.municipality WHERE household_owner.erased = 0", household);
        Add(own, "municipality", municipality);
        await own.ExecuteNonQueryAsync(cancellation);
        if (await OwnerAsync(connection, household, cancellation) is { Erased: true })
        {
            return null;
        }

        await using DbCommand insert = Command(connection, "INSERT INTO household_key (household, secret) VALUES (@household, @secret) ON CONFLICT (household) DO NOTHING", household);
        Add(insert, "secret", RandomNumberGenerator.GetBytes(KeyBytes));
        await insert.ExecuteNonQueryAsync(cancellation);
        byte[]? key = await FindAsync(connection, household, cancellation);
        await whole.CommitAsync(cancellation);
        return key;
    }

    public async Task<bool> ForgetAsync(string household, CancellationToken cancellation)
    {
        await using DbConnection connection = await OpenAsync(cancellation);
        bool found;
        await using (DbTransaction whole = await connection.BeginTransactionAsync(cancellation))
        {
            await using DbCommand delete = Command(connection, "DELETE FROM household_key WHERE household = @household", household);
            found = await delete.ExecuteNonQueryAsync(cancellation) > 0;
            await using DbCommand mark = Command(
                connection, "INSERT INTO household_owner (household, municipality, erased) VALUES (@household, '', 1) ON CONFLICT (household) DO UPDATE SET erased = 1", household);
            await mark.ExecuteNonQueryAsync(cancellation);
            await whole.CommitAsync(cancellation);
        }

        if (found && !sqlite)
        {
            // A deleted row's bytes stay on its page, after an ordinary vacuum too, until another row needs the room; this writes the table anew.
            // They stand in the write-ahead log until its segments are used again. SQLite overwrites a deleted row by its setting below.
            await using DbCommand vacuum = connection.CreateCommand();
            vacuum.CommandText = "VACUUM (FULL) household_key";
            await vacuum.ExecuteNonQueryAsync(cancellation);
        }

        return found;
    }

    private static async Task<HouseholdOwner?> OwnerAsync(DbConnection connection, string household, CancellationToken cancellation)
    {
        await using DbCommand select = Command(connection, "SELECT municipality, erased FROM household_owner WHERE household = @household", household);
        await using DbDataReader row = await select.ExecuteReaderAsync(cancellation);
        return await row.ReadAsync(cancellation) ? new HouseholdOwner(row.GetString(0), row.GetInt32(1) != 0) : null;
    }

    private static async Task<byte[]?> FindAsync(DbConnection connection, string household, CancellationToken cancellation)
    {
        await using DbCommand select = Command(connection, "SELECT secret FROM household_key WHERE household = @household", household);
        return await select.ExecuteScalarAsync(cancellation) as byte[];
    }

    private async Task<DbConnection> OpenAsync(CancellationToken cancellation)
    {
        DbConnection connection = connect();
        try
        {
            await connection.OpenAsync(cancellation);
            await PrepareAsync(connection, cancellation);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private async Task PrepareAsync(DbConnection connection, CancellationToken cancellation)
    {
        await using DbCommand prepare = connection.CreateCommand();
        if (sqlite)
        {
            prepare.CommandText = "PRAGMA secure_delete = ON; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000;";
            await prepare.ExecuteNonQueryAsync(cancellation);
        }

        if (_prepared)
        {
            return;
        }

        // Nodes that make the tables at the same moment would collide in PostgreSQL's catalogue, so one goes after the other.
        string tables = $"CREATE TABLE IF NOT EXISTS household_key (household TEXT PRIMARY KEY, secret {(sqlite ? "BLOB" : "BYTEA")} NOT NULL); "
            + "CREATE TABLE IF NOT EXISTS household_owner (household TEXT PRIMARY KEY, municipality TEXT NOT NULL, erased INTEGER NOT NULL)";
        prepare.CommandText = sqlite ? tables : $"BEGIN; SELECT pg_advisory_xact_lock(871001000003); {tables}; COMMIT";
        await prepare.ExecuteNonQueryAsync(cancellation);
        _prepared = true;
    }

    private static DbCommand Command(DbConnection connection, string text, string household)
    {
        DbCommand command = connection.CreateCommand();
        command.CommandText = text;
        Add(command, "household", household);
        return command;
    }

    private static void Add(DbCommand command, string name, object value)
    {
        DbParameter parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value;
        command.Parameters.Add(parameter);
    }
}
