using Confluent.Kafka;
using Realtime.Domain;
using Realtime.Streams.Codec;
using Realtime.Streams.Kafka;

namespace Realtime.Integration.Tests.Streams;

/// <summary>Reads the dead-letter topic.</summary>
public static class DeadLetters
{
    /// <summary>The one dead letter of a one-partition broker.</summary>
    public static DeadLetter Only(KafkaSettings settings)
    {
        using IConsumer<byte[], byte[]> consumer = new ConsumerBuilder<byte[], byte[]>(new ConsumerConfig
        {
            BootstrapServers = settings.BootstrapServers,
            GroupId = "dead-letters",
            EnablePartitionEof = true,
        }).Build();
        consumer.Assign(new TopicPartitionOffset(Topics.DeadLetter, new Partition(0), Offset.Beginning));
        var letters = new List<DeadLetter>();
        while (consumer.Consume(TimeSpan.FromSeconds(20)) is { IsPartitionEOF: false } result)
        {
            letters.Add(DeadLetterCodec.Decode(result.Message.Value));
        }

        return Assert.Single(letters);
    }
}
