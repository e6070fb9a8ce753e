using System.Text;
using Realtime.Actors.Ports;
using Realtime.Domain;
using Realtime.Streams.Codec;

namespace Realtime.Streams.Kafka;

/// <summary>Messages to devices to their topic, keyed by thing.</summary>
public sealed class KafkaMessagePublisher(SharedProducer producer) : IMessagePublisher
{
    public async Task PublishAsync(CityMessage message, ThingKey thing, CancellationToken cancellation)
    {
        if (await producer.ProduceAsync(Topics.Messages, Encoding.UTF8.GetBytes(thing.Id), MessageCodec.Encode(message, thing), headers: null, cancellation) is { } failure)
        {
            throw new IOException(failure);
        }
    }
}
