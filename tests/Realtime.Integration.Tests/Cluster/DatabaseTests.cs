using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Realtime.Cluster.Engine;
using Realtime.Cluster.Family;
using Realtime.Cluster.Health;
using Realtime.Cluster.Membership;
using Realtime.Cluster.Startup;
using Realtime.Integration.Tests.Servers;
using Realtime.Tests.Support;

namespace Realtime.Integration.Tests.Cluster;

/// <summary>What the nodes of a city share in PostgreSQL: tables, facts, the seat of a member.</summary>
public sealed class DatabaseTests : IDisposable
{
    private readonly PostgresServer _postgres = new();

    public void Dispose() => _postgres.Dispose();

    [SkippableFact]
    public async Task Nodes_that_start_together_make_the_tables_once_and_a_newer_database_is_refused()
    {
        await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => PostgresSchema.MigrateAsync(_postgres.ConnectionString)));
        Assert.Equal($"{PostgresSchema.Newest}", await AskAsync("SELECT string_agg(version::text, ',') FROM realtime_schema"));

        await AskAsync($"INSERT INTO realtime_schema (version) VALUES ({PostgresSchema.Newest + 1})");
        StartException refused = await Assert.ThrowsAsync<StartException>(() => PostgresSchema.MigrateAsync(_postgres.ConnectionString));
        Assert.Contains($"has schema version {PostgresSchema.Newest + 1}, but this program knows versions up to {PostgresSchema.Newest}", refused.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_user_who_may_not_make_tables_can_work_with_tables_an_administrator_made()
    {
        await AskAsync("CREATE USER guest; REVOKE CREATE ON SCHEMA public FROM PUBLIC");
        string guest = new NpgsqlConnectionStringBuilder(_postgres.ConnectionString) { Username = "guest" }.ConnectionString;
        StartException refused = await Assert.ThrowsAsync<StartException>(() => PostgresSchema.MigrateAsync(guest));
        Assert.Contains("apply deploy/postgresql/*.sql", refused.Message, StringComparison.Ordinal);

        await PostgresSchema.MigrateAsync(_postgres.ConnectionString);
        await AskAsync("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO guest");
        await PostgresSchema.MigrateAsync(guest);
    }

    [SkippableFact]
    public async Task Nodes_with_another_number_of_partitions_are_refused()
    {
        await PostgresSchema.MigrateAsync(_postgres.ConnectionString);
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => CityFacts.RequirePartitionsAsync(_postgres.ConnectionString, 24)));

        StartException refused = await Assert.ThrowsAsync<StartException>(() => CityFacts.RequirePartitionsAsync(_postgres.ConnectionString, 16));

        Assert.Contains("Kafka:Partitions is 16, but the journal's database was written with 24", refused.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task One_node_begins_a_cluster_and_nobody_else_does_while_a_member_lives()
    {
        ClusterSeat first = Seat();
        await using ClusterSeat second = Seat();
        ClusterSeat third = Seat();
        Assert.True(await first.TryBeginAsync());
        Assert.False(await second.TryBeginAsync());

        first.Keep();
        third.Keep();
        await Eventually.TrueAsync("both members have their seat", async () => await AskAsync("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND mode = 'ShareLock'") == "2");
        Assert.False(await second.TryBeginAsync());

        await first.DisposeAsync();
        Assert.False(await second.TryBeginAsync()); // The third one still lives.
        await third.DisposeAsync();
        await Eventually.TrueAsync("with the last member gone a new cluster may begin", second.TryBeginAsync);
    }

    [SkippableFact]
    public async Task Nodes_make_one_key_for_a_household_together_and_a_forgotten_one_is_gone_from_the_table_s_pages()
    {
        HouseholdKeys[] nodes = [.. Enumerable.Range(0, 12).Select(_ => new HouseholdKeys(() => new NpgsqlConnection(_postgres.ConnectionString), sqlite: false))];
        byte[]?[] made = await Task.WhenAll(nodes.Select(keys => keys.FindOrMakeAsync("h-1", "37201", default)));
        Assert.All(made, key => Assert.Equal(made[0], key));
        Assert.Equal(32, made[0]!.Length);
        byte[] last = (await nodes[1].FindOrMakeAsync("h-2", "37201", default))!;
        Assert.NotEqual(made[0], last);
        Assert.Equal(last, await nodes[2].FindAsync("h-2", default));
        Assert.True(await IsOnDiskAsync(last));

        Assert.True(await nodes[3].ForgetAsync("h-2", default));
        Assert.False(await nodes[4].ForgetAsync("h-2", default));
        Assert.Null(await nodes[5].FindAsync("h-2", default));
        Assert.False(await IsOnDiskAsync(last));
        Assert.True(await IsOnDiskAsync(made[0]!));
        Assert.Null(await nodes[6].FindOrMakeAsync("h-2", "37202", default)); // An erased pseudonym is nobody's again.
    }

    /// <summary>Whether bytes stand anywhere in the file of the table, in rows or in what rows left behind.</summary>
    private async Task<bool> IsOnDiskAsync(byte[] secret)
    {
        await AskAsync("CHECKPOINT");
        return await AskAsync($"SELECT position('\\x{Convert.ToHexStringLower(secret)}'::bytea in pg_read_binary_file(pg_relation_filepath('household_key'))) > 0") == "True";
    }

    [SkippableFact]
    public async Task The_databases_clock_shows_how_far_a_node_is_off()
    {
        TimeSpan right = (await new ClockProbe(_postgres.ConnectionString, TimeProvider.System).OffsetAsync(default))!.Value;
        Assert.InRange(right.Duration(), TimeSpan.Zero, TimeSpan.FromSeconds(1)); // The same machine.

        TimeSpan behind = (await new ClockProbe(_postgres.ConnectionString, new LateClock(TimeSpan.FromMinutes(15))).OffsetAsync(default))!.Value;
        Assert.InRange(behind, TimeSpan.FromMinutes(15) - TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(15) + TimeSpan.FromSeconds(1));
    }

    private sealed class LateClock(TimeSpan behind) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() - behind;
    }

    private ClusterSeat Seat() => new(_postgres.ConnectionString, TimeProvider.System, NullLogger.Instance);

    private async Task<string> AskAsync(string sql)
    {
        await using NpgsqlConnection connection = new(_postgres.ConnectionString);
        await connection.OpenAsync();
        await using NpgsqlCommand command = new(sql, connection);
        return (await command.ExecuteScalarAsync())?.ToString() ?? "";
    }
}
