namespace Realtime.Domain;

/// <summary>What one partition knows of one channel.</summary>
public sealed record ChannelEntry
{
    public required string Id { get; init; }

    /// <summary>The topic whose readings it vouches for; a channel belongs to one topic, because topics have no order between them.</summary>
    public string Topic { get; init; } = "";

    public string Municipality { get; init; } = "";

    /// <summary>Event time up to which the channel vouches here; never falls.</summary>
    public required DateTimeOffset Watermark { get; init; }

    /// <summary>Start of the present unbroken run of heartbeats.</summary>
    public required DateTimeOffset ObservedSince { get; init; }

    /// <summary>Event time between two heartbeats.</summary>
    public required TimeSpan ExpectedInterval { get; init; }

    /// <summary>Wall-clock time between two heartbeats.</summary>
    public required TimeSpan ArrivalInterval { get; init; }

    /// <summary>In words.</summary>
    public string Covers { get; init; } = "";

    /// <summary>It ended on purpose: its silence is not a fault.</summary>
    public bool Closed { get; init; }

    public bool Drill { get; init; }

    /// <summary>Position in the source up to which everything was sent; null when the source has none.</summary>
    public long? SourcePosition { get; init; }

    /// <summary>The channel-stalled alert of the stall that this channel leads; raised only in the partition that judges channels.</summary>
    public Episode? Stall { get; init; }

    /// <summary>It leads a stall that is still open for others (<see cref="StallWatch"/>), but sends again itself.</summary>
    public bool SendsAgain { get; init; }

    /// <summary>The channel under whose alert it stands still; null when it does not, or under its own.</summary>
    public string? StalledUnder { get; init; }

    /// <summary>Its alert is open, for itself or for others.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool Leads => Stall is { IsOpen: true };

    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsStalled => StalledUnder is not null || (Leads && !SendsAgain);

    [System.Text.Json.Serialization.JsonIgnore]
    public ChannelView View => new(Id, Watermark, ObservedSince);
}
