using System.Text;
using Realtime.Actors.Ports;
using Realtime.Domain;
using Realtime.Streams.Codec;

namespace Realtime.Streams.Kafka;

/// <summary>Messages to devices to their topic, keyed by thing.</summary>
public sealed class KafkaMessagePublisher(SharedProducer producer) : IMessagePublisher
{
    public Task PublishAsync(CityMessage message, ThingKey thing, CancellationToken cancellation)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        producer.Produce(Topics.Messages, Encoding.UTF8.GetBytes(thing.Id), MessageCodec.Encode(message, thing), failure =>
        {
            if (failure is null)
            {
                done.TrySetResult();
            }
            else
            {
                done.TrySetException(new IOException(failure));
            }
        });

        // Giving up waiting does not take the record back; the desk repeats it and devices know repeats.
        return done.Task.WaitAsync(cancellation);
    }
}
