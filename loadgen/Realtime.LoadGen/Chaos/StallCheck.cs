using Realtime.Domain;

namespace Realtime.LoadGen.Chaos;

/// <summary>Stalled channels: said once per stall, and over when the channel sends again. All channels have sent to their end by now.</summary>
public static class StallCheck
{
    public static Verdict Judge(IReadOnlyList<AlertChange> changes)
    {
        List<string> cases = [];
        IEnumerable<IGrouping<ThingKey, AlertChange>> channels = changes.Where(change => change.Rule == Rules.ChannelStalled)
            .DistinctBy(change => (change.AlertId, change.Sequence)).GroupBy(change => change.Thing);
        foreach (IGrouping<ThingKey, AlertChange> channel in channels)
        {
            cases.AddRange(channel.GroupBy(change => change.AlertId).Where(alert => alert.All(change => change.Kind != AlertChangeKind.Resolved))
                .Select(alert => $"{channel.Key}: stall {alert.Key} since {alert.First().EpisodeStart:O} is not over"));
            cases.AddRange(channel.Where(change => change.Kind == AlertChangeKind.Raised).GroupBy(change => change.EpisodeStart).Where(same => same.Count() > 1)
                .Select(same => $"{channel.Key}: the stall since {same.Key:O} was said {same.Count()} times"));
        }

        return new Verdict("I5", "a stall is said once and is over in the end", cases);
    }
}
