using Akka.Actor;
using Akka.Persistence;
using Realtime.Actors.Desk;
using Realtime.Actors.Epochs;
using Realtime.Actors.Metrics;
using Realtime.Actors.Ports;
using Realtime.Domain;

namespace Realtime.Actors.Partitions;

/// <summary>
/// Epochs: capture, wait until Kafka has everything handed to the outbox before, store, deliver. One epoch is in flight at a time;
/// batches flow on meanwhile, and what piles up goes into the next one: that is the group commit.
/// </summary>
public sealed partial class PartitionActor
{
    private const int DeliverBatchMax = 500;
    private EpochInFlight? _inFlight;
    private bool _fullEpochWanted;
    private long _lastAlertEpochAt;
    private long _deliveryAskedAt;
    private long _deliveryAskedUpTo;
    private long _logBytes;
    private long _snapshotBytes;
    private long _snapshotSequenceNr;
    private SnapshotHistory? _snapshots;
    private bool _snapshotRunning;
    private bool _recoveredAny;

    private sealed record EpochInFlight(EpochCommitted Epoch, IReadOnlyList<OutgoingAlert> Alerts, long Fence, long Readings, long StartedAt);

    private void OnTick()
    {
        _standstill.Beat();
        _fullEpochWanted = true;
        LookAtChannels();
        TryBeginEpoch();
        WakeDeskWhenNeeded();
        AckWhenWithinLimits();
        ShowGauges();
    }

    /// <summary>Channels that went quiet by the receiving clock; only the channel's home partition speaks of it, so that one alert is raised.</summary>
    private void LookAtChannels()
    {
        if (_subscription is null || _batch is not null || _ackOwed)
        {
            return; // We are the slow ones: what the channel sent may be waiting for us.
        }

        DateTimeOffset now = _ports.Clock.GetUtcNow();
        if (now < _judgeChannelsFrom)
        {
            return;
        }

        foreach (ChannelEntry entry in _memory.Channels.Values.Where(IsHome).ToArray())
        {
            var output = new StepOutput();
            DateTimeOffset heard = _lastArrivals[entry.Id];
            ChannelEntry after = ChannelRule.OnQuiet(entry, heard > _behindAt ? heard : _behindAt, now, output);
            if (!ReferenceEquals(after, entry))
            {
                SetChannel(after, output, now);
            }
        }
    }

    /// <summary>Starts an epoch when one is worth it and possible: never while a segment runs, never two at a time.</summary>
    private void TryBeginEpoch()
    {
        if (_inFlight is not null || _segment is not null || !_active)
        {
            return;
        }

        if (_fullEpochWanted || _memory.ChannelsAlerting)
        {
            _fullEpochWanted = false;
            if (_memory.HasUnstored)
            {
                BeginEpoch(EpochKind.Full);
            }
        }
        else if (_memory.Alerts.RaisedCount > 0 && !WaitForGap())
        {
            BeginEpoch(EpochKind.Small);
        }
    }

    private bool WaitForGap()
    {
        TimeSpan since = _lastAlertEpochAt == 0 ? TimeSpan.MaxValue : _ports.Clock.GetElapsedTime(_lastAlertEpochAt);
        if (since >= Options.SmallEpochGap)
        {
            return false;
        }

        Timers.StartSingleTimer("small-epoch", SmallEpochDue.Instance, Options.SmallEpochGap - since);
        return true;
    }

    private void BeginEpoch(EpochKind kind)
    {
        long readings = kind == EpochKind.Full ? _uncommitted : 0;
        (EpochCommitted epoch, IReadOnlyList<OutgoingAlert> alerts) = _memory.Capture(kind);
        _inFlight = new EpochInFlight(epoch, alerts, _outbox.Enqueued, readings, _ports.Clock.GetTimestamp());
        _outbox.NotifyWhenAcknowledged(_inFlight.Fence);
    }

    private void OnOutboxAcknowledged(OutboxAcknowledged acknowledged)
    {
        if (_inFlight is { } epoch && acknowledged.Fence == epoch.Fence)
        {
            _ports.Faults.Pass(FaultPoint.BeforePersist);
            PersistAsync(epoch.Epoch, OnStored);
        }

        AckWhenWithinLimits();
    }

    private void OnStored(EpochCommitted epoch)
    {
        EpochInFlight done = _inFlight!;
        _inFlight = null;
        _uncommitted -= done.Readings;
        _memory.ApplyStored(epoch);
        _memory.Alerts.Stored(done.Alerts);
        _ports.Faults.Pass(FaultPoint.AfterPersistBeforeDelivery);
        if (done.Alerts.Count > 0)
        {
            _lastAlertEpochAt = _ports.Clock.GetTimestamp();
            Deliver();
        }

        if (epoch.Kind == EpochKind.Full)
        {
            _subscription?.Commit(epoch.NextOffsets);
        }

        Measure(done);
        SnapshotWhenWorthIt(epoch);
        TryBeginEpoch();
        AckWhenWithinLimits();
        ContinueHandOff();
    }

    private void Measure(EpochInFlight done)
    {
        EngineMetrics.EpochsCommitted.WithLabels(done.Epoch.Kind == EpochKind.Full ? "full" : "small").Inc();
        EngineMetrics.EpochSeconds.Observe(_ports.Clock.GetElapsedTime(done.StartedAt).TotalSeconds);
        EngineMetrics.EpochBytes.Inc(BytesOf(done.Epoch));
    }

    /// <summary>Gives the desk what it does not have yet.</summary>
    private void Deliver()
    {
        if (_deliveryAskedUpTo > _memory.Alerts.DeliveredUpTo)
        {
            return; // The desk is still storing the last ones.
        }

        NumberedAlert[] alerts = [.. _memory.Alerts.Undelivered.Select(alert => alert.Alert).Take(DeliverBatchMax)];
        if (alerts.Length > 0 && !_desk.IsNobody())
        {
            _deliveryAskedAt = _ports.Clock.GetTimestamp();
            _deliveryAskedUpTo = alerts[^1].Number;
            _desk.Tell(new DeliverAlerts(alerts));
        }
    }

    /// <summary>
    /// The desk is woken again when it has not answered, has died, or seems to have died with our delivery; it knows what it has by number.
    /// </summary>
    private void WakeDeskWhenNeeded()
    {
        bool overdue = _memory.Alerts.Undelivered.Count > 0 && _ports.Clock.GetElapsedTime(_deliveryAskedAt) > Options.FullEpochInterval * 2;
        if (!_handingOff && (_desk.IsNobody() || overdue))
        {
            _deliveryAskedAt = _ports.Clock.GetTimestamp();
            WakeDesk();
        }
    }

    private void WakeDesk() => Context.Parent.Tell(new WakeDesk(Routing.EntityIds.Desk(_partition)));

    private void OnAlertsTaken(AlertsTaken taken)
    {
        DateTimeOffset now = _ports.Clock.GetUtcNow();
        IReadOnlyList<OutgoingAlert> delivered = _memory.Alerts.Delivered(taken.UpTo);
        foreach (OutgoingAlert alert in delivered)
        {
            EngineMetrics.AlertDelay.Observe((now - alert.ReceivedAt).TotalSeconds);
        }

        if (delivered.Count > 0)
        {
            _ports.Faults.Pass(FaultPoint.AfterDeliveryBeforeOffsetCommit);
        }

        Deliver();
        AckWhenWithinLimits();
        ContinueHandOff();
    }

    private static long BytesOf(EpochCommitted epoch) =>
        epoch.Things.Sum(thing => (long)thing.Body.Length + thing.Key.Id.Length + 24) + (epoch.Alerts.Count * 512L) + (epoch.Channels.Count * 256L) + 64;

    /// <summary>A snapshot costs as much as the state is large: it is due when the log has outgrown it several times.</summary>
    private void SnapshotWhenWorthIt(EpochCommitted epoch)
    {
        _logBytes += BytesOf(epoch);
        if (_snapshotRunning || _logBytes <= Math.Max(Options.SnapshotLogBytesMin, Options.SnapshotRatio * _snapshotBytes))
        {
            return;
        }

        PartitionSnapshot snapshot = _memory.Snapshot();
        _snapshotRunning = true;
        _snapshotBytes = BytesOf(snapshot.Epoch);
        _logBytes = 0;
        SaveSnapshot(snapshot);
    }

    /// <summary>Deletes what no paused writer needs to be fenced any more (measured: deleting up to the newest snapshot let such a writer through).</summary>
    private void OnSnapshotSaved(SaveSnapshotSuccess saved)
    {
        _snapshotRunning = false;
        _snapshotSequenceNr = saved.Metadata.SequenceNr;
        if (Snapshots.Add(_snapshotSequenceNr) is var upTo and > 0)
        {
            DeleteMessages(upTo);
            DeleteSnapshots(new SnapshotSelectionCriteria(upTo - 1));
        }
    }

    private SnapshotHistory Snapshots => _snapshots ??= new SnapshotHistory(_ports.Clock, Options.EventsKeptMin);
}
