using Confluent.Kafka;
using Realtime.Domain;
using Realtime.Streams.Codec;

namespace Realtime.Integration.Tests.LoadGen;

/// <summary>Reads one partition of a topic from its beginning to its end and decodes it.</summary>
internal static class LogReader
{
    public static IReadOnlyList<LogItem> Read(string bootstrap, string topic, int partition)
    {
        ConsumerConfig config = new()
        {
            BootstrapServers = bootstrap,
            GroupId = "test",
            EnableAutoCommit = false,
            AutoOffsetReset = AutoOffsetReset.Error,
            FetchQueueBackoffMs = 5,
        };
        using IConsumer<byte[], byte[]> consumer = new ConsumerBuilder<byte[], byte[]>(config).Build();
        TopicPartition place = new(topic, partition);
        long end = consumer.QueryWatermarkOffsets(place, TimeSpan.FromSeconds(10)).High.Value;
        consumer.Assign(new TopicPartitionOffset(place, 0));
        List<LogEntry> entries = [];
        for (long next = 0; next < end;)
        {
            ConsumeResult<byte[], byte[]> record = consumer.Consume(TimeSpan.FromSeconds(30))
                ?? throw new TimeoutException($"{place} ends at {end}, nothing came after {next}");
            next = record.Offset.Value + 1;
            TelemetryCodec.Decode(
                Topics.Inputs.ToList().IndexOf(topic),
                partition,
                BrokerProcess.Partitions,
                record.Message.Key,
                record.Message.Value,
                record.Offset.Value,
                DateTimeOffset.MaxValue,
                entries);
        }

        return [.. entries.Select(entry => entry.Item)];
    }
}
