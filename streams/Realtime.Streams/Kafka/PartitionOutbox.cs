using System.Text;
using Akka.Actor;
using Realtime.Actors.Ports;
using Realtime.Domain;
using Realtime.Streams.Codec;

namespace Realtime.Streams.Kafka;

/// <summary>Outboxes of the partitions that live here, on the node's one producer.</summary>
public sealed class KafkaOutbox(SharedProducer producer) : IOutboxPort
{
    public IPartitionOutbox Open(int partition, IActorRef owner) => new PartitionOutbox(producer, owner);
}

/// <summary>One partition's outgoing records, counted until the broker has them.</summary>
internal sealed class PartitionOutbox(SharedProducer producer, IActorRef owner) : IPartitionOutbox
{
    private readonly AckWindow _window = new();
    private readonly Lock _lock = new();
    private readonly SortedSet<long> _fences = [];
    private bool _ended;
    private volatile bool _failed;

    public long Enqueued => _window.Enqueued;

    public long Acknowledged => _window.Acknowledged;

    public void Result(ResultPoint point) => Send(Topics.Results, point.Thing.Id, ResultCodec.Encode(point));

    public void Forward(Reading reading) => Send(Topics.For(reading.Kind), reading.ThingId, TelemetryEncoder.Encode(reading));

    public void DeadLetter(string topic, int partition, Position position, Rejection rejection)
    {
        StreamMetrics.Rejected(rejection.Reason);
        Send(Topics.DeadLetter, rejection.Key, DeadLetterCodec.Encode(new DeadLetter(topic, partition, position, rejection)));
    }

    public void NotifyWhenAcknowledged(long fence)
    {
        lock (_lock)
        {
            if (fence > _window.Acknowledged)
            {
                _fences.Add(fence);
                return;
            }
        }

        owner.Tell(new OutboxAcknowledged(fence));
    }

    /// <summary>The owner hears nothing any more; records under way are delivered all the same.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _ended = true;
            _fences.Clear();
        }
    }

    private void Send(string topic, string? key, byte[] value)
    {
        long number = _window.Take();
        if (_failed)
        {
            return; // Its number stays open and the owner ends: nothing may reach the broker behind a record that was lost.
        }

        producer.Produce(topic, key is null ? null : Encoding.UTF8.GetBytes(key), value, failure => OnDone(number, failure));
    }

    private void OnDone(long number, string? failure)
    {
        if (failure is not null)
        {
            // The number stays open: nothing behind it may count as safe.
            _failed = true;
            Tell(new OutboxFailed(failure));
            return;
        }

        _window.Acknowledge(number);
        lock (_lock)
        {
            while (_fences.Count > 0 && _fences.Min <= _window.Acknowledged)
            {
                long reached = _fences.Min;
                _fences.Remove(reached);
                owner.Tell(new OutboxAcknowledged(reached));
            }
        }
    }

    private void Tell(object message)
    {
        lock (_lock)
        {
            if (!_ended)
            {
                owner.Tell(message);
            }
        }
    }
}
