using Realtime.Actors;
using Realtime.Actors.Epochs;
using Realtime.Actors.Partitions;
using Realtime.Actors.Ports;
using Realtime.Actors.Things;
using Realtime.Domain;

namespace Realtime.Simulation.Tests.World;

/// <summary>One partition alone, whose effects happen at once: for what is about numbers of things, not about orders of events.</summary>
public sealed class DirectPartition : IPartitionEffects, ISegmentOwner, IPartitionOutbox
{
    private readonly Queue<Action> _next = new();
    private readonly TimeSpan _began;

    /// <param name="recovered">What the journal holds; null = nothing.</param>
    /// <param name="now">Time since the world began; each life of a partition has its own beginning.</param>
    public DirectPartition(EpochCommitted? recovered, TimeSpan now)
    {
        (_began, Time) = (now, now);
        Core = new PartitionCore(new PartitionSetup(0, 1, "log-1", new EngineOptions()), this, SilentReport.Instance, IFaults.None, this);
        if (recovered is not null)
        {
            Core.Recover(Now, recovered, 1);
        }

        Core.Begin(Now);
        Settle();
    }

    public PartitionCore Core { get; }

    public TimeSpan Time { get; private set; }

    /// <summary>Everything that went to the desk.</summary>
    public List<AlertChange> Alerts { get; } = [];

    public long Enqueued { get; private set; }

    public long Acknowledged => Enqueued;

    private Instant Now => new(SimWorld.Start + Time, Time - _began);

    /// <summary>Lets time pass, tick by tick.</summary>
    public void Wait(TimeSpan span)
    {
        TimeSpan end = Time + span;
        while (Time < end)
        {
            Time += new EngineOptions().FullEpochInterval;
            Core.Tick(Now);
            Settle();
        }
    }

    public void Take(int topic, IReadOnlyList<LogEntry> entries, long nextOffset)
    {
        Core.Take(Now, new IngestBatch(topic, entries, nextOffset, Now.Wall));
        Settle();
    }

    void ISegmentOwner.Ended(SegmentToken token) => _next.Enqueue(() => Core.SegmentDone(Now, token));

    void IPartitionEffects.Start(ThingSlot slot, int logNumber) => _next.Enqueue(() =>
    {
        ThingSteps.Begin(slot, ThingMachines.For(slot.Key.Kind), logNumber);
        Core.ThingStarted(Now, slot);
    });

    void IPartitionEffects.Send(ThingSlot slot, object step) => ThingSteps.Run(slot, ThingMachines.For(slot.Key.Kind), step);

    void IPartitionEffects.Persist(EpochCommitted epoch) => _next.Enqueue(() => Core.EpochStored(Now, epoch));

    void IPartitionEffects.WakeDesk(long deliveredUpTo) => _next.Enqueue(() => Core.DeskReady(Now, deliveredUpTo));

    void IPartitionEffects.Deliver(IReadOnlyList<NumberedAlert> alerts)
    {
        Alerts.AddRange(alerts.Select(alert => alert.Change));
        _next.Enqueue(() => Core.AlertsTaken(Now, alerts[^1].Number));
    }

    IPartitionOutbox IPartitionEffects.OpenOutbox() => this;

    void IPartitionEffects.StopInput() => _next.Enqueue(() => Core.InputStopped(Now));

    void IPartitionEffects.LetOut(Canary canary)
    {
        // What is stored and told is judged here, not when the product says that it is alive.
    }

    void IPartitionEffects.Fail(PartitionFault fault, string reason) => throw new InvalidOperationException(reason);

    void IPartitionOutbox.NotifyWhenAcknowledged(long fence) => _next.Enqueue(() => Core.OutboxAcknowledged(Now, fence));

    void IPartitionOutbox.Result(ResultPoint point) => Enqueued++;

    void IPartitionOutbox.Flush()
    {
    }

    void IPartitionOutbox.Forward(Reading reading) => Enqueued++;

    void IPartitionOutbox.DeadLetter(string topic, int partition, Position position, Rejection rejection) => Enqueued++;

    void IPartitionEffects.SaveSnapshot(PartitionSnapshot snapshot) => _next.Enqueue(Core.SnapshotFailed);

    void IPartitionEffects.DeleteUpTo(long sequenceNr)
    {
    }

    void IPartitionEffects.Subscribe(IReadOnlyList<long> nextOffsets)
    {
    }

    void IPartitionEffects.AcknowledgeBatch()
    {
    }

    void IPartitionEffects.Commit(IReadOnlyList<long> nextOffsets)
    {
    }

    void IPartitionEffects.After(TimeSpan wait, PartitionTimer timer) => _next.Enqueue(() =>
    {
        Time += wait;
        Core.Elapsed(Now, timer);
    });

    void IPartitionEffects.Finish()
    {
    }

    void IDisposable.Dispose()
    {
    }

    private void Settle()
    {
        while (_next.TryDequeue(out Action? happens))
        {
            happens();
        }
    }
}
