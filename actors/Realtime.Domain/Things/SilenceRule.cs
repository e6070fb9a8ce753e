namespace Realtime.Domain;

/// <summary>The silence of one thing.</summary>
/// <param name="From">Start of the observed silence: the last reading, or later when the channel itself was away; null = not counted yet.</param>
/// <param name="Episode">The present or last silence alert.</param>
public sealed record SilenceWatch(DateTimeOffset? From = null, Episode? Episode = null)
{
    public static readonly SilenceWatch None = new();

    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsSilent => Episode is { IsOpen: true };
}

/// <summary>
/// "Nothing came for longer than the limit while the channel was alive." Judged only when the channel's watermark has reached
/// the due time: what arrives late through a slow channel is lag, not silence.
/// Source: the reporting interval of each station (river telemetry: every 10 minutes, MLIT); own for the watermark, against
/// the disconnect storms of github.com/thingsboard/thingsboard issue 13715.
/// </summary>
public static class SilenceRule
{
    /// <summary>Due time; null = no limit, already silent, or nothing to count from.</summary>
    /// <param name="watch">The silence so far.</param>
    /// <param name="limit">Null = no silence rule.</param>
    /// <param name="expected">
    /// The registry names a channel for a thing that was never heard: due at once, so that the channel's first watermark starts the count.
    /// </param>
    public static DateTimeOffset? Due(SilenceWatch watch, TimeSpan? limit, bool expected)
    {
        if (limit is not { } span || watch.IsSilent)
        {
            return null;
        }

        return watch.From is { } from ? Moments.Later(from, span) : expected ? DateTimeOffset.UnixEpoch : null;
    }

    /// <summary>
    /// Looks at the channel: counts from a later start when the channel was away since, else says that the silence is proven.
    /// </summary>
    /// <param name="due">The time at which the thing became silent, exactly; null when it is not (yet) silent.</param>
    public static SilenceWatch Observe(SilenceWatch watch, TimeSpan? limit, bool expected, in ChannelView channel, out DateTimeOffset? due)
    {
        due = null;
        if (limit is not { } span || watch.IsSilent || (watch.From is null && !expected))
        {
            return watch;
        }

        DateTimeOffset from = Moments.Latest(watch.From, channel.ObservedSince);
        DateTimeOffset reached = Moments.Later(from, span);
        due = channel.Watermark >= reached ? reached : null;
        return watch with { From = from };
    }

    /// <summary>Raises the silence alert that <see cref="Observe"/> proved.</summary>
    public static SilenceWatch Raise(SilenceWatch watch, in AlertHeader header, in Finding finding, StepOutput output) =>
        watch with { Episode = Episode.Raise(watch.Episode, header, finding, output) };

    /// <summary>A fresh reading: the count starts again and an open silence ends.</summary>
    public static SilenceWatch Hear(SilenceWatch watch, DateTimeOffset time, in AlertHeader header, StepOutput output) => new(
        time,
        watch.Episode?.Resolve(header, time, $"{header.ThingName}: sends again since {Say.Time(time)}", SinceWhen(watch), output));

    /// <summary>Ends an open silence for another reason than a reading.</summary>
    public static SilenceWatch Withdraw(SilenceWatch watch, in AlertHeader header, DateTimeOffset time, string reason, StepOutput output) =>
        watch with { Episode = watch.Episode?.Resolve(header, time, $"{header.ThingName}: {reason}; this is not a sign of life", SinceWhen(watch), output) };

    private static string SinceWhen(SilenceWatch watch) => watch.From is { } from ? $"silent from {Say.Exact(from)}" : "";
}
