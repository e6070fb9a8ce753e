using Realtime.Domain;
using Realtime.Simulation.Tests.Story;

namespace Realtime.Simulation.Tests.Judge;

/// <summary>What was said about channels against when their heartbeats really stood in the log.</summary>
public sealed partial class Bench
{
    /// <summary>After a disturbance the partition grants every channel this much before it judges; with some room for its ticks.</summary>
    private static readonly TimeSpan Settling = Limits.ChannelGraceAfterStart + TimeSpan.FromSeconds(25);

    /// <summary>Within this time a record has been read, unless the broker stopped meanwhile: then nobody may know of the heartbeat.</summary>
    private static readonly TimeSpan ReadingMax = TimeSpan.FromSeconds(15);

    /// <summary>What an acknowledgement and a delivery may take together; the engine hears a heartbeat that much later.</summary>
    private static readonly TimeSpan ReadingLag = TimeSpan.FromSeconds(7);

    private void Stalls()
    {
        (AlertChange Change, TimeSpan At)[] said = [.. _taken.Values.Where(entry => entry.Change.Rule == Rules.ChannelStalled)];
        foreach (SimChannel channel in world.Story.Channels)
        {
            TimeSpan stallAfter = TimeSpan.FromTicks(Math.Max((world.Story.Round * Limits.ChannelStallIntervals).Ticks, Limits.ChannelStallGraceMin.Ticks));
            for (int i = 0; i + 1 < channel.Beats.Count; i++)
            {
                Gap(channel, channel.Beats[i], channel.Beats[i + 1], stallAfter, said);
            }
        }
    }

    private void Gap(
        SimChannel channel, (DateTimeOffset Time, TimeSpan At) last, (DateTimeOffset Time, TimeSpan At) next, TimeSpan stallAfter, (AlertChange Change, TimeSpan At)[] said)
    {
        (AlertChange Change, TimeSpan At)[] raised =
        [
            .. said.Where(entry => entry.Change.Kind == AlertChangeKind.Raised
                && entry.Change.Thing.Id == channel.Id
                && entry.Change.EpisodeStart >= last.Time && entry.Change.EpisodeStart - last.Time < TimeSpan.FromSeconds(1)),
        ];
        TimeSpan quiet = next.At - last.At;
        Claim(raised.Length <= 1, Invariants.OneStallAlert, () => $"{raised.Length} alerts for one stall of {channel.Id} at {last.Time:O}");
        Claim(
            raised.Length == 0 || quiet + ReadingLag > stallAfter || CouldNotBeRead(next.At, raised[0].At),
            Invariants.OneStallAlert,
            () => $"{channel.Id} was called stalled at {last.Time:O}; its next heartbeat was in the log {quiet.TotalSeconds:0.0} s later");
        Claim(
            LongestWatch(last.At, next.At) <= stallAfter + Settling || CouldNotBeRead(last.At, last.At + ReadingMax) || said.Any(entry => Names(entry, channel, last.At, next.At)),
            Invariants.OneStallAlert,
            () => $"nobody said that {channel.Id} stood still from {last.At} to {next.At}; {Watched(said)}");
    }

    /// <summary>A record in the log is no sign of life while the broker is away: nothing arrives, and that is what has to be said.</summary>
    private bool CouldNotBeRead(TimeSpan appended, TimeSpan said) => world.BrokerStops.Any(stop => stop.From < said && stop.To > appended);

    private static bool Names((AlertChange Change, TimeSpan At) said, SimChannel channel, TimeSpan from, TimeSpan to) =>
        said.At >= from && said.At <= to + TimeSpan.FromSeconds(90)
        && said.Change.Kind is AlertChangeKind.Raised or AlertChangeKind.SteppedUp
        && said.Change.Text.Contains(channel.Id, StringComparison.Ordinal);

    private string Watched((AlertChange Change, TimeSpan At)[] said) =>
        $"disturbed at {string.Join(' ', _disturbances.GetValueOrDefault(0, []).Order().Select(at => $"{at.TotalSeconds:0}"))}, said: "
        + string.Join("; ", said.Select(entry => $"{entry.At.TotalSeconds:0} {entry.Change.Kind} {entry.Change.Text}"));

    /// <summary>The longest time within the gap in which the judging partition was not disturbed.</summary>
    private TimeSpan LongestWatch(TimeSpan from, TimeSpan to)
    {
        TimeSpan longest = TimeSpan.Zero;
        TimeSpan since = from;
        foreach (TimeSpan disturbed in _disturbances.GetValueOrDefault(0, []).Where(time => time > from && time < to).Order().Append(to))
        {
            longest = disturbed - since > longest ? disturbed - since : longest;
            since = disturbed;
        }

        return longest;
    }
}
