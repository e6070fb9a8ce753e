using System.Globalization;
using System.Text.Json;
using Confluent.Kafka;
using Realtime.Benchmarks.Workloads;
using Realtime.Domain;

namespace Realtime.Benchmarks.Feeding;

/// <summary>Reads the alerts topic from a mark on: the one place where what a contestant found is looked at.</summary>
internal sealed class AlertReader : IDisposable
{
    private static readonly string[] Kinds = [.. Enum.GetValues<AlertChangeKind>().Select(Realtime.Streams.Codec.AlertCodec.Name)];

    private readonly IConsumer<Ignore, byte[]> _consumer;
    private readonly int _partitions;

    public AlertReader(string servers, int partitions)
    {
        _partitions = partitions;
        _consumer = new ConsumerBuilder<Ignore, byte[]>(new ConsumerConfig
        {
            BootstrapServers = servers,
            GroupId = "benchmark-gate",
            EnableAutoCommit = false,
            AutoOffsetReset = AutoOffsetReset.Error,
            FetchQueueBackoffMs = 5,
            FetchWaitMaxMs = 20,
        }).Build();
    }

    /// <summary>Where a topic ends now, by partition.</summary>
    public long[] Ends(string topic) => [.. Watermarks(topic).Select(marks => marks.High.Value)];

    /// <summary>Where a topic begins now, by partition: above 0 the broker has forgotten records.</summary>
    public long[] Begins(string topic) => [.. Watermarks(topic).Select(marks => marks.Low.Value)];

    /// <summary>Reads only what comes after these offsets.</summary>
    public void From(long[] offsets) =>
        _consumer.Assign(offsets.Select((offset, partition) => new TopicPartitionOffset(Topics.Alerts, partition, offset)));

    /// <summary>The next change and the thing it is about; null when none comes in time.</summary>
    public (string Id, StageChange Change)? Next(TimeSpan patience) =>
        _consumer.Consume(patience) is { Message.Value: { } value } ? Parse(value) : null;

    public void Dispose() => _consumer.Dispose();

    private IEnumerable<WatermarkOffsets> Watermarks(string topic) => Enumerable.Range(0, _partitions)
        .Select(partition => _consumer.QueryWatermarkOffsets(new TopicPartition(topic, partition), TimeSpan.FromSeconds(30)));

    private static (string Id, StageChange Change) Parse(byte[] value)
    {
        using JsonDocument document = JsonDocument.Parse(value);
        JsonElement root = document.RootElement;
        return (root.GetProperty("id").GetString()!, new StageChange(
            (AlertChangeKind)Array.IndexOf(Kinds, root.GetProperty("change").GetString()),
            root.GetProperty("from_level").GetInt32(),
            root.GetProperty("to_level").GetInt32(),
            Ticks(root, "episode_start"),
            root.GetProperty("sequence").GetInt32(),
            Ticks(root, "time")));
    }

    private static long Ticks(JsonElement root, string name) =>
        DateTimeOffset.Parse(root.GetProperty(name).GetString()!, CultureInfo.InvariantCulture).UtcTicks;
}
