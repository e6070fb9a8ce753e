using Realtime.Actors.Epochs;
using Realtime.Actors.Ports;
using Realtime.Actors.Things;
using Realtime.Domain;

namespace Realtime.Actors.Partitions;

/// <summary>Which partition a core is.</summary>
/// <param name="Partition">0-based.</param>
/// <param name="Partitions">Partition count of every topic.</param>
/// <param name="LogId">Identity of the log that is read.</param>
/// <param name="Options">Settings.</param>
public sealed record PartitionSetup(int Partition, int Partitions, string LogId, EngineOptions Options);

/// <summary>
/// Owner of one Kafka partition and of the shard with the same number: takes its records in log order, gives them to the things,
/// fires deadlines when a channel's watermark passes them, and stores what changed together with the offsets in one event.
/// Synchronous and without actor, clock or I/O: every input brings its moment, every effect goes through <see cref="IPartitionEffects"/>.
/// This file: life and recovery. Segments, channels, epochs, delivery and hand-over stand in the files beside it.
/// </summary>
public sealed partial class PartitionCore
{
    private readonly PartitionSetup _setup;
    private readonly IPartitionEffects _effects;
    private readonly IPartitionReport _report;
    private readonly IFaults _faults;
    private readonly ISegmentOwner _segments;
    private readonly DeadlineQueue _deadlines = new();
    private readonly SnapshotSchedule _snapshots;
    private IPartitionOutbox _outbox = null!;
    private Instant _now;
    private bool _deskKnown;

    /// <param name="setup">Which partition it is.</param>
    /// <param name="effects">What it makes happen.</param>
    /// <param name="report">What it tells.</param>
    /// <param name="faults">Crash tests.</param>
    /// <param name="segments">Is told by the things when a segment ends; has to call <see cref="SegmentDone"/>.</param>
    public PartitionCore(PartitionSetup setup, IPartitionEffects effects, IPartitionReport report, IFaults faults, ISegmentOwner segments)
    {
        _setup = setup;
        _effects = effects;
        _report = report;
        _faults = faults;
        _segments = segments;
        _snapshots = new SnapshotSchedule(setup.Options.SnapshotLogBytesMin, setup.Options.SnapshotRatio, setup.Options.EventsKeptMin);
    }

    /// <summary>Everything it knows.</summary>
    public PartitionMemory Memory { get; } = new();

    /// <summary>Recovery is over.</summary>
    public bool IsActive { get; private set; }

    /// <summary>It reads.</summary>
    public bool IsSubscribed { get; private set; }

    /// <summary>Records taken but not yet in a stored epoch.</summary>
    public long Uncommitted { get; private set; }

    /// <summary>Readings applied in this incarnation.</summary>
    public long Applied { get; private set; }

    /// <summary>Work that is under way; zero means that everything taken from the log is safe and known outside.</summary>
    public long Pending =>
        Uncommitted
        + Memory.Alerts.RaisedCount
        + Memory.Alerts.Undelivered.Count
        + (Memory.HasUnstored || _inFlight is not null || !IsSubscribed ? 1 : 0);

    private EngineOptions Options => _setup.Options;

    /// <summary>Recovery: the newest snapshot.</summary>
    public void Recover(Instant now, PartitionSnapshot snapshot, long sequenceNr)
    {
        _snapshots.RecoveredSnapshot(sequenceNr, EpochSize.Of(snapshot.Epoch, whole: true), now.Running);
        Recover(now, snapshot.Epoch);
        Memory.Alerts.Recover(snapshot.LastAlertNumber, snapshot.Epoch.DeliveredUpTo);
    }

    /// <summary>Recovery: an event behind the snapshot.</summary>
    /// <exception cref="InvalidOperationException">The events before it are gone and there is no snapshot.</exception>
    public void Recover(Instant now, EpochCommitted epoch, long sequenceNr)
    {
        _snapshots.RecoveredEvent(sequenceNr, EpochSize.Of(epoch));
        Recover(now, epoch);
    }

    /// <summary>Recovery is over: work begins. Reading starts when the desk is known.</summary>
    public void Begin(Instant now)
    {
        _now = now;
        if (Memory.OpenLog(_setup.LogId))
        {
            _report.LogIsNew();
        }

        Memory.ResetLiveToStored();

        // We were down, not the channels: each of them gets time to find us again.
        _judgeChannelsFrom = now.Running + Limits.ChannelGraceAfterStart;
        foreach (string channel in Memory.Channels.Keys)
        {
            _lastArrivals[channel] = now;
        }

        _stalls = new StallWatch(Memory.Channels.Values);
        foreach (ThingSlot slot in Memory.Slots.Values)
        {
            _deadlines.Schedule(slot);
        }

        _outbox = _effects.OpenOutbox();
        IsActive = true;
        _report.Activated();
        _effects.WakeDesk(Memory.Alerts.DeliveredUpTo);
    }

    /// <summary>Store what changed, look at the channels, repeat what was not answered.</summary>
    public void Tick(Instant now)
    {
        _now = now;
        _fullEpochWanted = true;
        NoticeStandstill();
        LookAtChannels();
#if MUTANT_AbsenceByWallClock
        ExpireByWallClock();
#endif
        TryBeginEpoch();
        WakeDeskWhenNeeded();
        AckWhenWithinLimits();
    }

    /// <summary>A wait is over.</summary>
    public void Elapsed(Instant now, PartitionTimer timer)
    {
        _now = now;
        if (timer == PartitionTimer.SmallEpoch)
        {
            TryBeginEpoch();
        }
        else
        {
            _report.HandOffOverdue();
            _effects.Finish(); // The next owner reads what is unfinished again.
        }
    }

    /// <summary>This incarnation is over, however it ended: its things wait for it no longer, its outbox closes.</summary>
    public void End()
    {
        Memory.Life.Ended = true;
        _outbox?.Dispose();
    }

    private void Recover(Instant now, EpochCommitted epoch)
    {
        Memory.ApplyStored(epoch);
        Memory.Alerts.Recover(0, epoch.DeliveredUpTo);
        Memory.Alerts.Stored(epoch.Alerts.Select(alert => new OutgoingAlert(alert, now.Wall)));
    }

    private bool BelongsHere(string id) => Partitioning.PartitionOf(id, _setup.Partitions) == _setup.Partition;
}
