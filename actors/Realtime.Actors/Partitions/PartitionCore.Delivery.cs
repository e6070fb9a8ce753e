using Realtime.Actors.Epochs;
using Realtime.Actors.Ports;

namespace Realtime.Actors.Partitions;

/// <summary>Stored alerts go to the alert desk, one delivery at a time, until it says that it has them.</summary>
public sealed partial class PartitionCore
{
    private const int DeliverBatchMax = 500;
    private TimeSpan _deliveryAskedAt;
    private long _deliveryAskedUpTo;

    /// <summary>The desk introduced itself; reading starts now, because alerts raised by the first batch can be delivered at once.</summary>
    public void DeskReady(Instant now, long takenUpTo)
    {
        _deskKnown = true;
        _deliveryAskedUpTo = 0;
        AlertsTaken(now, takenUpTo);
        Deliver();
        if (!IsSubscribed && !_handingOff)
        {
            IsSubscribed = true;
            _effects.Subscribe(Memory.NextOffsets);
        }
    }

    /// <summary>The desk died; the next tick wakes it, its retries died with it.</summary>
    public void DeskLost() => _deskKnown = false;

    /// <summary>The desk has stored everything up to this number.</summary>
    public void AlertsTaken(Instant now, long upTo)
    {
        _now = now;
        IReadOnlyList<OutgoingAlert> delivered = Memory.Alerts.Delivered(upTo);
        foreach (OutgoingAlert alert in delivered)
        {
            _report.Delivered(now.Wall - alert.ReceivedAt);
        }

        if (delivered.Count > 0)
        {
            _faults.Pass(FaultPoint.AfterDeliveryBeforeOffsetCommit);
        }

        Deliver();
        AckWhenWithinLimits();
        ContinueHandOff();
    }

    /// <summary>Gives the desk what it does not have yet.</summary>
    private void Deliver()
    {
        if (_deliveryAskedUpTo > Memory.Alerts.DeliveredUpTo)
        {
            return; // The desk is still storing the last ones.
        }

        NumberedAlert[] alerts = [.. Memory.Alerts.Undelivered.Select(alert => alert.Alert).Take(DeliverBatchMax)];
        if (alerts.Length > 0 && _deskKnown)
        {
            _deliveryAskedAt = _now.Running;
            _deliveryAskedUpTo = alerts[^1].Number;
            _effects.Deliver(alerts);
        }
    }

    /// <summary>
    /// The desk is woken again when it has not answered, has died, or seems to have died with our delivery; it knows what it has by number.
    /// </summary>
    private void WakeDeskWhenNeeded()
    {
        bool overdue = Memory.Alerts.Undelivered.Count > 0 && _now.Running - _deliveryAskedAt > Options.FullEpochInterval * 2;
        if (!_handingOff && (!_deskKnown || overdue))
        {
            _deliveryAskedAt = _now.Running;
            _effects.WakeDesk(Memory.Alerts.DeliveredUpTo);
        }
    }
}
