using Confluent.Kafka;
using Realtime.Streams.Broker;

namespace Realtime.Streams.Kafka;

/// <summary>
/// Finds out which log is behind the bootstrap servers, so that offsets stored for another one are never used:
/// the configured identity, else that of an embedded broker (also of another process), else the cluster id of the broker.
/// </summary>
public static class LogIdentity
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <exception cref="InvalidOperationException">The broker cannot be reached or has no identity; the message says what to do.</exception>
    public static async Task<string> ResolveAsync(KafkaSettings settings)
    {
        if (settings.LogId is { Length: > 0 } configured)
        {
            return configured;
        }

        using IAdminClient admin = ClientConfigs.BuildAdmin(settings);
        Metadata metadata = Read(admin, settings);
        string? embedded = metadata.Topics.Select(t => t.Topic).FirstOrDefault(t => t.StartsWith(EmbeddedBroker.LogIdTopicPrefix, StringComparison.Ordinal));
        if (embedded is not null)
        {
            return embedded[EmbeddedBroker.LogIdTopicPrefix.Length..];
        }

        return await ClusterIdAsync(admin)
            ?? throw new InvalidOperationException($"Kafka at {settings.BootstrapServers} does not tell a cluster id; set the log id in the settings.");
    }

    /// <summary>Every topic the broker has, without creating any.</summary>
    internal static Metadata Read(IAdminClient admin, KafkaSettings settings)
    {
        try
        {
            return admin.GetMetadata(Patience);
        }
        catch (KafkaException e)
        {
            throw new InvalidOperationException($"Kafka at {settings.BootstrapServers} does not answer ({e.Error.Reason}).", e);
        }
    }

    private static async Task<string?> ClusterIdAsync(IAdminClient admin)
    {
        try
        {
            var cluster = await admin.DescribeClusterAsync(new Confluent.Kafka.Admin.DescribeClusterOptions { RequestTimeout = Patience });
            return string.IsNullOrEmpty(cluster.ClusterId) ? null : cluster.ClusterId;
        }
        catch (KafkaException)
        {
            return null;
        }
    }
}
