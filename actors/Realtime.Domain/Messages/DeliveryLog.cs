using System.Collections.Immutable;

namespace Realtime.Domain;

/// <summary>The last messages a thing has spoken of, newest last, at most <see cref="Limits.DeliveriesPerThingMax"/>. Part of the thing's stored state.</summary>
public static class DeliveryLog
{
    /// <summary>Takes a device's word; the same word twice changes nothing.</summary>
    public static ImmutableArray<Delivery> Take(ImmutableArray<Delivery> known, DeliveryReading reading)
    {
        var word = new Delivery(reading.Message, reading.Outcome, reading.Time, reading.Reason);
        for (int i = 0; i < known.Length; i++)
        {
            if (known[i].Message == word.Message)
            {
                return known.SetItem(i, known[i].After(word));
            }
        }

        ImmutableArray<Delivery> room = known.Length < Limits.DeliveriesPerThingMax ? known : known.RemoveAt(0);
        return room.Add(word);
    }
}
