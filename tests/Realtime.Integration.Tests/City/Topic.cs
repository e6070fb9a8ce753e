using Confluent.Kafka;
using Realtime.Domain;
using Realtime.LoadGen.Verify;

namespace Realtime.Integration.Tests.City;

/// <summary>A topic from outside: how much stands in it, and records that no replay sends.</summary>
internal static class Topic
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    /// <summary>Records in all partitions.</summary>
    public static long Count(string bootstrap, string topic)
    {
        ConsumerConfig config = new() { BootstrapServers = bootstrap, GroupId = "count" };
        using IConsumer<byte[], byte[]> consumer = new ConsumerBuilder<byte[], byte[]>(config).Build();
        using IAdminClient admin = new DependentAdminClientBuilder(consumer.Handle).Build();
        return admin.GetMetadata(topic, s_patience).Topics.Single().Partitions
            .Select(partition => consumer.QueryWatermarkOffsets(new TopicPartition(topic, partition.PartitionId), s_patience))
            .Sum(ends => ends.High.Value - ends.Low.Value);
    }

    /// <summary>Points that stand in results and alerts: of the one as many as it has lines, of the other one per record.</summary>
    public static long CountPoints(string bootstrap) =>
        TopicReader.ReadResults(bootstrap, CancellationToken.None).Count + Count(bootstrap, Topics.Alerts);

    /// <summary>Sends one record and waits until the broker has it.</summary>
    public static Task SendAsync(string bootstrap, string topic, string key, byte[] value) => SendAsync(bootstrap, [(topic, key, value)]);

    /// <summary>Sends records in their order and waits until the broker has them.</summary>
    public static async Task SendAsync(string bootstrap, IReadOnlyList<(string Topic, string Key, byte[] Value)> records)
    {
        ProducerConfig config = new() { BootstrapServers = bootstrap, Partitioner = Partitioner.Murmur2Random };
        using IProducer<string, byte[]> producer = new ProducerBuilder<string, byte[]>(config).Build();
        await Task.WhenAll(records.Select(record => producer.ProduceAsync(record.Topic, new Message<string, byte[]> { Key = record.Key, Value = record.Value })));
    }

    /// <summary>Sends records without a key, each to every partition.</summary>
    public static async Task SendAsync(string bootstrap, string topic, int partitions, IReadOnlyList<byte[]> values)
    {
        using IProducer<Null, byte[]> producer = new ProducerBuilder<Null, byte[]>(new ProducerConfig { BootstrapServers = bootstrap }).Build();
        await Task.WhenAll(values.SelectMany(value => Enumerable.Range(0, partitions)
            .Select(partition => producer.ProduceAsync(new TopicPartition(topic, partition), new Message<Null, byte[]> { Value = value }))));
    }
}
