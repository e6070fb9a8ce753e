namespace Realtime.Actors.Epochs;

/// <summary>About how many bytes an epoch takes in the journal.</summary>
public static class EpochSize
{
    public static long Of(EpochCommitted epoch) =>
        epoch.Things.Sum(thing => (long)thing.Body.Length + thing.Key.Id.Length + 24) + (epoch.Alerts.Count * 512L) + (epoch.Channels.Count * 256L) + 64;
}
