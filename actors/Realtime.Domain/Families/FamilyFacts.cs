namespace Realtime.Domain;

/// <summary>What the partition knows of one household at the moment somebody is to be told. No viewing history, no name.</summary>
/// <param name="Thing">The household.</param>
/// <param name="Settings">How its people are told.</param>
public sealed record FamilyFacts(ThingKey Thing, FamilySettings Settings)
{
    /// <summary>Newest row, event time.</summary>
    public DateTimeOffset? LastReading { get; init; }

    /// <summary>Newest row that counted as viewing, event time; null = none is remembered.</summary>
    public DateTimeOffset? LastViewing { get; init; }

    /// <summary>Start of the observed silence.</summary>
    public DateTimeOffset? SilentSince { get; init; }

    /// <summary>No row for longer than this means that the set cannot be seen.</summary>
    public TimeSpan DeviceSilentLimit { get; init; }

    /// <summary>Event time up to which its channel vouches; null = no channel.</summary>
    public DateTimeOffset? ChannelUntil { get; init; }

    /// <summary>Its channel replays a recording: nobody is told of what a recording says.</summary>
    public bool Recording { get; init; }

    /// <summary>End of the declared absence that covers its newest time; null = none does.</summary>
    public DateTimeOffset? AwayUntil { get; init; }

    /// <summary>The device's word about the message that was asked for; null = none.</summary>
    public Delivery? Answer { get; init; }

    /// <summary>
    /// Whether the data speak of the present: otherwise somebody reads an old log again, and no family is told of it. What is still true when
    /// the present is reached is told then.
    /// </summary>
    public bool IsPresent(DateTimeOffset now, DateTimeOffset changed, TimeSpan pastMax) => !Recording && now - Newest(changed) <= pastMax;

    /// <summary>Newest event time that is known of it.</summary>
    /// <param name="changed">Time of its case's newest change.</param>
    public DateTimeOffset Newest(DateTimeOffset changed) => new[] { LastReading, ChannelUntil, changed }.OfType<DateTimeOffset>().Max();

    /// <summary>Since when the set cannot be seen; null = it can, or nobody ever saw it.</summary>
    public DateTimeOffset? UnseenSince(DateTimeOffset now) => LastReading is { } last && now - last > DeviceSilentLimit ? last : null;
}
