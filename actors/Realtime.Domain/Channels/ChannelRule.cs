namespace Realtime.Domain;

/// <summary>
/// Heartbeats of channels: how far they vouch, since when without a break, and whether they stopped.
/// Source: own; see "Time, silence and absence" in ARCHITECTURE.md.
/// </summary>
public static class ChannelRule
{
    /// <summary>Applies a heartbeat. Repeats and older ones never move the channel back.</summary>
    /// <param name="entry">What is known; null = first heartbeat.</param>
    /// <param name="beat">The heartbeat.</param>
    /// <param name="output">Receives the end of a stall.</param>
    public static ChannelEntry OnBeat(ChannelEntry? entry, ChannelBeat beat, StepOutput output)
    {
        if (entry is null)
        {
            return From(beat, beat.Time, beat.Time, null);
        }

        Episode? stall = entry.Stall?.Resolve(Header(entry), Moments.Latest(entry.Watermark, beat.Time), $"{entry.Id}: the channel sends again", "", output);
        if (beat.Time < entry.Watermark)
        {
            return entry with { Stall = stall };
        }

        // A change of the interval must not look like a break: the longer of the two is allowed.
        TimeSpan interval = entry.ExpectedInterval > beat.ExpectedInterval ? entry.ExpectedInterval : beat.ExpectedInterval;
        bool broken = beat.Time - entry.Watermark > interval * Limits.ChannelGapFactor;
        ChannelEntry next = From(beat, beat.Time, broken ? beat.Time : entry.ObservedSince, stall);
        return next with { SourcePosition = Furthest(entry.SourcePosition, beat.SourcePosition) };
    }

    /// <summary>Looks at the receiving clock: a channel that did not end and has been quiet for too long is stalled. Says so once.</summary>
    /// <param name="entry">The channel.</param>
    /// <param name="lastArrival">When its last heartbeat arrived, receiving clock.</param>
    /// <param name="now">Receiving clock.</param>
    /// <param name="output">Receives the alert; its start is the last watermark, so every observer makes the same id.</param>
    public static ChannelEntry OnQuiet(ChannelEntry entry, DateTimeOffset lastArrival, DateTimeOffset now, StepOutput output)
    {
        if (entry.Closed || entry.IsStalled || now - lastArrival <= StallAfter(entry))
        {
            return entry;
        }

        string covers = entry.Covers.Length == 0 ? "" : $" ({entry.Covers})";
        Finding finding = new(
            entry.Watermark,
            1,
            $"{entry.Id}: the channel{covers} stopped, last heartbeat for {Say.Time(entry.Watermark)}; nothing that depends on it is judged until it sends again",
            $"no heartbeat for more than {Say.Span(StallAfter(entry))} on the receiving clock");
        return entry with { Stall = Episode.Raise(entry.Stall, Header(entry), finding, output) };
    }

    /// <summary>Quiet time on the receiving clock after which the channel counts as stalled.</summary>
    public static TimeSpan StallAfter(ChannelEntry entry)
    {
        TimeSpan quiet = entry.ArrivalInterval * Limits.ChannelStallIntervals;
        return quiet > Limits.ChannelStallGraceMin ? quiet : Limits.ChannelStallGraceMin;
    }

    private static ChannelEntry From(ChannelBeat beat, DateTimeOffset watermark, DateTimeOffset observedSince, Episode? stall) => new()
    {
        Id = beat.ChannelId,
        Municipality = beat.Municipality,
        Watermark = watermark,
        ObservedSince = observedSince,
        ExpectedInterval = beat.ExpectedInterval,
        ArrivalInterval = beat.ArrivalInterval > TimeSpan.Zero ? beat.ArrivalInterval : beat.ExpectedInterval,
        Covers = beat.Covers,
        Closed = beat.Closed,
        Drill = beat.Drill,
        SourcePosition = beat.SourcePosition,
        Stall = stall,
    };

    private static long? Furthest(long? one, long? other) => one > other || other is null ? one : other;

    private static AlertHeader Header(ChannelEntry entry) =>
        new(new ThingKey(ThingKind.Channel, entry.Id), entry.Id, entry.Municipality, entry.Drill, Rules.ChannelStalled);
}
