using System.Collections.Immutable;

namespace Realtime.Domain;

/// <summary>
/// The channels of one partition. Immutable: an epoch keeps the table it was made of. Stored as its
/// <see cref="Entries"/> (<see cref="DomainJson"/>) and rebuilt by <see cref="Of"/>.
/// </summary>
public sealed class ChannelTable
{
    public static readonly ChannelTable Empty = new(ImmutableSortedDictionary.Create<string, ChannelEntry>(StringComparer.Ordinal));

    private readonly ImmutableSortedDictionary<string, ChannelEntry> _entries;

    private ChannelTable(ImmutableSortedDictionary<string, ChannelEntry> entries) => _entries = entries;

    /// <summary>All channels in ordinal order of their ids.</summary>
    public IEnumerable<ChannelEntry> Entries => _entries.Values;

    /// <summary>A table of stored entries.</summary>
    public static ChannelTable Of(IEnumerable<ChannelEntry> entries) =>
        new(Empty._entries.AddRange(entries.Select(entry => KeyValuePair.Create(entry.Id, entry))));

    /// <summary>One channel; null when it never sent a heartbeat here.</summary>
    public ChannelEntry? Find(string id) => _entries.GetValueOrDefault(id);

    /// <summary>What machines may know of the channel; null when it never sent a heartbeat here.</summary>
    public ChannelView? View(string? id) => id is not null && _entries.TryGetValue(id, out ChannelEntry? entry) ? entry.View : null;

    /// <summary>Applies a heartbeat.</summary>
    public ChannelTable Apply(ChannelBeat beat, StepOutput output) => With(ChannelRule.OnBeat(Find(beat.ChannelId), beat, output));

    /// <summary>Replaces one entry.</summary>
    public ChannelTable With(ChannelEntry entry) => new(_entries.SetItem(entry.Id, entry));
}
