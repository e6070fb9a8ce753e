using Realtime.Actors.Epochs;
using Realtime.Actors.Partitions;
using Realtime.Actors.Ports;
using Realtime.Actors.Things;
using Realtime.Domain;

namespace Realtime.Simulation.Tests.World;

/// <summary>
/// Shell around one life of a partition's core: every effect becomes a message, a write or a wait whose moment and outcome the dice decide.
/// </summary>
public sealed partial class Incarnation : IPartitionEffects, ISegmentOwner, IFaults
{
    private readonly SimWorld _world;
    private readonly SimProcess _process;
    private readonly Dictionary<ThingSlot, ThingRun> _things = [];
    private readonly Dictionary<PartitionTimer, int> _timers = [];
    private readonly Link _mailbox = new();
    private readonly Link _toDesk = new();
    private readonly Link _fromJournal = new();
    private readonly Link _toJournal = new();
    private SimIntake? _intake;
    private SimDesk? _desk;
    private long _number;

    public Incarnation(SimWorld world, SimProcess process, int partition)
    {
        (_world, _process, Partition, Writer) = (world, process, partition, world.NextWriter());
        world.Incarnations++;
        Core = new PartitionCore(new PartitionSetup(partition, world.Log.Partitions, world.Log.Id, world.Options), this, SilentReport.Instance, this, this);
    }

    public int Partition { get; }

    public PartitionCore Core { get; }

    /// <summary>Names this incarnation in the journal.</summary>
    public long Writer { get; }

    public bool Alive { get; private set; } = true;

    public Instant Now => _process.Now;

    private VirtualJournal Journal => _world.Journals[Partition];

    /// <summary>Something happens to this incarnation later, if it still lives then.</summary>
    public void Later(Link link, Action happens) => Later(link, _world.Dice.Latency(), happens);

    public void Later(Link link, TimeSpan delay, Action happens) => _process.Post(link, delay, () => Alive, () => Guard(happens));

    /// <summary>Reads what is stored, then begins.</summary>
    public void Recover() => Later(_mailbox, () =>
    {
        (JournalSnapshot? snapshot, IReadOnlyList<JournalRow> rows) = Journal.Read();
        if (snapshot is not null)
        {
            Core.Recover(Now, (PartitionSnapshot)snapshot.State, snapshot.Number);
        }

        foreach (JournalRow row in rows)
        {
            Core.Recover(Now, Mutated((EpochCommitted)row.Event), row.Number);
        }

        _number = Math.Max(rows.Count > 0 ? rows[^1].Number : 0, Journal.Highest);
        Later(_mailbox, Begin);
    });

    public void Take(IngestBatch batch)
    {
        if (_world.Mutant == Mutant.CommitBeforePersist)
        {
            _world.BrokerOffsets[Partition][batch.TopicNumber] = batch.NextOffset;
        }

        Core.Take(Now, batch);
    }

    /// <summary>A planned move; nothing to hand over before recovery is done.</summary>
    public void HandOff() => Guard(Core.HandOff);

    /// <summary>The process is gone.</summary>
    public void Vanish()
    {
        if (Alive)
        {
            Alive = false;
            Core.End();
            _process.Partitions.Remove(Partition);
            _world.Judge.Disturbed(Partition);
        }
    }

    public void DeskIs(SimDesk desk, long takenUpTo)
    {
        _desk = desk;
        Core.DeskReady(Now, takenUpTo);
    }

    public void DeskDied(SimDesk desk)
    {
        if (ReferenceEquals(desk, _desk))
        {
            Later(_mailbox, Core.DeskLost);
        }
    }

    void ISegmentOwner.Ended(SegmentToken token) => Later(_mailbox, () => Core.SegmentDone(Now, token));

    void IFaults.Pass(FaultPoint point)
    {
        if (_world.Faulty(_world.Profile.PointCrash))
        {
            throw new PlannedFaultException($"{point}");
        }
    }

    private void Begin()
    {
        Core.Begin(Now);
        _world.Judge.Recovered(Partition, Core.Memory);
        Tick(first: true);
    }

    private void Tick(bool first)
    {
        Later(new Link(), first ? _world.Dice.Seconds(3, 6) : _world.Options.FullEpochInterval, () =>
        {
            Tick(first: false);
            VouchByWallClock();
            Core.Tick(Now);
        });
    }

    private void Guard(Action happens)
    {
        try
        {
            happens();
        }
        catch (PlannedFaultException fault)
        {
            Fail(fault.Message);
        }
    }

    private void End(Action then)
    {
        if (Alive)
        {
            Vanish();
            then();
        }
    }

    /// <summary>The process starts the next incarnation, as the pinger does.</summary>
    private void StartAnew() => _process.Post(new Link(), _world.Dice.Seconds(0.2, 1.2), () => true, () => _process.Ensure(Partition));
}

/// <summary>An incarnation ends here because the dice say so.</summary>
public sealed class PlannedFaultException(string message) : Exception(message);
