using System.Text;
using Akka.Actor;
using Confluent.Kafka;
using Realtime.Actors.Ports;
using Realtime.Domain;
using Realtime.Streams.Codec;

namespace Realtime.Streams.Kafka;

/// <summary>Outboxes of the partitions that live here, on the node's one producer.</summary>
public sealed class KafkaOutbox(SharedProducer producer) : IOutboxPort
{
    public IPartitionOutbox Open(int partition, IActorRef owner) => new PartitionOutbox(producer, partition, owner);
}

/// <summary>
/// One partition's outgoing records, counted until the broker has them. Results are gathered in blocks: a record of its own for each
/// point would cost more than everything that is done with a reading before.
/// </summary>
internal sealed class PartitionOutbox(SharedProducer producer, int partition, IActorRef owner) : IPartitionOutbox
{
    private readonly PointBlock _block = new();
    private readonly AckWindow _window = new();
    private readonly Lock _lock = new();
    private readonly SortedSet<long> _fences = [];
    private bool _ended;
    private volatile bool _failed;

    public long Enqueued => _window.Enqueued + _block.Points;

    public long Acknowledged => _window.Acknowledged;

    public void Result(ResultPoint point)
    {
        if (!LineProtocol.TryWrite(point, _block))
        {
            var rejection = new Rejection(RejectReason.StoreRefused, $"a point of {point.Thing} in {point.Measurement} has no field that can be stored", [], point.Thing.Id);
            DeadLetter(Topics.Results, partition, Position.None, rejection);
            return;
        }

        _block.Points++;
        if (_block.IsFull)
        {
            Flush();
        }
    }

    public void Flush()
    {
        if (_block.Points == 0)
        {
            return;
        }

        long record = _window.Take(_block.Points);
        byte[] lines = _block.Take();
        if (!_failed && !producer.Produce(new TopicPartition(Topics.Results, partition), null, lines, failure => OnDone(record, failure)))
        {
            _block.Leave();
        }
    }

    public void Forward(Reading reading) => Send(Topics.For(reading.Kind), reading.ThingId, TelemetryEncoder.Encode(reading));

    public void DeadLetter(string topic, int from, Position position, Rejection rejection)
    {
        StreamMetrics.Rejected(rejection.Reason);
        Send(Topics.DeadLetter, rejection.Key, DeadLetterCodec.Encode(new DeadLetter(topic, from, position, rejection)));
    }

    public void NotifyWhenAcknowledged(long fence)
    {
        Flush();
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
        long record = _window.Take();
        if (_failed)
        {
            return; // It stays open and the owner ends: nothing may reach the broker behind a record that was lost.
        }

        producer.Produce(new TopicPartition(topic, Partition.Any), key is null ? null : Encoding.UTF8.GetBytes(key), value, failure => OnDone(record, failure));
    }

    private void OnDone(long record, string? failure)
    {
        if (failure is not null)
        {
            // The record stays open: nothing behind it may count as safe.
            _failed = true;
            Tell(new OutboxFailed(failure));
            return;
        }

        _window.Acknowledge(record);
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
