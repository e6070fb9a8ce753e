using Confluent.Kafka;
using Realtime.Benchmarks.Contestants;
using Realtime.Domain;

namespace Realtime.Benchmarks.Peers;

/// <summary>
/// The Kafka client of every contestant but ours, with the same fetch settings as ours: all partitions by hand, nothing committed, no key,
/// header or time made for a record. Librdkafka's defaults would let it sleep between fetches.
/// </summary>
internal static class PeerLog
{
    /// <summary>A consumer of a whole topic from its beginning.</summary>
    public static IConsumer<Ignore, byte[]> Open(Arena arena, string topic)
    {
        IConsumer<Ignore, byte[]> consumer = new ConsumerBuilder<Ignore, byte[]>(new ConsumerConfig
        {
            BootstrapServers = arena.Servers,
            GroupId = "peer",
            EnableAutoCommit = false,
            EnableAutoOffsetStore = false,
            AutoOffsetReset = AutoOffsetReset.Error,
            EnablePartitionEof = topic == Topics.Registry,
            FetchQueueBackoffMs = 5,
            QueuedMinMessages = 50_000,
            QueuedMaxMessagesKbytes = 32 * 1024,
            FetchMaxBytes = 16 * 1024 * 1024,
            FetchWaitMaxMs = 50,
            ConsumeResultFields = "none",
        }).Build();
        consumer.Assign(Enumerable.Range(0, arena.Load.Partitions).Select(partition => new TopicPartitionOffset(topic, partition, 0)));
        return consumer;
    }

    /// <summary>The producer of alerts of every contestant but ours, set up like ours.</summary>
    public static IProducer<Null, byte[]> OpenAlerts(Arena arena) => new ProducerBuilder<Null, byte[]>(new ProducerConfig
    {
        BootstrapServers = arena.Servers,
        EnableIdempotence = true,
        CompressionType = CompressionType.Lz4,
        LingerMs = 5,
        EnableDeliveryReports = false,
    }).Build();
}
