namespace Realtime.Domain;

/// <summary>The paths by which readings arrive.</summary>
public static partial class RuleBook
{
    private static IReadOnlyList<RuleEntry> Channels =>
    [
        new()
        {
            Rule = Rules.ChannelStalled,
            Title = "A channel stopped",
            Kinds = [ThingKind.Channel],
            Raises = "No heartbeat for three arrival intervals (at least 5 s) on the receiving clock, while the node itself is not behind. The alert's start is the channel's last watermark, "
                + "so every observer gives it the same id. Channels that stop while nothing at all arrives from any other join the open alert: one fault in front of the log is one "
                + "alert that lists them, \"input stalled: 3 channels stopped: ...\". It is the only rule that looks at a clock: a stopped channel has no event time to be judged by.",
            Clears = "The next heartbeat; of several channels under one alert, the first heartbeat of the last of them.",
            Reads = "lk-gauges: the channel (river gauges of Sri Lanka) stopped, last heartbeat for 2025-11-28 16:32Z; nothing that depends on it is judged until it sends again",
            Settings = "`expected_interval_s` and `arrival_interval_s` in the heartbeat itself",
            NotJudged = "A channel that said it ends here; anything within 30 s of a start of the node; anything while records wait to be taken.",
            Source = "Silence belongs to whoever is silent: a stalled input must not look like absent people (own; the opposite is github.com/thingsboard/thingsboard issue 13715)",
            DecidedBy = [nameof(ChannelRule), nameof(StallWatch)],
        },
    ];
}
