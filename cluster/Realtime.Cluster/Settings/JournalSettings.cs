namespace Realtime.Cluster.Settings;

/// <summary>What keeps the journal.</summary>
public enum JournalProvider
{
    /// <summary>Files in the data directory; one node only.</summary>
    Sqlite,

    PostgreSql,
}

/// <summary>Where epochs and snapshots are stored.</summary>
public sealed record JournalSettings
{
    /// <summary><c>Journal:Provider</c>: Sqlite or PostgreSql. Default Sqlite.</summary>
    public required JournalProvider Provider { get; init; }

    /// <summary><c>Journal:ConnectionString</c>: default empty = <c>journal.db</c> in the data directory; required for PostgreSql.</summary>
    public required string ConnectionString { get; init; }

    /// <summary><c>Journal:SnapshotConnectionString</c>: default empty = <c>snapshots.db</c> in the data directory, or the journal's own database with PostgreSql.</summary>
    public required string SnapshotConnectionString { get; init; }

    public static JournalSettings Read(SettingReader from, string dataDirectory)
    {
        JournalProvider provider = from.Choice("Journal:Provider", JournalProvider.Sqlite);
        string journal = from.ConnectionString("Journal:ConnectionString");
        string snapshots = from.ConnectionString("Journal:SnapshotConnectionString");
        if (provider == JournalProvider.PostgreSql && journal.Length == 0)
        {
            throw from.Fault("Journal:ConnectionString", "a PostgreSQL connection string such as \"Host=db;Database=realtime;Username=realtime;Password=...\"");
        }

        bool files = provider == JournalProvider.Sqlite;
        return new JournalSettings
        {
            Provider = provider,
            ConnectionString = journal.Length > 0 ? journal : SqliteFile(dataDirectory, "journal.db"),
            SnapshotConnectionString = snapshots.Length > 0 ? snapshots : files ? SqliteFile(dataDirectory, "snapshots.db") : journal,
        };
    }

    private static string SqliteFile(string directory, string name) => $"Data Source={Path.Combine(directory, name)}";
}
