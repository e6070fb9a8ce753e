namespace Realtime.Domain;

/// <summary>Why a record could not be taken. The names are part of the dead-letter format: only append.</summary>
public enum RejectReason
{
    NotJson,
    TooLarge,
    EmptyId,
    IdTooLong,
    KindMismatch,
    KeyMismatch,
    MissingField,
    BadValue,
    WrongUnit,
    BadTime,
    TooFarInFuture,
    FrameTooLong,

    /// <summary>The thing's rules failed on it: a fault of the product, not of the sender; the reading is kept for the repair.</summary>
    RuleFault,

    /// <summary>A result that the time-series store refused for good.</summary>
    StoreRefused,

    /// <summary>A heartbeat of one channel more than <see cref="Limits.ChannelsPerPartitionMax"/>.</summary>
    TooManyChannels,

    /// <summary>A document of a foreign format for which there is no mapping.</summary>
    NoMapping,
}

/// <summary>One thing found in the log: exactly one of the fields is set.</summary>
/// <remarks>A plain union of one reference: decoding makes no garbage beyond the reading itself, and a batch of items is small.</remarks>
public readonly record struct LogItem
{
    private readonly object? _item;

    public Reading? Reading
    {
        get => _item as Reading;
        init => _item = value ?? _item;
    }

    public ChannelBeat? Beat
    {
        get => _item as ChannelBeat;
        init => _item = value ?? _item;
    }

    public Registration? Registration
    {
        get => _item as Registration;
        init => _item = value ?? _item;
    }

    public Rejection? Rejection
    {
        get => _item as Rejection;
        init => _item = value ?? _item;
    }

    public Canary? Canary
    {
        get => _item as Canary;
        init => _item = value ?? _item;
    }
}

/// <summary>A record, or one reading of a frame, that could not be taken.</summary>
/// <param name="Reason">The class of the fault.</param>
/// <param name="Detail">One sentence for the person who has to mend the sender.</param>
/// <param name="Original">The original bytes (cut at <see cref="Limits.DeadLetterBytesMax"/>).</param>
/// <param name="Key">The record's key; null when it had none.</param>
public sealed record Rejection(RejectReason Reason, string Detail, byte[] Original, string? Key);

/// <summary>A log item with its place in the topic.</summary>
/// <param name="Offset">Kafka offset of the record.</param>
/// <param name="Index">Index of the reading in its frame, else 0.</param>
/// <param name="Item">What was found there.</param>
public readonly record struct LogEntry(long Offset, int Index, LogItem Item)
{
    public Position Position => new(Offset, Index);
}
