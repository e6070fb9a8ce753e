using Realtime.Actors.Epochs;
using Realtime.Actors.Ports;
using Realtime.Domain;

namespace Realtime.Actors.Partitions;

/// <summary>
/// Epochs: capture, wait until Kafka has everything handed to the outbox before, store, deliver. One epoch is in flight at a time;
/// batches flow on meanwhile, and what piles up goes into the next one: that is the group commit.
/// </summary>
public sealed partial class PartitionCore
{
    private EpochInFlight? _inFlight;
    private bool _fullEpochWanted;
    private TimeSpan? _lastAlertEpochAt;
    private Canary? _canary;

    private sealed record EpochInFlight(EpochCommitted Epoch, IReadOnlyList<OutgoingAlert> Alerts, long Fence, long Readings, TimeSpan StartedAt, Canary? Canary);

    /// <summary>Everything up to the fence is safe at the broker: the epoch that waited for it may be stored.</summary>
    public void OutboxAcknowledged(Instant now, long fence)
    {
        _now = now;
        if (_inFlight is { } epoch && fence == epoch.Fence)
        {
            _faults.Pass(FaultPoint.BeforePersist);
            _effects.Persist(epoch.Epoch);
        }

        AckWhenWithinLimits();
    }

    /// <summary>The epoch in flight is in the journal.</summary>
    public void EpochStored(Instant now, EpochCommitted epoch)
    {
        _now = now;
        EpochInFlight done = _inFlight!;
        _inFlight = null;
        Uncommitted -= done.Readings;
        Memory.ApplyStored(epoch);
        Memory.Alerts.Stored(done.Alerts);
        _faults.Pass(FaultPoint.AfterPersistBeforeDelivery);
        if (done.Alerts.Count > 0)
        {
            _lastAlertEpochAt = now.Running;
            Deliver();
        }

        if (epoch.Kind == EpochKind.Full)
        {
            _effects.Commit(epoch.NextOffsets);
        }

        if (done.Canary is { } canary)
        {
            _effects.LetOut(canary);
        }

        long bytes = EpochSize.Of(epoch);
        _report.Stored(epoch.Kind, now.Running - done.StartedAt, bytes);
        SnapshotWhenWorthIt(bytes);
        TryBeginEpoch();
        AckWhenWithinLimits();
        ContinueHandOff();
    }

    /// <summary>A snapshot is stored: what it makes superfluous may go.</summary>
    public void SnapshotSaved(long sequenceNr)
    {
        if (_snapshots.Saved(sequenceNr, _now.Running) is { } upTo)
        {
            _effects.DeleteUpTo(upTo);
        }
    }

    /// <summary>A snapshot could not be stored; the log keeps growing until the next try.</summary>
    public void SnapshotFailed() => _snapshots.Failed();

    /// <summary>Starts an epoch when one is worth it and possible: never while a segment runs, never two at a time.</summary>
    private void TryBeginEpoch()
    {
        if (_inFlight is not null || _segment is not null || !IsActive)
        {
            return;
        }

        if (_fullEpochWanted || Memory.ChannelsAlerting)
        {
            _fullEpochWanted = false;
            if (Memory.HasUnstored)
            {
                BeginEpoch(EpochKind.Full);
            }
        }
        else if (Memory.Alerts.RaisedCount > 0 && !WaitForGap())
        {
            BeginEpoch(EpochKind.Small);
        }
    }

    private bool WaitForGap()
    {
        TimeSpan since = _lastAlertEpochAt is { } last ? _now.Running - last : TimeSpan.MaxValue;
        if (since >= Options.SmallEpochGap)
        {
            return false;
        }

        _effects.After(Options.SmallEpochGap - since, PartitionTimer.SmallEpoch);
        return true;
    }

    private void BeginEpoch(EpochKind kind)
    {
        long readings = kind == EpochKind.Full ? Uncommitted : 0;
        (EpochCommitted epoch, IReadOnlyList<OutgoingAlert> alerts) = Memory.Capture(kind);
        _inFlight = new EpochInFlight(epoch, alerts, _outbox.Enqueued, readings, _now.Running, kind == EpochKind.Full ? _canary : null);
        _canary = kind == EpochKind.Full ? null : _canary;
        _outbox.NotifyWhenAcknowledged(_inFlight.Fence);
    }

    private void SnapshotWhenWorthIt(long bytes)
    {
        if (_snapshots.Stored(bytes))
        {
            PartitionSnapshot snapshot = Memory.Snapshot();
            _snapshots.Begin(EpochSize.Of(snapshot.Epoch, whole: true));
            _effects.SaveSnapshot(snapshot);
        }
    }
}
