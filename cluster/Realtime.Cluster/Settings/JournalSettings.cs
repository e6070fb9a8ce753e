using Npgsql;
using Realtime.Actors.Epochs;

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

    /// <summary>SQLite: the journal's file in the data directory.</summary>
    public required string JournalFile { get; init; }

    /// <summary>SQLite: the snapshots' file in the data directory.</summary>
    public required string SnapshotFile { get; init; }

    /// <summary><c>Journal:ConnectionString</c>: required for PostgreSql, not used with Sqlite. Default empty.</summary>
    public required string ConnectionString { get; init; }

    /// <summary><c>Journal:SnapshotConnectionString</c>: PostgreSql database of the snapshots. Default: the journal's.</summary>
    public required string SnapshotConnectionString { get; init; }

    /// <summary><c>Journal:Format</c>: PostgreSql: number of the format to store in, raised once after an upgrade of every node. Default 0 = as this city always did.</summary>
    public required int Format { get; init; }

    public static JournalSettings Read(SettingReader from, string dataDirectory)
    {
        JournalProvider provider = from.Choice("Journal:Provider", JournalProvider.Sqlite);
        string journal = from.ConnectionString("Journal:ConnectionString");
        string snapshots = from.ConnectionString("Journal:SnapshotConnectionString");
        if (provider == JournalProvider.PostgreSql && journal.Length == 0)
        {
            throw from.Fault("Journal:ConnectionString", "a PostgreSQL connection string such as \"Host=db;Database=realtime;Username=realtime;Password=...\"");
        }

        if (provider == JournalProvider.PostgreSql)
        {
            RequireReadable(from, "Journal:ConnectionString", journal);
            RequireReadable(from, "Journal:SnapshotConnectionString", snapshots);
        }

        return new JournalSettings
        {
            Provider = provider,
            JournalFile = Path.Combine(dataDirectory, "journal.db"),
            SnapshotFile = Path.Combine(dataDirectory, "snapshots.db"),
            ConnectionString = journal,
            Format = from.Whole("Journal:Format", 0, 0, StoredFormat.Newest),
            SnapshotConnectionString = snapshots.Length > 0 ? snapshots : journal,
        };
    }

    private static void RequireReadable(SettingReader from, string key, string text)
    {
        try
        {
            NpgsqlConnectionStringBuilder parts = new(text);
            if (text.Length == 0 || parts.Host is { Length: > 0 })
            {
                return;
            }
        }
        catch (Exception fault) when (fault is ArgumentException or FormatException or OverflowException)
        {
            // The driver's own words may repeat the password.
        }

        throw from.Fault(key, "a PostgreSQL connection string such as \"Host=db;Database=realtime;Username=realtime;Password=...\"");
    }
}
