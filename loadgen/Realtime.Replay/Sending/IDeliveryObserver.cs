namespace Realtime.Replay.Sending;

/// <summary>What became of a record.</summary>
public enum DeliveryOutcome
{
    /// <summary>The broker has it.</summary>
    Ok,

    /// <summary>Nobody knows: it may be in the log or not.</summary>
    Unknown,

    /// <summary>It is not in the log.</summary>
    Failed,
}

/// <summary>Is told of every record twice: when it is handed over, and what became of it. Called from several threads.</summary>
public interface IDeliveryObserver
{
    /// <summary>The record goes to the client library now.</summary>
    void Handed(OutgoingRecord record, DateTimeOffset sentAt);

    /// <summary>The broker answered, or gave up.</summary>
    /// <param name="record">The same instance as before.</param>
    /// <param name="outcome">What became of it.</param>
    /// <param name="offset">Its offset; -1 when it has none.</param>
    void Delivered(OutgoingRecord record, DeliveryOutcome outcome, long offset);
}
