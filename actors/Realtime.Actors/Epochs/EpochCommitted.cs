using Realtime.Actors.Things;
using Realtime.Domain;

namespace Realtime.Actors.Epochs;

/// <summary>Two kinds of epoch: see <see cref="EpochCommitted"/>.</summary>
public enum EpochKind
{
    /// <summary>Everything that changed, and the offsets reached.</summary>
    Full,

    /// <summary>Only what raised alerts; the offsets stay. Correct because a thing skips by its own position.</summary>
    Small,
}

/// <summary>An alert change with its number in the partition; numbers rise without holes and never change once stored.</summary>
public sealed record NumberedAlert(long Number, AlertChange Change);

/// <summary>
/// The one persisted event of a partition: state changes together with the offsets that caused them and the alerts they raised.
/// </summary>
/// <param name="Kind">Full or small.</param>
/// <param name="Logs">Ids of the logs this partition has read, oldest first; positions name them by index.</param>
/// <param name="NextOffsets">Per input topic, the next offset to read in the newest log; -1 = from the beginning.</param>
/// <param name="Things">Things that changed.</param>
/// <param name="Channels">Channels that changed.</param>
/// <param name="Alerts">Alerts raised since the last epoch.</param>
/// <param name="DeliveredUpTo">Alerts up to this number have been taken over by the desk.</param>
public sealed record EpochCommitted(
    EpochKind Kind,
    IReadOnlyList<string> Logs,
    IReadOnlyList<long> NextOffsets,
    IReadOnlyList<StoredThing> Things,
    IReadOnlyList<ChannelEntry> Channels,
    IReadOnlyList<NumberedAlert> Alerts,
    long DeliveredUpTo);

/// <summary>The whole durable state of a partition; same shape as an epoch that contains everything.</summary>
/// <param name="Epoch">All things, all channels, the undelivered alerts.</param>
/// <param name="LastAlertNumber">Newest number given out; undelivered alerts may be none.</param>
public sealed record PartitionSnapshot(EpochCommitted Epoch, long LastAlertNumber);
