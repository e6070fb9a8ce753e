using Realtime.Actors.Things;

namespace Realtime.Actors.Epochs;

/// <summary>About how many bytes an epoch takes in the journal.</summary>
public static class EpochSize
{
    private const int PerThing = 24, PerAlert = 512, PerChannel = 256, Head = 64;

    /// <param name="epoch">The epoch.</param>
    /// <param name="whole">Everything of each thing, as in a snapshot, also what epochs before this one hold.</param>
    public static long Of(EpochCommitted epoch, bool whole = false)
    {
        long bytes = Head + (epoch.Alerts.Count * PerAlert) + (epoch.Channels.Count * PerChannel);
        for (int i = 0; i < epoch.Things.Count; i++)
        {
            StoredThing thing = epoch.Things[i];
            bytes += (whole ? thing.Body.Length + thing.Registration.Length : thing.Length) + thing.Key.Id.Length + PerThing;
        }

        return bytes;
    }
}
