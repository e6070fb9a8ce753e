using Confluent.Kafka;

namespace Realtime.Replay.Sending;

/// <summary>How records reach Kafka.</summary>
public sealed record KafkaSinkSettings
{
    /// <summary>host:port, separated by commas.</summary>
    public required string BootstrapServers { get; init; }

    /// <summary>Records handed over and not acknowledged; above it <see cref="ITelemetrySink.SendAsync"/> waits.</summary>
    public int InFlightMax { get; init; } = 50_000;

    /// <summary>How long a record may wait for company: a fetch brings one batch per partition, so small batches make slow readers.</summary>
    public TimeSpan Linger { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>How long to look for the broker at the start.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long to wait at the end for records that are still on their way.</summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Further librdkafka properties, for example <c>security.protocol</c> and <c>sasl.*</c>.</summary>
    public IReadOnlyDictionary<string, string> Properties { get; init; } = new Dictionary<string, string>();

    internal ProducerConfig ToProducerConfig()
    {
        ProducerConfig config = Own();
        foreach ((string name, string value) in Properties)
        {
            config.Set(name, value);
        }

        return config;
    }

    private ProducerConfig Own() => new()
    {
        BootstrapServers = BootstrapServers,
        // Idempotent: a retry can neither double nor reorder, so a heartbeat stays behind what it vouches for.
        EnableIdempotence = true,
        Acks = Acks.All,
        // A record that timed out would leave a hole before the heartbeat that follows it: wait for the broker instead.
        MessageTimeoutMs = 0,
        Partitioner = Partitioner.Murmur2Random,
        CompressionType = CompressionType.Lz4,
        LingerMs = Linger.TotalMilliseconds,
        BatchSize = 1_000_000,
        QueueBufferingMaxMessages = InFlightMax + 1_000,
        DeliveryReportFields = "status",
        ClientId = "realtime-replay",
    };
}
