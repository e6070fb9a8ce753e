using Realtime.Actors.Ports;
using Realtime.Domain;

namespace Realtime.Simulation.Tests.World;

/// <summary>One incarnation's reading: a batch for each acknowledgement, when there is something.</summary>
public sealed class SimIntake
{
    private readonly SimWorld _world;
    private readonly Incarnation _owner;
    private readonly long[] _next;
    private readonly Link _link = new();
    private bool _asked;
    private bool _stopped;

    public SimIntake(SimWorld world, Incarnation owner, IReadOnlyList<long> nextOffsets)
    {
        (_world, _owner, _next) = (world, owner, [.. nextOffsets]);
        owner.Later(_link, Acknowledge);
    }

    /// <summary>It waits for records.</summary>
    public bool Idle => _asked && !_stopped;

    public void Stop() => _stopped = true;

    public void Acknowledge()
    {
        _asked = true;
        Deliver();
    }

    private void Deliver()
    {
        if (!_asked || _stopped)
        {
            return;
        }

        if (_world.WaitForBroker(() => _owner.Later(_link, Deliver)))
        {
            return;
        }

        if (_world.Log.Next(_owner.Partition, _next, _world.Dice.Between(1, 60)) is not { } next)
        {
            _world.Log.WhenAppended(_owner.Partition, () => _owner.Later(_link, Deliver));
            return;
        }

        _asked = false;
        IReadOnlyList<LogRecord> records = next.Records;
        _next[next.Topic] = records[^1].Offset + 1;
        DateTimeOffset receivedAt = _owner.Now.Wall;
        IngestBatch batch = Tamper(VirtualLog.Batch(next.Topic, records, receivedAt));
        _owner.Later(_link, () =>
        {
            if (!_stopped)
            {
                _owner.Take(batch);
            }
        });
    }

    private IngestBatch Tamper(IngestBatch batch)
    {
        if (_world.Mutant == Mutant.DropOneInTenThousand)
        {
            return batch with { Entries = [.. batch.Entries.Where(entry => entry.Item.Reading is null || _world.Dice.Below(10_000) > 0)] };
        }

        if (_world.Mutant == Mutant.SwapRecords && batch.Entries.Count > 3)
        {
            LogEntry[] entries = [.. batch.Entries];
            (entries[^1], entries[0]) = (entries[0], entries[^1]);
            return batch with { Entries = entries };
        }

        return batch;
    }
}
