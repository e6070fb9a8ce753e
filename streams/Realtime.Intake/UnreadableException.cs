namespace Realtime.Intake;

/// <summary>A document, or one of its items, that cannot be turned into a record; the message is one sentence for whoever sends it.</summary>
public sealed class UnreadableException : Exception
{
    public UnreadableException(Domain.RejectReason reason, string message, Exception? inner = null)
        : base(message, inner) => Reason = reason;

    /// <summary>The class of the fault, as it stands in the dead letter.</summary>
    public Domain.RejectReason Reason { get; }
}
