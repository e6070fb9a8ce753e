using Realtime.Domain;

namespace Realtime.Replay.Plan;

/// <summary>One thing to send at an event time: a reading, a frame of readings, or a heartbeat for every partition of a topic.</summary>
/// <remarks>Exactly one of <see cref="Reading"/>, <see cref="Frame"/> and <see cref="Beat"/> is set.</remarks>
public readonly record struct PlannedItem
{
    /// <summary>Event time; decides when the item is sent.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Kind of the channel's things; decides the topic.</summary>
    public required ThingKind Kind { get; init; }

    public Reading? Reading { get; init; }

    /// <summary>Readings that travel in one record, keyed by <see cref="FrameKey"/>.</summary>
    public IReadOnlyList<Reading>? Frame { get; init; }

    /// <summary>The gateway that sends the frame.</summary>
    public string? FrameKey { get; init; }

    public ChannelBeat? Beat { get; init; }
}
