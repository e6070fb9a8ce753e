using System.Text;
using Realtime.Actors.Ports;
using Realtime.Domain;
using Realtime.Streams.Codec;

namespace Realtime.Streams.Kafka;

/// <summary>Canaries to the topic <see cref="Topics.Canary"/>.</summary>
public sealed class KafkaCanaryPublisher(SharedProducer producer) : ICanaryPublisher
{
    public async Task PublishAsync(Canary canary, CancellationToken cancellation)
    {
        if (await producer.ProduceAsync(Topics.Canary, Encoding.UTF8.GetBytes(canary.Id), CanaryRecord.Encode(canary), headers: null, cancellation) is { } failure)
        {
            throw new IOException(failure);
        }
    }
}
