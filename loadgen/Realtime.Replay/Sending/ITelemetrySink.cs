using Realtime.Domain;

namespace Realtime.Replay.Sending;

/// <summary>
/// The way out for records. Records to one partition of one topic keep the order of the calls, or nothing after the first failure
/// is sent: a heartbeat must never stand before a reading it vouches for.
/// </summary>
public interface ITelemetrySink
{
    /// <summary>Partitions of every topic.</summary>
    int Partitions { get; }

    /// <summary>Hands a record over; waits while too many records are on their way.</summary>
    /// <exception cref="TelemetrySendException">An earlier record could not be delivered.</exception>
    ValueTask SendAsync(OutgoingRecord record, CancellationToken cancellation);

    /// <summary>Completes when everything handed over was acknowledged.</summary>
    /// <exception cref="TelemetrySendException">A record could not be delivered.</exception>
    Task FlushAsync(CancellationToken cancellation);
}

/// <summary>A record on its way to one partition.</summary>
public sealed record OutgoingRecord
{
    /// <summary>One of <see cref="Topics.Inputs"/>.</summary>
    public required string Topic { get; init; }

    /// <summary>0-based.</summary>
    public required int Partition { get; init; }

    /// <summary>The record's key: the thing's, the channel's or the gateway's id.</summary>
    public required string Key { get; init; }

    /// <summary>A reading, a heartbeat or a registration; unused when <see cref="Frame"/> is set.</summary>
    public LogItem Item { get; init; }

    /// <summary>Several readings in one record.</summary>
    public IReadOnlyList<Reading>? Frame { get; init; }

    /// <summary>Bytes that are sent as they are, for records that nobody may take; with them nothing else is set.</summary>
    public byte[]? Raw { get; init; }

    /// <summary>When the schedule wanted it sent, sender's clock.</summary>
    public required DateTimeOffset IntendedAt { get; init; }
}

/// <summary>A record could not be delivered; nothing after it counts.</summary>
public sealed class TelemetrySendException(string message, Exception? inner = null) : Exception(message, inner);
