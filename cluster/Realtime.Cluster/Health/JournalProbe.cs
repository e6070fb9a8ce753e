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
            return "";
        }
        catch (Exception fault) when (fault is DbException or TimeoutException or System.Net.Sockets.SocketException)
        {
            return $"The journal cannot be reached ({fault.Message.TrimEnd('.')}).";
        }
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

    private DbConnection Connect() => settings.Provider switch
    {
        // Read-write without create: a deleted file must be reported, not quietly made anew.
        JournalProvider.Sqlite => new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = settings.JournalFile, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ConnectionString),
        _ => new NpgsqlConnection(settings.ConnectionString),
    };
}
