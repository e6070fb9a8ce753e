using Akka.Configuration;
using Microsoft.Data.Sqlite;

namespace Realtime.Cluster.Engine;

/// <summary>Where the journal and the snapshots live, as Akka.Persistence.Sql wants to hear it.</summary>
public static class JournalConfig
{
    /// <summary>
    /// SQLite: journal and snapshots in two files, because one file has one writer and a snapshot would make alerts wait.
    /// One node only: no other node can reach the files.
    /// </summary>
    public static Config Sqlite(string journalFile, string snapshotFile)
    {
        EnableWriteAheadLog(journalFile);
        EnableWriteAheadLog(snapshotFile);
        return For("SQLite.MS", ConnectionString(journalFile), ConnectionString(snapshotFile), parallelism: 1, autoInitialize: true);
    }

    /// <summary>PostgreSQL: any number of nodes; the tables are there already (see <see cref="PostgresSchema"/>).</summary>
    public static Config PostgreSql(string journal, string snapshots) => For("PostgreSQL.15", journal, snapshots, parallelism: 4, autoInitialize: false);

    private static string ConnectionString(string file) => new SqliteConnectionStringBuilder { DataSource = file }.ToString();

    /// <summary>
    /// With a write-ahead log a commit is one sequential write. The mode is a property of the file; synchronous stays at SQLite's
    /// default FULL, because with NORMAL a power cut could take back an epoch whose alerts people have already read.
    /// </summary>
    private static void EnableWriteAheadLog(string file)
    {
        using var connection = new SqliteConnection(ConnectionString(file));
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = WAL";
        command.ExecuteNonQuery();
    }

    /// <summary>
    /// No replay filter: it takes events for those of a stale writer when an older writer id follows a newer one, and the id here names a
    /// process. A partition that went to another node and came back would lose on its next recovery everything since it came back (found by
    /// chaos: offsets and alert numbers went back). What keeps a stale writer out is the journal's unique key of id and number.
    /// </summary>
    private static Config For(string provider, string journal, string snapshots, int parallelism, bool autoInitialize) => ConfigurationFactory.ParseString($$"""
        akka.persistence {
          journal {
            plugin = "akka.persistence.journal.sql"
            sql {
              provider-name = "{{provider}}"
              connection-string = {{Quote(journal)}}
              auto-initialize = {{(autoInitialize ? "on" : "off")}}
              parallelism = {{parallelism}}
              replay-filter.mode = off
            }
          }
          snapshot-store {
            plugin = "akka.persistence.snapshot-store.sql"
            sql {
              provider-name = "{{provider}}"
              connection-string = {{Quote(snapshots)}}
              auto-initialize = {{(autoInitialize ? "on" : "off")}}
            }
          }
        }
        """);

    /// <summary>A text as a HOCON string.</summary>
    internal static string Quote(string text) =>
        '"' + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + '"';
}
