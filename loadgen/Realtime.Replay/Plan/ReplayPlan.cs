using Realtime.Replay.Recordings;

namespace Realtime.Replay.Plan;

/// <summary>Merges channels by event time; ties go to the channel that was named first, so that every run has the same order.</summary>
public static class ReplayPlan
{
    /// <param name="recordings">In the order that decides ties.</param>
    /// <param name="clock">The common start.</param>
    /// <param name="speed">Only for the promise of when heartbeats arrive.</param>
    /// <param name="positions">Durable position per recording; absent = start at the beginning.</param>
    public static IEnumerable<PlannedItem> Items(
        IReadOnlyList<Recording> recordings,
        ReplayClock clock,
        ReplaySpeed speed,
        IReadOnlyDictionary<string, long>? positions = null) =>
        Merge([.. recordings.Select(recording => ChannelPlan.Items(recording, clock, speed, PositionOf(recording, positions)))]);

    /// <summary>Merges sequences that are each in time order; equal times keep the order of the sequences.</summary>
    public static IEnumerable<PlannedItem> Merge(IReadOnlyList<IEnumerable<PlannedItem>> channels)
    {
        List<IEnumerator<PlannedItem>> cursors = [.. channels.Select(channel => channel.GetEnumerator())];
        try
        {
            PriorityQueue<int, (long Ticks, int Channel)> next = new();
            for (int i = 0; i < cursors.Count; i++)
            {
                Advance(i);
            }

            while (next.TryDequeue(out int channel, out _))
            {
                yield return cursors[channel].Current;
                Advance(channel);
            }

            void Advance(int channel)
            {
                if (cursors[channel].MoveNext())
                {
                    next.Enqueue(channel, (cursors[channel].Current.Time.UtcTicks, channel));
                }
            }
        }
        finally
        {
            cursors.ForEach(cursor => cursor.Dispose());
        }
    }

    private static long? PositionOf(Recording recording, IReadOnlyDictionary<string, long>? positions) =>
        positions is not null && positions.TryGetValue(recording.Name, out long position) ? position : null;
}
