namespace Realtime.Domain;

/// <summary>What people read about channels that stand still.</summary>
internal static class StallText
{
    /// <summary>More names than this would not be read; the rest is a number.</summary>
    private const int NamesMax = 20;

    /// <param name="time">Event time of the change.</param>
    /// <param name="members">The channels that stand still, by id.</param>
    public static Finding Of(DateTimeOffset time, IReadOnlyList<ChannelEntry> members) => new(
        time,
        1,
        members is [{ } only] ? One(only) : Several(members),
        $"no heartbeat for more than {Say.Span(members.Min(ChannelRule.StallAfter))} on the receiving clock"
            + (members.Count > 1 ? "; nothing arrived from any channel since the first of them stopped" : ""));

    private static string One(ChannelEntry entry) =>
        $"{entry.Id}: the channel{Covers(entry)} stopped, last heartbeat for {Say.Time(entry.Watermark)}; nothing that depends on it is judged until it sends again";

    private static string Several(IReadOnlyList<ChannelEntry> members)
    {
        string names = string.Join(", ", members.Take(NamesMax).Select(entry => entry.Id + Covers(entry)));
        string more = members.Count > NamesMax ? $" and {members.Count - NamesMax} more" : "";
        return $"input stalled: {members.Count} channels stopped: {names}{more}; nothing that depends on them is judged until they send again";
    }

    private static string Covers(ChannelEntry entry) => entry.Covers.Length == 0 ? "" : $" ({entry.Covers})";
}
