using Confluent.Kafka;
using Npgsql;
using Realtime.Cluster.Settings;

namespace Realtime.Cluster.Startup;

/// <summary>
/// Refuses to start open or insecure. An open door is never accepted: whoever can reach the node from another machine has to log in, in
/// development too. Outside development every connection that leaves the machine has to be encrypted, or be named in
/// <c>Access:AcceptInsecure</c> by somebody who knows that the network protects it.
/// </summary>
public static class SafeStart
{
    /// <summary>What may be accepted as insecure, by name.</summary>
    public static readonly IReadOnlyList<string> Parts = ["http", "kafka", "journal", "timeseries", "mail", "nodes"];

    /// <exception cref="StartException">The settings are open or insecure; one sentence.</exception>
    public static void Require(RealtimeSettings settings)
    {
        if (!settings.Http.Loopback && !settings.Access.LoginNeeded)
        {
            throw new StartException($"The setting Http:Address is \"{settings.Http.Address}\", but nobody would have to log in: set Access:Keys or Access:Authority, or leave the address at localhost.");
        }

        if (settings.Node.Environment == NodeEnvironment.Development)
        {
            return;
        }

        if (!settings.Access.LoginNeeded)
        {
            throw new StartException("The setting Node:Environment is Production, but nobody would have to log in: set Access:Keys or Access:Authority.");
        }

        (string Part, string What)[] found = [.. Insecure(settings).Where(one => !settings.Access.AcceptInsecure.Contains(one.Part))];
        if (found.Length > 0)
        {
            throw new StartException(
                $"The setting Node:Environment is Production, but this is not safe: {string.Join("; ", found.Select(one => one.What))}. " +
                $"Mend it, or name it in Access:AcceptInsecure ({string.Join(",", found.Select(one => one.Part))}) where the network itself protects it.");
        }
    }

    /// <summary>Connections that leave the machine unencrypted.</summary>
    private static IEnumerable<(string Part, string What)> Insecure(RealtimeSettings settings)
    {
        if (!settings.Http.Loopback && !settings.Http.PublicUrl.StartsWith("https://", StringComparison.Ordinal))
        {
            yield return ("http", "people reach the page without TLS (Http:PublicUrl is not the https address of a gateway)");
        }

        if (!IsKafkaSafe(settings.Kafka))
        {
            yield return ("kafka", "Kafka is reached without TLS (Kafka:Properties:security.protocol is not ssl or sasl_ssl)");
        }

        if (settings.Journal.Provider == JournalProvider.PostgreSql
            && !(IsDatabaseSafe(settings.Journal.ConnectionString) && IsDatabaseSafe(settings.Journal.SnapshotConnectionString)))
        {
            yield return ("journal", "PostgreSQL is reached without TLS (SSL Mode is not Require, VerifyCA or VerifyFull)");
        }

        if (settings.TimeSeries is { Url: { Scheme: "http" } url } && !HttpSettings.IsLoopback(url.Host))
        {
            yield return ("timeseries", "InfluxDB is reached without TLS (TimeSeries:Url is not https)");
        }

        if (settings.Mail is { Enabled: true, Tls: MailTls.None } && !HttpSettings.IsLoopback(settings.Mail.Host))
        {
            yield return ("mail", "the mail server is reached without TLS (Mail:Tls is None)");
        }

        if (settings.Node.Tls is null && !HttpSettings.IsLoopback(settings.Node.Host))
        {
            yield return ("nodes", "nodes talk to each other without TLS (Node:Tls:Certificate, Key and Authority)");
        }
    }

    private static bool IsKafkaSafe(Settings.KafkaSettings kafka)
    {
        string protocol = kafka.Properties.GetValueOrDefault("security.protocol", "").Replace("_", "", StringComparison.Ordinal);
        return protocol.Equals(nameof(SecurityProtocol.Ssl), StringComparison.OrdinalIgnoreCase)
            || protocol.Equals(nameof(SecurityProtocol.SaslSsl), StringComparison.OrdinalIgnoreCase)
            || kafka.BootstrapServers.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).All(server => HttpSettings.IsLoopback(server[..Math.Max(0, server.LastIndexOf(':'))]));
    }

    private static bool IsDatabaseSafe(string connection)
    {
        NpgsqlConnectionStringBuilder parts = new(connection);
        return parts.SslMode is SslMode.Require or SslMode.VerifyCA or SslMode.VerifyFull
            || (parts.Host ?? "").Split(',').All(host => host.StartsWith('/') || HttpSettings.IsLoopback(host.Split(':')[0]));
    }
}
