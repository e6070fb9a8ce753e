using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Realtime.Chaos.Journal;
using Realtime.Integration.Tests.Dashboards;
using Realtime.Integration.Tests.Servers;
using Realtime.LoadGen.Verify;
using Realtime.Tests.Support;

namespace Realtime.Integration.Tests.City;

/// <summary>The restore that nobody wants to try for the first time in earnest: with the scripts of deploy/backup, on real PostgreSQL servers, judged by the oracle.</summary>
public sealed class BackupDrillTests : IDisposable
{
    // As in PostgreSqlJournalTests, but eight days in 9 s: 29 stage alerts and 5 silences.
    private const string Speed = "80000";
    private const int Alerts = 29 + 5;

    private readonly string _folder = Directory.CreateTempSubdirectory("realtime-backup-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [SkippableFact]
    public async Task A_city_whose_node_and_database_are_gone_goes_on_from_a_backup_and_loses_doubles_and_invents_no_alert()
    {
        PostgresServer? lost = new();
        try
        {
            await using CityRun city = await CityRun.StartAsync("--Journal:Provider", "PostgreSql", "--Journal:ConnectionString", lost.ConnectionString);
            Task<string> replay = city.ReplayAsync(Speed, "srilanka");
            await RaisedAsync(city, Alerts / 4, replay);
            string before = await city.AcknowledgeOneAsync();
            string backup = Run("backup.sh", lost.ConnectionString, "database", _folder).Trim();
            await RaisedAsync(city, Alerts / 2, replay);
            string after = await city.AcknowledgeOneAsync(before);
            string[] told = await city.AlertIdsAsync();
            await city.KillNodeAsync();
            lost.Dispose();
            lost = null;

            using PostgresServer restored = new();
            Run("restore.sh", restored.ConnectionString, "database", backup);
            await city.StartNodeAsync("--Journal:ConnectionString", restored.ConnectionString);
            await replay;
            await city.DoneAsync();

            await city.VerifyAsync(); // Nothing lost, nothing false, nothing wrong, nothing twice with another content.
            string[] all = await city.AlertIdsAsync();
            Assert.Equal(Alerts, all.Length);
            Assert.Empty(told.Except(all));
            Assert.Equal(all.Order(), TopicReader.Read(city.Bootstrap, default).Changes.Select(change => change.AlertId).Distinct().Order());
            Assert.Empty(await JournalReader.FaultsAsync(restored.ConnectionString));

            // What people did is as old as the backup: that is what deploy/README.md says.
            string kept = await city.AlertAsync(before);
            Assert.True(kept.Contains(CityRun.Officer, StringComparison.Ordinal), kept);
            Assert.DoesNotContain(CityRun.Officer, await city.AlertAsync(after), StringComparison.Ordinal);
        }
        finally
        {
            lost?.Dispose();
        }
    }

    [SkippableFact]
    public void A_backup_that_is_not_whole_and_a_database_that_is_not_empty_are_refused()
    {
        using PostgresServer server = new();
        Execute(server.ConnectionString, "CREATE TABLE something (id integer)");
        string backup = Run("backup.sh", server.ConnectionString, "database", _folder, "keys").Trim();
        Assert.Contains("is not empty", Refused("restore.sh", server.ConnectionString, "database", backup), StringComparison.Ordinal);

        Execute(server.ConnectionString, "DROP TABLE something");
        File.AppendAllText(backup, "x");
        Assert.Contains("is not whole", Refused("restore.sh", server.ConnectionString, "database", backup), StringComparison.Ordinal);
    }

    [Fact]
    public void The_directory_of_a_stopped_node_comes_back_as_it_was_and_that_of_a_running_one_is_refused()
    {
        string data = Directory.CreateDirectory(Path.Combine(_folder, "data", "audit")).Parent!.FullName;
        File.WriteAllText(Path.Combine(data, "journal.db"), "states");
        File.WriteAllText(Path.Combine(data, "audit", "audit-2026-01-01.jsonl"), "lines");
        using (new FileStream(Path.Combine(data, "realtime.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None)) // As a node holds it.
        {
            Assert.Contains("stop it first", Refused("backup.sh", "", "directory", data, _folder), StringComparison.Ordinal);
        }

        string backup = Run("backup.sh", "", "directory", data, _folder).Trim();
        string again = Path.Combine(_folder, "again");
        Run("restore.sh", "", "directory", backup, again);
        Assert.Equal("states", File.ReadAllText(Path.Combine(again, "journal.db")));
        Assert.Equal("lines", File.ReadAllText(Path.Combine(again, "audit", "audit-2026-01-01.jsonl")));
    }

    private static async Task RaisedAsync(CityRun city, int alerts, Task<string> replay)
    {
        string[] raised = [];
        await Eventually.TrueAsync(
            $"{alerts} alerts are there",
            async () => replay.IsFaulted ? throw new InvalidOperationException("the replay failed", replay.Exception) : (raised = await city.AlertIdsAsync()).Length >= alerts,
            TimeSpan.FromSeconds(90),
            () => $"{raised.Length} alerts");
    }

    private static string Run(string script, string database, params string[] arguments)
    {
        (int code, string output, string errors) = Start(script, database, arguments);
        Assert.True(code == 0, $"{script} ended with {code}: {errors}");
        return output;
    }

    private static string Refused(string script, string database, params string[] arguments)
    {
        (int code, _, string errors) = Start(script, database, arguments);
        Assert.NotEqual(0, code);
        return errors;
    }

    private static (int Code, string Output, string Errors) Start(string script, string database, string[] arguments)
    {
        ProcessStartInfo start = new("bash", [Path.Combine(BoardFile.Root, "deploy", "backup", script), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PATH"] = $"{Postgres.DebianPrograms}:{Environment.GetEnvironmentVariable("PATH")}";
        if (database.Length > 0)
        {
            NpgsqlConnectionStringBuilder parts = new(database);
            (start.Environment["PGHOST"], start.Environment["PGPORT"]) = (parts.Host, parts.Port.ToString(CultureInfo.InvariantCulture));
            (start.Environment["PGDATABASE"], start.Environment["PGUSER"]) = (parts.Database, parts.Username);
        }

        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.GetAwaiter().GetResult());
    }

    private static void Execute(string database, string sql)
    {
        using NpgsqlConnection connection = new(database);
        connection.Open();
        using NpgsqlCommand command = new(sql, connection);
        command.ExecuteNonQuery();
    }
}
