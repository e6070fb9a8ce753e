using System.Collections.Concurrent;
using System.Text.Json;
using Akka.Event;
using Akka.Persistence;
using Realtime.Actors.Metrics;

namespace Realtime.Actors.Epochs;

/// <summary>
/// Watches over the recovery of one persistent actor. A snapshot that cannot be read is passed over: the next incarnation recovers from
/// the one before and from the events behind it, which are kept for just that long (<see cref="SnapshotHistory"/>). Events without their
/// beginning and without a snapshot are refused, because the state they give looks plausible and is not.
/// </summary>
/// <param name="owner">Kind of actor, for the metrics.</param>
/// <param name="persistenceId">Whose recovery it is.</param>
/// <param name="log">For operators.</param>
public sealed class RecoveryGuard(string owner, string persistenceId, ILoggingAdapter log)
{
    /// <summary>Per persistence id the newest snapshot that may still be used; of this process, because another one may read what we cannot.</summary>
    private static readonly ConcurrentDictionary<string, long> Usable = new(StringComparer.Ordinal);

    private bool _begun;

    /// <summary>Where recovery begins.</summary>
    public Recovery Recovery => Usable.TryGetValue(persistenceId, out long newest)
        ? new Recovery(new SnapshotSelectionCriteria(newest))
        : Recovery.Default;

    /// <summary>Whether a recovery failed because of what is stored, not because the store did not answer.</summary>
    public static bool IsUnreadable(Exception? cause)
    {
        for (; cause is not null; cause = cause.InnerException)
        {
            if (cause is InvalidDataException or JsonException or EndOfStreamException || cause is ArgumentException { ParamName: "manifest" })
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Looks at the next message of the recovery, before anybody folds it in.</summary>
    /// <exception cref="InvalidDataException">Recovery cannot go on from here; the next incarnation tries the snapshot before, if there is one.</exception>
    public void Look(object message, long sequenceNr)
    {
        if (message is SnapshotOffer { Snapshot: UnreadableSnapshot unreadable } offer)
        {
            EngineMetrics.SnapshotsUnreadable.WithLabels(owner).Inc();
            Usable[persistenceId] = offer.Metadata.SequenceNr - 1;
            log.Error("The snapshot {0} of {1} cannot be read ({2}); recovery goes back to the one before", offer.Metadata.SequenceNr, persistenceId, unreadable.Reason);
            throw new InvalidDataException($"snapshot {offer.Metadata.SequenceNr} of {persistenceId} cannot be read: {unreadable.Reason}");
        }

        if (!_begun && message is not (SnapshotOffer or RecoveryCompleted) && sequenceNr > 1)
        {
            throw new InvalidDataException($"the log of {persistenceId} starts at event {sequenceNr} without a snapshot; restore the snapshot store from its backup");
        }

        _begun = true;
    }

    /// <summary>A new snapshot is stored: from now on it is the one to begin with.</summary>
    public void Saved() => Usable.TryRemove(persistenceId, out _);
}
