using Realtime.Actors.Epochs;
using Realtime.Actors.Partitions;
using Realtime.Actors.Ports;
using Realtime.Actors.Things;
using Realtime.Domain;

namespace Realtime.Simulation.Tests.World;

/// <summary>The effects of the core.</summary>
public sealed partial class Incarnation
{
    void IPartitionEffects.Start(ThingSlot slot, int logNumber) => Run(slot).Begin(logNumber);

    void IPartitionEffects.Send(ThingSlot slot, object step) => Run(slot).Send(step);

    void IPartitionEffects.Persist(EpochCommitted epoch)
    {
        // In one history of four through its bytes, as a recovery would read it.
        var row = new JournalRow(++_number, Writer, _world.Seed % 4 == 0 ? EpochFormat.Read(EpochFormat.Write(epoch)) : epoch);
        _world.Write(
            Journal, [row], _toJournal,
            (delay, happens) => Later(_fromJournal, delay, happens),
            () => Core.EpochStored(Now, epoch),
            () => Fail("the journal does not say that the epoch is stored"));
    }

    void IPartitionEffects.SaveSnapshot(PartitionSnapshot snapshot)
    {
        long number = _number;
        bool fails = _world.Faulty(_world.Profile.SnapshotFails);
        _world.Time.At(_toJournal.Arrival(_world.Time.Now, _world.Dice.Latency()), () =>
        {
            if (!fails)
            {
                Journal.Save(new JournalSnapshot(number, snapshot));
            }

            Later(_fromJournal, () =>
            {
                if (fails)
                {
                    Core.SnapshotFailed();
                }
                else
                {
                    Core.SnapshotSaved(number);
                }
            });
        });
    }

    void IPartitionEffects.DeleteUpTo(long sequenceNr) =>
        _world.Time.At(_toJournal.Arrival(_world.Time.Now, _world.Dice.Latency()), () => Journal.Delete(sequenceNr));

    IPartitionOutbox IPartitionEffects.OpenOutbox() => new SimOutbox(_world, this);

    void IPartitionEffects.Subscribe(IReadOnlyList<long> nextOffsets)
    {
        _intake?.Stop();
        _intake = new SimIntake(_world, this, nextOffsets);
    }

    void IPartitionEffects.AcknowledgeBatch() => Later(_mailbox, () => _intake!.Acknowledge());

    void IPartitionEffects.Commit(IReadOnlyList<long> nextOffsets)
    {
        // For the broker's tools only; nothing in the product reads it back.
    }

    void IPartitionEffects.StopInput()
    {
        _intake?.Stop();
        Later(_mailbox, () => Core.InputStopped(Now));
    }

    void IPartitionEffects.WakeDesk(long deliveredUpTo) => Later(_toDesk, () => _process.Desk(Partition).Wake(this, deliveredUpTo));

    void IPartitionEffects.Deliver(IReadOnlyList<NumberedAlert> alerts)
    {
        for (int copies = _world.Mutant == Mutant.DeliverTwice ? 2 : 1; copies > 0; copies--)
        {
            Later(_toDesk, () => _desk?.Deliver(this, alerts));
        }
    }

    void IPartitionEffects.After(TimeSpan wait, PartitionTimer timer)
    {
        int turn = _timers[timer] = _timers.GetValueOrDefault(timer) + 1;
        Later(new Link(), wait, () =>
        {
            if (_timers[timer] == turn)
            {
                Core.Elapsed(Now, timer);
            }
        });
    }

    void IPartitionEffects.Finish() => End(() => _world.Cluster.HandedOver(_process, Partition));

    void IPartitionEffects.LetOut(Canary canary)
    {
        // What is stored and told is judged here, not when the product says that it is alive.
    }

    void IPartitionEffects.Fail(PartitionFault fault, string reason) => Fail(reason);

    public void Fail(string reason) => End(StartAnew);

    private ThingRun Run(ThingSlot slot)
    {
        if (!_things.TryGetValue(slot, out ThingRun? run))
        {
            _things[slot] = run = new ThingRun(_world, this, slot);
        }

        return run;
    }
}
