using Realtime.Actors.Epochs;
using Realtime.Domain;

namespace Realtime.Actors.Partitions;

/// <summary>An alert on its way out, with the receiving clock's time of the batch that raised it.</summary>
public sealed record OutgoingAlert(NumberedAlert Alert, DateTimeOffset ReceivedAt);

/// <summary>
/// The partition's alerts from raise to desk: numbered when raised, carried by an epoch, delivered after it is stored, and kept
/// in epochs and snapshots until the desk has them.
/// </summary>
public sealed class AlertOutlet
{
    private readonly List<OutgoingAlert> _raised = [];
    private readonly Queue<OutgoingAlert> _stored = [];

    /// <summary>Newest number given out.</summary>
    public long LastNumber { get; private set; }

    /// <summary>Newest number in a stored epoch.</summary>
    public long LastStoredNumber { get; private set; }

    /// <summary>The desk has everything up to here.</summary>
    public long DeliveredUpTo { get; private set; }

    /// <summary>Raised, not yet captured by an epoch.</summary>
    public int RaisedCount => _raised.Count;

    /// <summary>Stored, not yet taken over by the desk.</summary>
    public IReadOnlyCollection<OutgoingAlert> Undelivered => _stored;

    public void Raise(AlertChange change, DateTimeOffset receivedAt) =>
        _raised.Add(new OutgoingAlert(new NumberedAlert(++LastNumber, change), receivedAt));

    /// <summary>Hands everything raised so far to an epoch.</summary>
    public IReadOnlyList<OutgoingAlert> Capture()
    {
        OutgoingAlert[] captured = [.. _raised];
        _raised.Clear();
        return captured;
    }

    /// <summary>The epoch is stored: its alerts may go to the desk.</summary>
    public void Stored(IEnumerable<OutgoingAlert> alerts)
    {
        foreach (OutgoingAlert alert in alerts)
        {
            LastStoredNumber = Math.Max(LastStoredNumber, alert.Alert.Number);
            LastNumber = Math.Max(LastNumber, LastStoredNumber);
            if (alert.Alert.Number > DeliveredUpTo)
            {
                _stored.Enqueue(alert);
            }
        }
    }

    /// <summary>The desk has everything up to <paramref name="number"/>.</summary>
    public IReadOnlyList<OutgoingAlert> Delivered(long number)
    {
        DeliveredUpTo = Math.Max(DeliveredUpTo, number);
        List<OutgoingAlert> delivered = [];
        while (_stored.TryPeek(out OutgoingAlert? first) && first.Alert.Number <= DeliveredUpTo)
        {
            delivered.Add(_stored.Dequeue());
        }

        return delivered;
    }

    /// <summary>Recovery: a stored epoch or snapshot says how far the numbers and the desk were.</summary>
    public void Recover(long lastNumber, long deliveredUpTo)
    {
        LastStoredNumber = Math.Max(LastStoredNumber, lastNumber);
        LastNumber = Math.Max(LastNumber, lastNumber);
        Delivered(deliveredUpTo);
    }
}
