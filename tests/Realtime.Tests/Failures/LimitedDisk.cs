using Akka.Persistence.Sql.Config;
using LinqToDB;
using Microsoft.Data.Sqlite;

namespace Realtime.Tests.Failures;

/// <summary>A journal file that can be made full: SQLite then refuses every write that needs one more page, as on a file system without room.</summary>
internal sealed class LimitedDisk(string directory)
{
    private volatile bool _full;

    public bool Full { set => _full = value; }

    /// <summary>For the actor system: a page limit belongs to a connection, so it is set whenever one is opened.</summary>
    public MultiDataOptionsSetup Setup
    {
        get
        {
            string file = new SqliteConnectionStringBuilder { DataSource = Path.Combine(directory, "journal.db") }.ToString();
            DataOptions options = new DataOptions().UseConnectionString("SQLite.MS", file).UseAfterConnectionOpened(
                connection => Limit((SqliteConnection)connection),
                (connection, _) =>
                {
                    Limit((SqliteConnection)connection);
                    return Task.CompletedTask;
                });
            MultiDataOptionsSetup setup = new();
            setup.AddDataOptions("akka.persistence.journal.sql", options);
            return setup;
        }
    }

    /// <summary>A limit below the present size means the present size.</summary>
    private void Limit(SqliteConnection connection)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = _full ? "PRAGMA max_page_count = 1" : "PRAGMA max_page_count = 4294967294";
        command.ExecuteNonQuery();
    }
}
