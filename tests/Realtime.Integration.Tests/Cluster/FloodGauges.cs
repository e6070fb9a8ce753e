using Confluent.Kafka;
using Realtime.Domain;
using Realtime.Streams.Codec;

namespace Realtime.Integration.Tests.Cluster;

/// <summary>One gauge per partition that stands above its stage: one alert per partition, to be acknowledged by somebody.</summary>
internal static class FloodGauges
{
    private static readonly StageThresholds s_stages = new([new StageThreshold(2, 1, "warning"), new StageThreshold(3, 2, "evacuation")], 0.1);

    /// <summary>Completes when the broker has all readings.</summary>
    public static async Task RiseAsync(string bootstrap, int partitions)
    {
        using IProducer<byte[], byte[]> producer = new ProducerBuilder<byte[], byte[]>(new ProducerConfig { BootstrapServers = bootstrap, Acks = Acks.All }).Build();
        for (int partition = 0; partition < partitions; partition++)
        {
            string id = PartitionProbe.ThingOf(partition, partitions, "gauge");
            SensorReading reading = new() { ThingId = id, Time = TimeProvider.System.GetUtcNow(), Type = SensorType.RiverLevel, Value = 2.5, Thresholds = s_stages };
            await producer.ProduceAsync(
                new TopicPartition(Topics.Sensor, partition),
                new Message<byte[], byte[]> { Key = System.Text.Encoding.UTF8.GetBytes(id), Value = TelemetryEncoder.Encode(reading) });
        }
    }
}
