using System.Globalization;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Realtime.Domain;

namespace Realtime.Streams.Kafka;

/// <summary>
/// Makes sure at start-up that every topic is there and has the partition count on which the whole placement rests.
/// Missing topics are created; a wrong count is never mended here, because it would move things to other partitions.
/// </summary>
public static class TopicCheck
{
    /// <exception cref="InvalidOperationException">One sentence that names the topic and what is wrong with it.</exception>
    public static async Task EnsureAsync(KafkaSettings settings)
    {
        settings.Validate();
        using IAdminClient admin = ClientConfigs.BuildAdmin(settings);
        string[] missing = Check(LogIdentity.Read(admin, settings), settings.Partitions);
        if (missing.Length > 0)
        {
            await CreateAsync(admin, settings, missing);
        }
    }

    /// <summary>Compares what the broker has with what is needed; returns the topics that are missing.</summary>
    private static string[] Check(Metadata metadata, int partitions)
    {
        Dictionary<string, int> counts = metadata.Topics.ToDictionary(t => t.Topic, t => t.Partitions.Count, StringComparer.Ordinal);
        foreach (string topic in Topics.All)
        {
            if (counts.TryGetValue(topic, out int count) && count > 0 && count != partitions)
            {
                throw new InvalidOperationException(
                    $"Topic {topic} has {count} partitions, but this deployment is set to {partitions}; every topic needs the same count, and it cannot change without a migration.");
            }
        }

        return [.. Topics.All.Where(t => counts.GetValueOrDefault(t) == 0)];
    }

    private static async Task CreateAsync(IAdminClient admin, KafkaSettings settings, string[] missing)
    {
        try
        {
            await admin.CreateTopicsAsync(
                missing.Select(topic => Specify(topic, settings)),
                new CreateTopicsOptions { RequestTimeout = TimeSpan.FromSeconds(10), OperationTimeout = TimeSpan.FromSeconds(10) });
        }
        catch (CreateTopicsException e) when (e.Results.All(r => !r.Error.IsError || r.Error.Code == ErrorCode.TopicAlreadyExists))
        {
            // Another node that starts at the same time was first; what it made has to be right too.
            Check(LogIdentity.Read(admin, settings), settings.Partitions);
        }
        catch (KafkaException e)
        {
            throw new InvalidOperationException(
                $"Topic {string.Join(", ", missing)} is missing at {settings.BootstrapServers} and cannot be created ({e.Error.Reason}); create it with {settings.Partitions} partitions.", e);
        }
    }

    /// <summary>What a topic is made with.</summary>
    public static TopicSpecification Specify(string topic, KafkaSettings settings) => new()
    {
        Name = topic,
        NumPartitions = settings.Partitions,
        ReplicationFactor = settings.ReplicationFactor,
        Configs = Topics.Retention(topic) is { } kept
            ? new Dictionary<string, string> { ["cleanup.policy"] = "delete", ["retention.ms"] = kept.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture) }
            : new Dictionary<string, string> { ["cleanup.policy"] = "compact" },
    };
}
