using Confluent.Kafka;
using Realtime.Domain;
using Realtime.Streams.Broker;
using Realtime.Streams.Codec;
using Realtime.Streams.Kafka;

namespace Realtime.Tests.Streams;

/// <summary>A real broker in this process with a plain producer and consumer, for tests of whatever talks to Kafka.</summary>
public sealed class TestKafka : IDisposable
{
    private readonly IProducer<byte[]?, byte[]?> _producer;

    public TestKafka(int partitions = 4)
    {
        Broker = EmbeddedBroker.Start(partitions);
        Settings = new KafkaSettings { BootstrapServers = Broker.BootstrapServers, Partitions = partitions, LogId = Broker.LogId };
        _producer = new ProducerBuilder<byte[]?, byte[]?>(new ProducerConfig
        {
            BootstrapServers = Broker.BootstrapServers,
            Partitioner = Partitioner.Murmur2Random,
            EnableIdempotence = true,
            LingerMs = 2,
            QueueBufferingMaxMessages = 1_000_000,
        }).Build();
    }

    public EmbeddedBroker Broker { get; }

    public KafkaSettings Settings { get; }

    /// <summary>Sends without waiting; <see cref="Flush"/> waits.</summary>
    public void Send(string topic, string? key, byte[]? value, int? partition = null)
    {
        var message = new Message<byte[]?, byte[]?> { Key = key is null ? null : System.Text.Encoding.UTF8.GetBytes(key), Value = value };
        if (partition is { } p)
        {
            _producer.Produce(new TopicPartition(topic, new Partition(p)), message);
        }
        else
        {
            _producer.Produce(topic, message);
        }
    }

    public void Send(Reading reading) => Send(Topics.For(reading.Kind), reading.ThingId, TelemetryEncoder.Encode(reading));

    public void Flush() => Assert.Equal(0, _producer.Flush(TimeSpan.FromSeconds(30)));

    /// <summary>Everything a topic has in one partition, or in all of them.</summary>
    public List<ConsumeResult<byte[], byte[]>> ReadAll(string topic, int? partition = null)
    {
        using IConsumer<byte[], byte[]> consumer = new ConsumerBuilder<byte[], byte[]>(new ConsumerConfig
        {
            BootstrapServers = Broker.BootstrapServers,
            GroupId = "test-" + Guid.NewGuid().ToString("N"),
            EnablePartitionEof = true,
            EnableAutoCommit = false,
        }).Build();
        int[] parts = partition is { } one ? [one] : [.. Enumerable.Range(0, Settings.Partitions)];
        consumer.Assign(parts.Select(p => new TopicPartitionOffset(topic, new Partition(p), Offset.Beginning)));
        var found = new List<ConsumeResult<byte[], byte[]>>();
        for (int ends = 0; ends < parts.Length;)
        {
            ConsumeResult<byte[], byte[]>? result = consumer.Consume(TimeSpan.FromSeconds(30));
            Assert.True(result is not null, $"{topic} could not be read to its end within 30 s");
            if (result.IsPartitionEOF)
            {
                ends++;
            }
            else
            {
                found.Add(result);
            }
        }

        return found;
    }

    public void Dispose()
    {
        _producer.Dispose();
        Broker.Dispose();
    }
}
