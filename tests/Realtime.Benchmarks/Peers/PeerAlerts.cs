using System.Buffers;
using System.Text.Json;
using Confluent.Kafka;
using Realtime.Benchmarks.Contestants;
using Realtime.Benchmarks.Workloads;
using Realtime.Domain;
using Realtime.Streams.Codec;

namespace Realtime.Benchmarks.Peers;

/// <summary>Publishes the alert changes of a contestant that has no outlet of its own. Safe for many threads.</summary>
internal sealed class PeerAlerts(Arena arena) : IDisposable
{
    private readonly IProducer<Null, byte[]> _producer = PeerLog.OpenAlerts(arena);

    public void Publish(string id, in StageChange change)
    {
        ArrayBufferWriter<byte> bytes = new(256);
        using (Utf8JsonWriter json = new(bytes))
        {
            json.WriteStartObject();
            json.WriteString("kind"u8, "sensor"u8);
            json.WriteString("id"u8, id);
            json.WriteString("rule"u8, Rules.Stage);
            json.WriteString("episode_start"u8, new DateTimeOffset(change.EpisodeStart, TimeSpan.Zero));
            json.WriteNumber("sequence"u8, change.Sequence);
            json.WriteString("change"u8, AlertCodec.Name(change.Kind));
            json.WriteNumber("from_level"u8, change.From);
            json.WriteNumber("to_level"u8, change.To);
            json.WriteString("time"u8, new DateTimeOffset(change.Time, TimeSpan.Zero));
            json.WriteEndObject();
        }

        int partition = Partitioning.PartitionOf(id, arena.Load.Partitions);
        _producer.Produce(new TopicPartition(Topics.Alerts, partition), new Message<Null, byte[]> { Value = bytes.WrittenSpan.ToArray() });
    }

    /// <summary>Returns when the broker has them all.</summary>
    public void Flush() => _producer.Flush(Timeout.InfiniteTimeSpan);

    public void Dispose() => _producer.Dispose();
}
