using Confluent.Kafka;
using Realtime.Domain;

namespace Realtime.Streams.Kafka;

/// <summary>
/// Asks the broker now and then whether it is there and whether every topic still has the partition count of this deployment: a count
/// that was raised while nodes run would send things to partitions that nobody reads. One client for the life of the node.
/// </summary>
public sealed class TopicWatch(KafkaSettings settings) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private readonly IAdminClient _admin = ClientConfigs.BuildAdmin(settings);

    /// <summary>What is wrong with the topics, one sentence each; empty = the broker answers and every topic is right. Blocks for 5 s at most.</summary>
    /// <exception cref="KafkaException">The broker does not answer.</exception>
    public IReadOnlyList<string> Faults()
    {
        Dictionary<string, int> counts = _admin.GetMetadata(Patience).Topics.ToDictionary(topic => topic.Topic, topic => topic.Partitions.Count, StringComparer.Ordinal);
        return [.. Topics.All
            .Where(topic => counts.GetValueOrDefault(topic) != settings.Partitions)
            .Select(topic => $"topic {topic} has {counts.GetValueOrDefault(topic)} partitions instead of {settings.Partitions}")];
    }

    public void Dispose() => _admin.Dispose();
}
