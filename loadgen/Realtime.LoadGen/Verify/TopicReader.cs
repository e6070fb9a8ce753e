using Confluent.Kafka;
using Realtime.Domain;
using Realtime.Replay.Sending;
using Realtime.Streams.Codec;

namespace Realtime.LoadGen.Verify;

/// <summary>Reads whole topics, from the first record to the end they had when the reading began. Commits nothing.</summary>
public static class TopicReader
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Reads what came out.</summary>
    /// <exception cref="BrokerUnreachableException">The broker does not answer.</exception>
    /// <exception cref="InvalidDataException">A record of the topic <c>alerts</c> cannot be read.</exception>
    public static PublishedAlerts Read(string bootstrap, CancellationToken cancellation)
    {
        using IConsumer<byte[], byte[]> consumer = Consumer(bootstrap);
        try
        {
            long forgotten = 0;
            List<AlertChange> changes = [.. ReadAll(consumer, Topics.Alerts, n => forgotten += n, cancellation).Select(Decode)];
            List<RefusedRecord> refused = [.. ReadAll(consumer, Topics.DeadLetter, n => forgotten += n, cancellation).Select(Describe)];
            return new PublishedAlerts(changes, refused, forgotten);
        }
        catch (KafkaException fault)
        {
            throw new BrokerUnreachableException($"cannot read from {bootstrap}: {fault.Error.Reason}", fault);
        }
    }

    /// <summary>Partitions of the topics that a consumer group has not read to their ends, one sentence each.</summary>
    public static IReadOnlyList<string> Unread(string bootstrap, string group, IReadOnlyList<string> topics)
    {
        using IConsumer<byte[], byte[]> consumer = Consumer(bootstrap, group);
        using IAdminClient admin = new DependentAdminClientBuilder(consumer.Handle).Build();
        TopicPartition[] places =
            [.. topics.SelectMany(topic => admin.GetMetadata(topic, Patience).Topics.Single(found => found.Topic == topic).Partitions.Select(part => new TopicPartition(topic, part.PartitionId)))];
        return
        [
            .. from place in consumer.Committed(places, Patience)
               let end = consumer.QueryWatermarkOffsets(place.TopicPartition, Patience).High.Value
               where end > Math.Max(0, place.Offset.Value)
               select $"{group} stands at {place.Offset} of {end} in {place.TopicPartition}",
        ];
    }

    private static IConsumer<byte[], byte[]> Consumer(string bootstrap, string group = "loadgen-verify")
    {
        ConsumerConfig config = new()
        {
            BootstrapServers = bootstrap,
            GroupId = group,
            EnableAutoCommit = false,
            EnableAutoOffsetStore = false,
            AutoOffsetReset = AutoOffsetReset.Error,
            FetchQueueBackoffMs = 5,
        };
        return new ConsumerBuilder<byte[], byte[]>(config).SetLogHandler(static (_, _) => { }).Build();
    }

    private static IEnumerable<ConsumeResult<byte[], byte[]>> ReadAll(
        IConsumer<byte[], byte[]> consumer, string topic, Action<long> forget, CancellationToken cancellation)
    {
        using IAdminClient admin = new DependentAdminClientBuilder(consumer.Handle).Build();
        int partitions = admin.GetMetadata(topic, Patience).Topics.Single(found => found.Topic == topic).Partitions.Count;
        Dictionary<int, long> open = [];
        List<TopicPartitionOffset> starts = [];
        for (int partition = 0; partition < partitions; partition++)
        {
            TopicPartition place = new(topic, partition);
            WatermarkOffsets ends = consumer.QueryWatermarkOffsets(place, Patience);
            forget(ends.Low.Value);
            if (ends.High.Value > ends.Low.Value)
            {
                open[partition] = ends.High.Value;
                starts.Add(new TopicPartitionOffset(place, ends.Low));
            }
        }

        consumer.Assign(starts);
        while (open.Count > 0)
        {
            ConsumeResult<byte[], byte[]> record = consumer.Consume(cancellation);
            if (!open.TryGetValue(record.Partition.Value, out long end))
            {
                continue; // Behind the end that this partition had.
            }

            if (record.Offset.Value + 1 >= end)
            {
                open.Remove(record.Partition.Value);
            }

            yield return record;
        }

        consumer.Unassign();
    }

    private static AlertChange Decode(ConsumeResult<byte[], byte[]> record)
    {
        try
        {
            return AlertCodec.Decode(record.Message.Value);
        }
        catch (FormatException fault)
        {
            throw new InvalidDataException($"{record.TopicPartitionOffset} is not an alert: {fault.Message}", fault);
        }
    }

    /// <summary>Reads every result that the broker still has.</summary>
    /// <exception cref="BrokerUnreachableException">The broker does not answer.</exception>
    public static IReadOnlyList<ResultPoint> ReadResults(string bootstrap, CancellationToken cancellation)
    {
        using IConsumer<byte[], byte[]> consumer = Consumer(bootstrap);
        try
        {
            return [.. ReadAll(consumer, Topics.Results, static _ => { }, cancellation).SelectMany(record => ResultLines.Decode(record.Message.Value))];
        }
        catch (KafkaException fault)
        {
            throw new BrokerUnreachableException($"cannot read from {bootstrap}: {fault.Error.Reason}", fault);
        }
    }

    private static RefusedRecord Describe(ConsumeResult<byte[], byte[]> record)
    {
        string text = System.Text.Encoding.UTF8.GetString(record.Message.Value);
        text = $"{record.TopicPartitionOffset}: {(text.Length > 300 ? text[..300] + "..." : text)}";
        try
        {
            DeadLetter letter = DeadLetterCodec.Decode(record.Message.Value);
            return new RefusedRecord(letter.Topic, letter.Partition, letter.Position.Offset, text);
        }
        catch (FormatException fault)
        {
            throw new InvalidDataException($"{record.TopicPartitionOffset} is not a dead letter: {fault.Message}", fault);
        }
    }
}
