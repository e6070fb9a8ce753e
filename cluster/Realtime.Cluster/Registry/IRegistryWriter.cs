using System.Text;
using Realtime.Domain;
using Realtime.Streams.Codec;
using Realtime.Streams.Kafka;

namespace Realtime.Cluster.Registry;

/// <summary>The one way into the registry: a record in its topic.</summary>
public interface IRegistryWriter
{
    /// <summary>Completes when the broker has it.</summary>
    /// <returns>Null, or what went wrong.</returns>
    Task<string?> WriteAsync(Registration registration, CancellationToken cancellation);
}

/// <summary>Puts registrations into <see cref="Topics.Registry"/>, keyed by the thing's id.</summary>
public sealed class KafkaRegistryWriter(SharedProducer producer) : IRegistryWriter
{
    public Task<string?> WriteAsync(Registration registration, CancellationToken cancellation) =>
        producer.ProduceAsync(Topics.Registry, Encoding.UTF8.GetBytes(registration.Key.Id), TelemetryEncoder.Encode(registration), headers: null, cancellation);
}
