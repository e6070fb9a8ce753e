using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using Realtime.Cluster.Settings;
using Realtime.Cluster.Startup;

namespace Realtime.Cluster.Health;

/// <summary>Tries the journal's database.</summary>
public interface IJournalProbe
{
    /// <summary>Empty when it answers, else why not.</summary>
    Task<string> FaultAsync(CancellationToken cancellation);
}

/// <summary>Opens a connection of its own and reads one row, so that it neither waits for the writer nor disturbs it.</summary>
public sealed class JournalProbe(JournalSettings settings) : IJournalProbe
{
    public async Task<string> FaultAsync(CancellationToken cancellation)
    {
        try
        {
            await using DbConnection connection = Connect();
            await connection.OpenAsync(cancellation);
            await using DbCommand command = connection.CreateCommand();
            command.CommandText = "SELECT 1";
            await command.ExecuteScalarAsync(cancellation);
            return settings.Provider == JournalProvider.Sqlite ? DiskFault(Path.GetDirectoryName(Path.GetFullPath(settings.JournalFile))!) : "";
        }
        catch (Exception fault) when (fault is DbException or TimeoutException or IOException or System.Net.Sockets.SocketException)
        {
            return $"The journal cannot be reached ({fault.Message.TrimEnd('.')}).";
        }
    }

    /// <summary>Bytes of journal and snapshots: of the files, or of the databases.</summary>
    /// <exception cref="DbException">The database does not answer.</exception>
    public async Task<long> BytesAsync(CancellationToken cancellation)
    {
        if (settings.Provider == JournalProvider.Sqlite)
        {
            string[] files = [settings.JournalFile, settings.JournalFile + "-wal", settings.SnapshotFile, settings.SnapshotFile + "-wal"];
            return files.Select(file => new FileInfo(file)).Where(file => file.Exists).Sum(file => file.Length);
        }

        long bytes = 0;
        foreach (string database in new[] { settings.ConnectionString, settings.SnapshotConnectionString }.Distinct())
        {
            await using NpgsqlConnection connection = new(database);
            await connection.OpenAsync(cancellation);
            await using NpgsqlCommand command = new("SELECT pg_database_size(current_database())", connection);
            bytes += (long)(await command.ExecuteScalarAsync(cancellation))!;
        }

        return bytes;
    }

    /// <summary>Once before the start, where the journal is a server: an engine without one would retry in silence.</summary>
    /// <exception cref="StartException">It does not answer.</exception>
    public async Task RequireServerAsync()
    {
        if (settings.Provider != JournalProvider.Sqlite && await FaultAsync(CancellationToken.None) is { Length: > 0 } fault)
        {
            throw new StartException($"{fault.TrimEnd('.')}: start the database or correct Journal:ConnectionString.");
        }
    }

    private static string DiskFault(string directory) => DiskRoom.Of(directory).Fault(directory);

    private DbConnection Connect() => settings.Provider switch
    {
        // Read-write without create: a deleted file must be reported, not quietly made anew.
        JournalProvider.Sqlite => new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = settings.JournalFile, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ConnectionString),
        _ => new NpgsqlConnection(settings.ConnectionString),
    };
}
