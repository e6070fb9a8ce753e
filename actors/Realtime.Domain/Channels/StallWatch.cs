namespace Realtime.Domain;

/// <summary>
/// Which channels stand still together. One fault in front of the log silences many channels at once; people then need one alert that
/// lists them, not one per channel. So a channel that goes quiet joins the newest open stall when nothing at all has arrived from any
/// channel since that one was raised; when others still send, its fault is its own and it gets its own alert.
/// One partition (the first) judges for all channels: every heartbeat stands in every partition of its topic.
/// Source: own; one fault, one alert (EEMUA 191 counts alarms per operator, not per sensor).
/// </summary>
/// <remarks>
/// The alert is the episode of the channel that went quiet first (the leader); followers name it in <see cref="ChannelEntry.StalledUnder"/>.
/// It ends when every channel of the group sends again. Nothing here reads a clock: the caller says who is quiet.
/// </remarks>
public sealed class StallWatch
{
    private readonly Dictionary<string, HashSet<string>> _groups = [];
    private string? _newest;
    private bool _heard;

    /// <summary>Goes on where the entries stand.</summary>
    public StallWatch(IEnumerable<ChannelEntry> entries)
    {
        DateTimeOffset newest = DateTimeOffset.MinValue;
        foreach (ChannelEntry entry in entries)
        {
            if (entry.Leads)
            {
                Group(entry.Id);
                if (entry.Stall!.Start >= newest)
                {
                    (newest, _newest) = (entry.Stall.Start, entry.Id);
                }
            }

            if (entry.IsStalled)
            {
                Group(entry.StalledUnder ?? entry.Id).Add(entry.Id);
            }
        }
    }

    /// <summary>A heartbeat of any channel came. Call before its entry is replaced.</summary>
    /// <returns>True when other channels of the stall that this one leads are still quiet: its episode has to stay open.</returns>
    public bool Heard(string channel)
    {
        _heard = true;
        return _groups.TryGetValue(channel, out HashSet<string>? group) && group.Any(member => member != channel);
    }

    /// <summary>Takes the channel out of the stall it stands in.</summary>
    /// <param name="before">Its entry before the heartbeat.</param>
    /// <param name="entries">The entries by id, the channel's new one included.</param>
    /// <param name="output">Receives the end of the stall when this was the last quiet channel of it.</param>
    /// <returns>The leader's entry when it changed; null when only the channel's own did.</returns>
    public ChannelEntry? Release(ChannelEntry? before, IReadOnlyDictionary<string, ChannelEntry> entries, StepOutput output)
    {
        if (before is not { IsStalled: true })
        {
            return null;
        }

        string leader = before.StalledUnder ?? before.Id;
        HashSet<string> group = Group(leader);
        group.Remove(before.Id);
        if (group.Count > 0)
        {
            return null;
        }

        _groups.Remove(leader);
        return entries.TryGetValue(leader, out ChannelEntry? entry) && entry.Leads
            ? ChannelRule.EndStall(entry, entries[before.Id].Watermark, output)
            : null;
    }

    /// <summary>Channels that have been quiet for too long.</summary>
    /// <param name="quiet">Open channels that are not stalled yet.</param>
    /// <param name="entries">All entries by id.</param>
    /// <param name="output">Receives the alert, or the change of the one that is open.</param>
    /// <returns>The entries that changed.</returns>
    public IReadOnlyList<ChannelEntry> Stop(IEnumerable<ChannelEntry> quiet, IReadOnlyDictionary<string, ChannelEntry> entries, StepOutput output)
    {
        Dictionary<string, ChannelEntry> changed = [];
        List<ChannelEntry> fresh = [];
        foreach (ChannelEntry entry in quiet.OrderBy(entry => entry.Watermark).ThenBy(entry => entry.Id, StringComparer.Ordinal))
        {
            if (entry.Leads)
            {
                // It sent again while its group was quiet, and stopped once more: the alert that names it is still open.
                Group(entry.Id).Add(entry.Id);
                changed[entry.Id] = entry with { SendsAgain = false };
            }
            else
            {
                fresh.Add(entry);
            }
        }

        if (fresh.Count > 0)
        {
            Join(fresh, entries, changed, output);
        }

        return [.. changed.Values];
    }

    private void Join(List<ChannelEntry> fresh, IReadOnlyDictionary<string, ChannelEntry> entries, Dictionary<string, ChannelEntry> changed, StepOutput output)
    {
        bool joins = !_heard && _newest is not null && _groups.ContainsKey(_newest);
        ChannelEntry leader = joins ? changed.GetValueOrDefault(_newest!) ?? entries[_newest!] : fresh[0];
        HashSet<string> group = Group(leader.Id);
        foreach (ChannelEntry entry in fresh)
        {
            group.Add(entry.Id);
            changed[entry.Id] = entry.Id == leader.Id ? entry : entry with { StalledUnder = leader.Id };
        }

        ChannelEntry[] members = [.. group.Select(id => changed.GetValueOrDefault(id) ?? entries[id]).OrderBy(entry => entry.Id, StringComparer.Ordinal)];
        changed[leader.Id] = joins ? ChannelRule.WidenStall(leader, members, output) : ChannelRule.BeginStall(leader, members, output);
        _newest = leader.Id;
        _heard = false;
    }

    private HashSet<string> Group(string leader)
    {
        if (!_groups.TryGetValue(leader, out HashSet<string>? group))
        {
            _groups[leader] = group = new HashSet<string>(StringComparer.Ordinal);
        }

        return group;
    }
}
