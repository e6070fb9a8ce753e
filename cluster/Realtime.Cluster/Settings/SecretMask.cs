using System.Data.Common;

namespace Realtime.Cluster.Settings;

/// <summary>Hides passwords in what is printed.</summary>
public static class SecretMask
{
    private static readonly string[] _secretWords = ["password", "pwd", "token", "secret", "key"];

    private static readonly HashSet<string> _harmlessKafka = new(StringComparer.OrdinalIgnoreCase)
    {
        "security.protocol", "sasl.mechanism", "sasl.mechanisms", "client.id", "client.rack", "ssl.ca.location", "ssl.endpoint.identification.algorithm",
        "broker.address.family", "socket.keepalive.enable", "socket.timeout.ms", "metadata.max.age.ms", "reconnect.backoff.ms", "reconnect.backoff.max.ms",
        "fetch.min.bytes", "fetch.wait.max.ms", "compression.type", "linger.ms", "batch.size",
    };

    /// <summary>Whether a name says that its value is secret.</summary>
    public static bool IsSecret(string name) => _secretWords.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// Whether the value of a librdkafka property may be shown. A list of what is harmless, because new secrets appear under names nobody
    /// thought of (<c>sasl.jaas.config</c>, <c>ssl.key.pem</c>, <c>sasl.oauthbearer.config</c>).
    /// </summary>
    public static bool IsHarmlessKafka(string name) => _harmlessKafka.Contains(name);

    /// <summary>A URL with its user name and password replaced; a text that is no URL but may hold some is hidden as a whole.</summary>
    public static string MaskUrl(string url) =>
        !url.Contains('@', StringComparison.Ordinal) ? url
        : Uri.TryCreate(url, UriKind.Absolute, out Uri? address) ? (address.UserInfo.Length == 0 ? url : url.Replace(address.UserInfo + "@", "***@", StringComparison.Ordinal))
        : "***";

    /// <summary>A connection string with the values of its secret parts replaced; a text that cannot be read is hidden as a whole.</summary>
    public static string Mask(string connectionString)
    {
        if (connectionString.Length == 0)
        {
            return "";
        }

        DbConnectionStringBuilder parts = [];
        try
        {
            parts.ConnectionString = connectionString;
        }
        catch (ArgumentException)
        {
            return "***";
        }

        foreach (string key in parts.Keys.Cast<string>().ToArray())
        {
            if (IsSecret(key))
            {
                parts[key] = "***";
            }
        }

        return parts.ConnectionString;
    }
}
