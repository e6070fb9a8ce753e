using Akka.Actor;
using Akka.Coordination;
using Akka.Event;
using Npgsql;

namespace Realtime.Cluster.Membership;

/// <summary>
/// A lease as a row in the journal's database, for the split-brain resolver: of the sides that do not see each other, the one that gets
/// the row goes on, however many nodes it has. The database's clock decides about its age. Found by Akka through its class name.
/// </summary>
public sealed class SqlLease : Lease, IDisposable
{
    private const string Take = """
        INSERT INTO realtime_lease AS lease (name, owner, renewed_at) VALUES ($1, $2, clock_timestamp())
        ON CONFLICT (name) DO UPDATE SET owner = excluded.owner, renewed_at = excluded.renewed_at
        WHERE lease.owner = excluded.owner OR lease.renewed_at < clock_timestamp() - $3
        """;

    private readonly string _connectionString;
    private readonly ILoggingAdapter _log;
    private readonly Timer _heartbeat;
    private Action<Exception?> _lost = _ => { };
    private volatile bool _held;

    public SqlLease(LeaseSettings settings, ExtendedActorSystem system)
        : base(settings)
    {
        _connectionString = settings.LeaseConfig.GetString("connection-string");
        _log = Logging.GetLogger(system, typeof(SqlLease));
        _heartbeat = new Timer(_ => _ = RenewAsync());
        system.RegisterOnTermination(Dispose);
    }

    public override bool CheckLease() => _held;

    public override Task<bool> Acquire() => Acquire(_ => { });

    public override async Task<bool> Acquire(Action<Exception?> leaseLostCallback)
    {
        _lost = leaseLostCallback;
        Hold(await TakeAsync());
        _log.Info("Lease {0}: {1}", Settings.LeaseName, _held ? "this side has it and goes on" : "the other side has it");
        if (_held)
        {
            _heartbeat.Change(Settings.TimeoutSettings.HeartbeatInterval, Settings.TimeoutSettings.HeartbeatInterval);
        }

        return _held;
    }

    public override async Task<bool> Release()
    {
        Hold(false);
        _heartbeat.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        return await ExecuteAsync("DELETE FROM realtime_lease WHERE name = $1 AND owner = $2", Settings.LeaseName, Settings.OwnerName) >= 0;
    }

    public void Dispose() => _heartbeat.Dispose();

    private void Hold(bool held)
    {
        _held = held;
        LeaseMetrics.Held.Set(held ? 1 : 0);
    }

    private async Task<bool> TakeAsync() => await ExecuteAsync(Take, Settings.LeaseName, Settings.OwnerName, Settings.TimeoutSettings.HeartbeatTimeout) > 0;

    private async Task RenewAsync()
    {
        try
        {
            if (_held && !await TakeAsync())
            {
                Hold(false);
                _lost(null);
            }
        }
        catch (NpgsqlException fault)
        {
            LeaseMetrics.RenewFailures.Inc();
            _log.Warning("The lease could not be renewed ({0}); it is tried again", fault.Message); // It is the row's age that counts.
        }
    }

    private async Task<int> ExecuteAsync(string sql, params object[] values)
    {
        await using NpgsqlConnection connection = new(_connectionString);
        await connection.OpenAsync();
        await using NpgsqlCommand command = new(sql, connection);
        foreach (object value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        return await command.ExecuteNonQueryAsync();
    }
}
