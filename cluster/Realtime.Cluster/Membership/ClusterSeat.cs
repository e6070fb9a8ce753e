using System.Globalization;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Realtime.Cluster.Membership;

/// <summary>
/// One cluster per database. Every member holds a shared advisory lock for as long as it lives; whoever wants to begin a cluster needs
/// the lock for itself alone, which it gets only when no member is left. So any node may begin the city, in any order, also when the
/// first seed node is gone for good, and a node that cannot see the others never begins a second city beside them.
/// PostgreSQL takes the lock back when the process or its connection ends.
/// </summary>
public sealed class ClusterSeat(string connectionString, TimeProvider clock, ILogger log) : IAsyncDisposable
{
    private const long Key = 871_001_000_002;
    private static readonly TimeSpan _look = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _stop = new();
    private NpgsqlConnection? _connection;
    private Task _keeping = Task.CompletedTask;

    /// <summary>Takes the lock alone: there is no member anywhere. False when there is one, or another node is about to begin.</summary>
    /// <exception cref="NpgsqlException">The database does not answer.</exception>
    public async Task<bool> TryBeginAsync() => await AskAsync(await OpenAsync(), "pg_try_advisory_lock");

    /// <summary>This node is a member now; keeps its seat until disposed, also over a restart of the database.</summary>
    public void Keep() => _keeping = Task.Run(KeepAsync);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _keeping;
        await CloseAsync();
        _stop.Dispose();
    }

    private async Task KeepAsync()
    {
        bool seated = false;
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                seated = await StayAsync(seated);
            }
            catch (NpgsqlException fault)
            {
                log.LogDebug("the seat in the cluster has to be taken again: {Reason}", fault.Message);
                await CloseAsync();
                seated = false;
            }

            await Task.Delay(_look, clock, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<bool> StayAsync(bool seated)
    {
        NpgsqlConnection connection = await OpenAsync();
        if (!seated)
        {
            if (!await AskAsync(connection, "pg_try_advisory_lock_shared"))
            {
                return false;
            }

            await AskAsync(connection, "pg_advisory_unlock"); // Only whoever began the cluster holds it alone; for others this changes nothing.
            return true;
        }

        await using NpgsqlCommand look = new("SELECT 1", connection);
        await look.ExecuteScalarAsync();
        return true;
    }

    private async Task<NpgsqlConnection> OpenAsync()
    {
        if (_connection is { State: System.Data.ConnectionState.Open } open)
        {
            return open;
        }

        await CloseAsync();
        // A connection of its own: a pool would hand it, and the lock, to somebody else. The server notices within 20 s that a machine is gone.
        NpgsqlConnection connection = new(new NpgsqlConnectionStringBuilder(connectionString)
        {
            Pooling = false,
            ApplicationName = "realtime-member",
            Options = "-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=2",
        }.ConnectionString);
        await connection.OpenAsync();
        return _connection = connection;
    }

    private async Task CloseAsync()
    {
        if (_connection is { } connection)
        {
            _connection = null;
            await connection.DisposeAsync();
        }
    }

    private static async Task<bool> AskAsync(NpgsqlConnection connection, string function)
    {
        await using NpgsqlCommand command = new(string.Create(CultureInfo.InvariantCulture, $"SELECT {function}({Key})"), connection);
        return await command.ExecuteScalarAsync() is true;
    }
}
