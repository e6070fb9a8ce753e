using Realtime.Actors.Ports;
using Realtime.Domain;

namespace Realtime.Simulation.Tests.World;

/// <summary>
/// Results, forwards and dead letters on their way to the broker, in order. When its owner ends, a part of what was under way has
/// arrived and nobody knows which.
/// </summary>
public sealed class SimOutbox(SimWorld world, Incarnation owner) : IPartitionOutbox
{
    private readonly Queue<Action> _underWay = new();
    private readonly List<long> _fences = [];
    private readonly Link _link = new();
    private bool _sending;

    public long Enqueued { get; private set; }

    public long Acknowledged { get; private set; }

    public void Result(ResultPoint point) => Send(() => world.Outside.Write(point));

    public void Forward(Reading reading)
    {
        int partition = Partitioning.PartitionOf(reading.ThingId, world.Log.Partitions);
        Send(() => world.Append(partition, Topics.For(reading.Kind), new LogItem { Reading = reading }));
    }

    public void DeadLetter(string topic, int partition, Position position, Rejection rejection) =>
        Send(() => world.Outside.PutAside(topic, partition, position));

    public void NotifyWhenAcknowledged(long fence)
    {
        if (world.Mutant == Mutant.PersistBeforeOutbox || Acknowledged >= fence)
        {
            owner.Later(_link, () => owner.Core.OutboxAcknowledged(owner.Now, fence));
            return;
        }

        _fences.Add(fence);
    }

    public void Dispose()
    {
        for (int arrived = world.BrokerDown ? 0 : world.Dice.Below(_underWay.Count + 1); arrived > 0; arrived--)
        {
            _underWay.Dequeue()();
        }

        _underWay.Clear();
    }

    private void Send(Action arrives)
    {
        Enqueued++;
        _underWay.Enqueue(arrives);
        if (!_sending)
        {
            _sending = true;
            owner.Later(_link, Delay(), Flush);
        }
    }

    // A broker that is slow shows soonest what an epoch that does not wait for it loses.
    private TimeSpan Delay() =>
        world.Mutant == Mutant.PersistBeforeOutbox ? world.Dice.Seconds(1, 10) : world.Dice.Chance(0.2) ? world.Dice.Seconds(0.1, 2) : world.Dice.Latency();

    private void Flush()
    {
        if (world.WaitForBroker(() => owner.Later(_link, Flush)))
        {
            return;
        }

        _sending = false;
        if (world.Faulty(world.Profile.OutboxFails))
        {
            owner.Fail("a record could not be delivered");
            return;
        }

        while (_underWay.TryDequeue(out Action? arrives))
        {
            arrives();
            Acknowledged++;
        }

        foreach (long fence in _fences.Where(fence => fence <= Acknowledged).ToArray())
        {
            _fences.Remove(fence);
            owner.Later(_link, () => owner.Core.OutboxAcknowledged(owner.Now, fence));
        }
    }
}
