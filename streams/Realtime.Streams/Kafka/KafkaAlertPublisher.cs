using System.Text;
using Realtime.Actors.Ports;
using Realtime.Domain;
using Realtime.Streams.Codec;

namespace Realtime.Streams.Kafka;

/// <summary>Alert changes to the alerts topic, keyed by thing, in the order of the calls.</summary>
public sealed class KafkaAlertPublisher(SharedProducer producer) : IAlertPublisher
{
    public Task PublishAsync(AlertChange change, CancellationToken cancellation)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        producer.Produce(Topics.Alerts, Encoding.UTF8.GetBytes(change.Thing.Id), AlertCodec.Encode(change), failure =>
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

        // Giving up waiting does not take the record back; the caller repeats it and readers know repeats.
        return done.Task.WaitAsync(cancellation);
    }
}
