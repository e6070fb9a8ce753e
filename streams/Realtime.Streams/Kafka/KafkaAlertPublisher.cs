using System.Text;
using Realtime.Actors.Ports;
using Realtime.Domain;
using Realtime.Streams.Codec;

namespace Realtime.Streams.Kafka;

/// <summary>Alert changes to the alerts topic, keyed by thing, in the order of the calls.</summary>
public sealed class KafkaAlertPublisher(SharedProducer producer) : IAlertPublisher
{
    public async Task PublishAsync(AlertChange change, CancellationToken cancellation)
    {
        if (await producer.ProduceAsync(Topics.Alerts, Encoding.UTF8.GetBytes(change.Thing.Id), AlertCodec.Encode(change), headers: null, cancellation) is { } failure)
        {
            throw new IOException(failure);
        }
    }
}
