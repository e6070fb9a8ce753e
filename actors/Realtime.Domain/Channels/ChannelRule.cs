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
    /// <param name="othersQuiet">Other channels of the stall it leads are still quiet (<see cref="StallWatch.Heard"/>): the alert stays open.</param>
    public static ChannelEntry OnBeat(ChannelEntry? entry, ChannelBeat beat, StepOutput output, bool othersQuiet = false)
    {
        if (entry is null)
        {
            return From(beat, beat.Time, beat.Time);
        }

        ChannelEntry heard = entry with { StalledUnder = null, SendsAgain = othersQuiet && entry.Leads };
        heard = othersQuiet ? heard : EndStall(heard, beat.Time, output);
        if (beat.Time < entry.Watermark)
        {
            return heard;
        }

        // A change of the interval must not look like a break: the longer of the two is allowed.
        TimeSpan interval = entry.ExpectedInterval > beat.ExpectedInterval ? entry.ExpectedInterval : beat.ExpectedInterval;
        bool broken = beat.Time - entry.Watermark > interval * Limits.ChannelGapFactor;
        return From(beat, beat.Time, broken ? beat.Time : entry.ObservedSince) with
        {
            SourcePosition = Furthest(entry.SourcePosition, beat.SourcePosition),
            Stall = heard.Stall,
            SendsAgain = heard.SendsAgain,
        };
    }

    /// <summary>Whether a channel that did not end has been quiet for too long by the receiving clock.</summary>
    public static bool IsQuiet(ChannelEntry entry, TimeSpan quiet) => !entry.Closed && !entry.IsStalled && quiet > StallAfter(entry);

    /// <summary>Looks at one channel that stands alone: a stall is said once.</summary>
    /// <param name="entry">The channel.</param>
    /// <param name="lastArrival">When its last heartbeat arrived, receiving clock.</param>
    /// <param name="now">Receiving clock.</param>
    /// <param name="output">Receives the alert; its start is the last watermark, so every observer makes the same id.</param>
    public static ChannelEntry OnQuiet(ChannelEntry entry, DateTimeOffset lastArrival, DateTimeOffset now, StepOutput output) =>
        IsQuiet(entry, now - lastArrival) ? BeginStall(entry, [entry], output) : entry;

    /// <summary>Raises the alert of a stall.</summary>
    /// <param name="leader">The channel whose alert it is.</param>
    /// <param name="members">All channels that stand still, the leader included.</param>
    /// <param name="output">Receives the alert.</param>
    public static ChannelEntry BeginStall(ChannelEntry leader, IReadOnlyList<ChannelEntry> members, StepOutput output) => leader with
    {
        SendsAgain = false,
        Stall = Episode.Raise(leader.Stall, Header(leader), StallText.Of(leader.Watermark, members), output),
    };

    /// <summary>More channels stand still under the leader's open alert.</summary>
    public static ChannelEntry WidenStall(ChannelEntry leader, IReadOnlyList<ChannelEntry> members, StepOutput output)
    {
        DateTimeOffset newest = members.Max(member => member.Watermark);
        return leader with { Stall = leader.Stall!.Step(true, Header(leader), StallText.Of(newest, members), output) };
    }

    /// <summary>Ends the alert that the channel leads, if one is open.</summary>
    public static ChannelEntry EndStall(ChannelEntry leader, DateTimeOffset time, StepOutput output) => leader.Leads
        ? leader with
        {
            SendsAgain = false,
            Stall = leader.Stall!.Resolve(Header(leader), Moments.Latest(leader.Watermark, time), $"{leader.Id}: the channel sends again", "", output),
        }
        : leader;

    /// <summary>Quiet time on the receiving clock after which the channel counts as stalled.</summary>
    public static TimeSpan StallAfter(ChannelEntry entry)
    {
        TimeSpan quiet = entry.ArrivalInterval * Limits.ChannelStallIntervals;
        return quiet > Limits.ChannelStallGraceMin ? quiet : Limits.ChannelStallGraceMin;
    }

    private static ChannelEntry From(ChannelBeat beat, DateTimeOffset watermark, DateTimeOffset observedSince) => new()
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
    };

    private static long? Furthest(long? one, long? other) => one > other || other is null ? one : other;

    private static AlertHeader Header(ChannelEntry entry) =>
        new(new ThingKey(ThingKind.Channel, entry.Id), entry.Id, entry.Municipality, entry.Drill, Rules.ChannelStalled);
}
