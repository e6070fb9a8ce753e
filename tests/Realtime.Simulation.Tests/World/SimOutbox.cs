using Realtime.Actors.Ports;
using Realtime.Domain;

namespace Realtime.Simulation.Tests.World;

/// <summary>
/// Results, forwards and dead letters on their way to the broker, in order. When its owner ends, a part of what was under way has
/// arrived and nobody knows which.
/// </summary>
public sealed class SimOutbox(SimWorld world, Incarnation owner) : IPartitionOutbox
{
    private const int HeldBackMax = 20;
    private readonly Queue<Action> _underWay = new();
    private readonly List<ResultPoint> _heldBack = [];
    private readonly Queue<int> _holds = new();
    private readonly List<long> _fences = [];
    private readonly Link _link = new();
    private bool _sending;

    public long Enqueued { get; private set; }

    public long Acknowledged { get; private set; }

    public void Result(ResultPoint point)
    {
        Enqueued++;
        _heldBack.Add(point);
        if (_heldBack.Count == HeldBackMax)
        {
            Flush();
        }
    }

    public void Flush()
    {
        if (_heldBack.Count > 0)
        {
            ResultPoint[] block = [.. _heldBack];
            _heldBack.Clear();
            Enqueued -= block.Length;
            Send(() => Array.ForEach(block, world.Outside.Write), block.Length);
        }
    }

    public void Forward(Reading reading)
    {
        int partition = Partitioning.PartitionOf(reading.ThingId, world.Log.Partitions);
        Send(() => world.Append(partition, Topics.For(reading.Kind), new LogItem { Reading = reading }));
    }

    public void DeadLetter(string topic, int partition, Position position, Rejection rejection) =>
        Send(() => world.Outside.PutAside(topic, partition, position));

    public void NotifyWhenAcknowledged(long fence)
    {
        Flush();
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

    private void Send(Action arrives, int holds = 1)
    {
        Enqueued += holds;
        _underWay.Enqueue(arrives);
        _holds.Enqueue(holds);
        if (!_sending)
        {
            _sending = true;
            owner.Later(_link, Delay(), Deliver);
        }
    }

    // A broker that is slow shows soonest what an epoch that does not wait for it loses.
    private TimeSpan Delay() =>
        world.Mutant == Mutant.PersistBeforeOutbox ? world.Dice.Seconds(1, 10) : world.Dice.Chance(0.2) ? world.Dice.Seconds(0.1, 2) : world.Dice.Latency();

    private void Deliver()
    {
        if (world.WaitForBroker(() => owner.Later(_link, Deliver)))
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
            Acknowledged += _holds.Dequeue();
        }

        foreach (long fence in _fences.Where(fence => fence <= Acknowledged).ToArray())
        {
            _fences.Remove(fence);
            owner.Later(_link, () => owner.Core.OutboxAcknowledged(owner.Now, fence));
        }
    }
}
