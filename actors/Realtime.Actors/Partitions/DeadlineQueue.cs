using Realtime.Actors.Things;
using Realtime.Domain;

namespace Realtime.Actors.Partitions;

/// <summary>
/// Deadlines of one partition, one queue per channel, because a deadline fires only when its own channel's watermark reaches it.
/// A thing stands in at most one queue with its earliest due time; a later due time is found out when that entry comes up,
/// so a reading that only moves the deadline costs nothing.
/// </summary>
public sealed class DeadlineQueue
{
    private readonly Dictionary<string, PriorityQueue<Entry, (long Ticks, ThingKey Key)>> _channels = [];

    private readonly record struct Entry(ThingSlot Slot, DateTimeOffset Due);

    /// <summary>Takes note of the slot's due time.</summary>
    public void Schedule(ThingSlot slot)
    {
        if (slot.Due is not { } due || slot.Source is not { } channel)
        {
            return;
        }

        bool queuedHere = slot.QueuedIn == channel;
        if (queuedHere && slot.QueuedDue is { } queued && queued <= due)
        {
            return;
        }

        if (!_channels.TryGetValue(channel, out PriorityQueue<Entry, (long, ThingKey)>? queue))
        {
            _channels[channel] = queue = new();
        }

        queue.Enqueue(new Entry(slot, due), (due.UtcTicks, slot.Key));
        slot.QueuedDue = due;
        slot.QueuedIn = channel;
    }

    /// <summary>Removes and returns everything of a channel that is due at its watermark, by due time, then key.</summary>
    public List<ThingSlot> TakeDue(string channel, DateTimeOffset watermark)
    {
        List<ThingSlot> due = [];
        if (!_channels.TryGetValue(channel, out PriorityQueue<Entry, (long, ThingKey)>? queue))
        {
            return due;
        }

        while (queue.TryPeek(out Entry entry, out _) && entry.Due <= watermark)
        {
            queue.Dequeue();
            ThingSlot slot = entry.Slot;
            if (slot.QueuedIn != channel || slot.QueuedDue != entry.Due)
            {
                continue; // Superseded by an earlier entry or by a move to another channel.
            }

            slot.QueuedDue = null;
            slot.QueuedIn = null;
            if (slot.Due is { } current && current <= watermark && slot.Source == channel)
            {
                due.Add(slot);
            }
            else
            {
                Schedule(slot);
            }
        }

        return due;
    }
}
