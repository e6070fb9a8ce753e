namespace Realtime.Domain;

/// <summary>
/// Heartbeat of a channel: "everything I have up to <see cref="Time"/> stands before this record in this partition".
/// It travels in the topic of the readings it vouches for, behind them, to every partition of it.
/// </summary>
public sealed record ChannelBeat
{
    /// <summary>The channel's id; readings name it as their source.</summary>
    public required string ChannelId { get; init; }

    /// <summary>Municipality that operates the channel; empty when not given.</summary>
    public string Municipality { get; init; } = "";

    /// <summary>Event time up to which the channel has delivered.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Event time between two heartbeats in normal operation.</summary>
    public required TimeSpan ExpectedInterval { get; init; }

    /// <summary>Wall-clock time between two heartbeats; equals <see cref="ExpectedInterval"/> unless a recording runs at another speed.</summary>
    public TimeSpan ArrivalInterval { get; init; }

    /// <summary>What the channel covers, in words for people.</summary>
    public string Covers { get; init; } = "";

    /// <summary>The channel ends here on purpose: its silence from now on is not a fault.</summary>
    public bool Closed { get; init; }

    /// <summary>
    /// The channel has just published a list, made at <see cref="Time"/>, and all of it stands before this record: a sensor bound to the
    /// channel that the list did not name is absent from it.
    /// </summary>
    public bool List { get; init; }

    /// <summary>Position in the source up to which everything was sent; a replayer continues from the lowest one that is durable.</summary>
    public long? SourcePosition { get; init; }

    public bool Drill { get; init; }
}
