using System.Net;
using Npgsql;

namespace Realtime.Cluster.Settings;

/// <summary>Households and the people around them.</summary>
public sealed record WatchOverSettings
{
    /// <summary>Name of the file with the households' keys, beside the journal.</summary>
    public const string KeyFileName = "household-keys.db";

    /// <summary><c>Family:Keys</c>: PostgreSQL database of the households' keys, one that is not backed up together with the journal. Default empty = a file in the data directory with Sqlite; with PostgreSql nobody can be registered.</summary>
    public required string Keys { get; init; }

    /// <summary>SQLite: the file of the keys.</summary>
    public required string KeyFile { get; init; }

    /// <summary><c>Family:LinkDays</c>: how long the link in a letter works. Default 7 days.</summary>
    public required TimeSpan LinkLife { get; init; }

    /// <summary><c>Family:TickSeconds</c>: how often it is looked whether a step is due. Default 5 s.</summary>
    public required TimeSpan Tick { get; init; }

    /// <summary><c>Family:RoundSeconds</c>: how often every household is looked at. Default 60 s.</summary>
    public required TimeSpan Round { get; init; }

    /// <summary><c>Family:WarmUpSeconds</c>: how long a node runs before it says that a set cannot be seen. Default 600 s.</summary>
    public required TimeSpan WarmUp { get; init; }

    /// <summary><c>Family:WebhookNetworks</c>: networks in CIDR form that webhooks may lead to although they are private or local. Default none.</summary>
    public required IReadOnlyList<IPNetwork> WebhookNetworks { get; init; }

    /// <summary>Whether there is a place for keys, so that people can be told by steps.</summary>
    public bool Enabled => Keys.Length > 0 || KeyFile.Length > 0;

    public static WatchOverSettings Read(SettingReader from, JournalProvider journal, string dataDirectory)
    {
        string keys = from.ConnectionString("Family:Keys");
        if (keys.Length > 0)
        {
            RequireReadable(from, keys);
        }

        return new WatchOverSettings
        {
            Keys = keys,
            KeyFile = keys.Length == 0 && journal == JournalProvider.Sqlite ? Path.Combine(dataDirectory, KeyFileName) : "",
            LinkLife = TimeSpan.FromDays(from.Number("Family:LinkDays", 7, 0.001, 60)),
            Tick = from.Seconds("Family:TickSeconds", 5, 0.05, 60),
            Round = from.Seconds("Family:RoundSeconds", 60, 0.05, 600),
            WarmUp = from.Seconds("Family:WarmUpSeconds", 600, 0, 86_400),
            WebhookNetworks = [.. from.List("Family:WebhookNetworks").Select(text => IPNetwork.TryParse(text, out IPNetwork network)
                ? network
                : throw from.Fault("Family:WebhookNetworks", "networks such as 10.1.0.0/16, separated by commas"))],
        };
    }

    private static void RequireReadable(SettingReader from, string text)
    {
        try
        {
            if (new NpgsqlConnectionStringBuilder(text).Host is { Length: > 0 })
            {
                return;
            }
        }
        catch (Exception fault) when (fault is ArgumentException or FormatException or OverflowException)
        {
            // The driver's own words may repeat the password.
        }

        throw from.Fault("Family:Keys", "a PostgreSQL connection string such as \"Host=keys;Database=household_keys;Username=realtime;Password=...\"");
    }
}
