using Realtime.Actors.Epochs;
using Realtime.Actors.Things;
using Realtime.Domain;

namespace Realtime.Actors.Partitions;

/// <summary>
/// Everything a partition knows: live values that run ahead, and the stored ones that a crash goes back to.
/// No actor and no I/O in here. Stored values change only through <see cref="ApplyStored"/>.
/// </summary>
public sealed class PartitionMemory
{
    private readonly List<string> _logs = [];
    private readonly Dictionary<string, ChannelEntry> _storedChannels = [];
    private readonly HashSet<ThingSlot> _dirty = [];
    private readonly HashSet<ThingSlot> _alerting = [];
    private readonly HashSet<string> _dirtyChannels = [];
    private long[] _storedOffsets = NoOffsets();
#if MUTANT_CommitBeforePersist
    private StoredThing[] _late = [];
#endif

    public Dictionary<ThingKey, ThingSlot> Slots { get; } = [];

    /// <summary>The keys of <see cref="Slots"/> in their order, for searches that go on where the last one stopped.</summary>
    public SortedSet<ThingKey> Keys { get; } = [];

    /// <summary>Tells the things whether their partition still runs.</summary>
    public PartitionLife Life { get; } = new();

    /// <summary>Channels as of the last applied heartbeat.</summary>
    public Dictionary<string, ChannelEntry> Channels { get; } = [];

    public AlertOutlet Alerts { get; } = new();

    /// <summary>Next offset per input topic as of the last applied batch.</summary>
    public long[] NextOffsets { get; private set; } = NoOffsets();

    /// <summary>Channels as stored.</summary>
    public IReadOnlyDictionary<string, ChannelEntry> StoredChannels => _storedChannels;

    /// <summary>Index of the log that is read now.</summary>
    public int LogNumber => _logs.Count - 1;

    /// <summary>What was last stored about delivery, to know whether an otherwise empty epoch is worth writing.</summary>
    private long _storedDeliveredUpTo;

    /// <summary>Whether a full epoch would say anything new.</summary>
    public bool HasUnstored =>
        _dirty.Count > 0
        || _dirtyChannels.Count > 0
        || Alerts.RaisedCount > 0
        || _storedDeliveredUpTo != Alerts.DeliveredUpTo
        || !NextOffsets.AsSpan().SequenceEqual(_storedOffsets);

    private static long[] NoOffsets()
    {
        long[] offsets = new long[Topics.Inputs.Count];
        Array.Fill(offsets, -1);
        return offsets;
    }

    /// <summary>
    /// Recovery is over; a log with another id than the last one means that stored offsets refer to something that is gone:
    /// everything is read from the beginning, and things recognise by origin what they have.
    /// </summary>
    /// <returns>True when the log is a new one.</returns>
    public bool OpenLog(string logId)
    {
        bool isNew = _logs.Count == 0 || _logs[^1] != logId;
        if (isNew)
        {
            _logs.Add(logId);
            _storedOffsets = NoOffsets();
        }

        NextOffsets = [.. _storedOffsets];
        return isNew && _logs.Count > 1;
    }

    /// <summary>The slot of a thing; made when it is new.</summary>
    public ThingSlot Slot(ThingKey key)
    {
        if (!Slots.TryGetValue(key, out ThingSlot? slot))
        {
            Slots[key] = slot = new ThingSlot(key, Life);
            Keys.Add(key);
        }

        return slot;
    }

    /// <summary>The thing changed; <paramref name="alerting"/> when the change raised an alert.</summary>
    public void MarkDirty(ThingSlot slot, bool alerting)
    {
        _dirty.Add(slot);
        if (alerting)
        {
            _alerting.Add(slot);
        }
    }

    /// <summary>
    /// A channel raised an alert. It must not be stored ahead of the readings it vouches for, so its alert goes into a full epoch.
    /// </summary>
    public bool ChannelsAlerting { get; private set; }

    /// <summary>The channel changed; <paramref name="alerting"/> when the change raised an alert.</summary>
    public void SetChannel(ChannelEntry entry, bool alerting)
    {
        Channels[entry.Id] = entry;
        _dirtyChannels.Add(entry.Id);
        ChannelsAlerting |= alerting;
    }

    /// <summary>
    /// Takes an epoch out of the live values; call only between segments, when no thing is writing. A small epoch takes the things
    /// that raised alerts and leaves the offsets as they are stored.
    /// </summary>
    public (EpochCommitted Epoch, IReadOnlyList<OutgoingAlert> Alerts) Capture(EpochKind kind)
    {
        bool full = kind == EpochKind.Full;
        ThingSlot[] slots = [.. full ? _dirty : _alerting];
        string[] channels = full ? [.. _dirtyChannels] : [];
        IReadOnlyList<OutgoingAlert> alerts = Alerts.Capture();
        TakeOut(slots, full);
        _dirtyChannels.ExceptWith(channels);
        _alerting.Clear();
        ChannelsAlerting &= !full;
        StoredThing[] things = Write(slots);
#if MUTANT_CommitBeforePersist
        if (full)
        {
            (things, _late) = (_late, things); // The offsets are stored now, what they stand for with the next epoch.
        }
#endif
        var epoch = new EpochCommitted(
            kind,
            [.. _logs],
            full ? [.. NextOffsets] : [.. _storedOffsets],
            things,
            [.. channels.Select(id => Channels[id])],
            [.. alerts.Select(alert => alert.Alert)],
            Alerts.DeliveredUpTo);
        return (epoch, alerts);
    }

    private StoredThing[] Write(ThingSlot[] slots)
    {
        using ThingWriter writer = new();
        var things = new StoredThing[slots.Length];
        for (int i = 0; i < slots.Length; i++)
        {
            things[i] = writer.Write(slots[i].Live!, LogNumber, slots[i].Stored);
        }

        return things;
    }

    private void TakeOut(ThingSlot[] slots, bool full)
    {
        if (full)
        {
            _dirty.Clear();
            return;
        }

        _dirty.ExceptWith(slots);
    }

    /// <summary>The epoch is in the journal (now, or when it is read back).</summary>
    public void ApplyStored(EpochCommitted epoch)
    {
        if (!epoch.Logs.SequenceEqual(_logs))
        {
            _logs.Clear();
            _logs.AddRange(epoch.Logs);
        }

        _storedOffsets = [.. epoch.NextOffsets];
        _storedDeliveredUpTo = epoch.DeliveredUpTo;
        foreach (StoredThing thing in epoch.Things)
        {
            ThingSlot slot = Slot(thing.Key);
            slot.Stored = thing.Behind(slot.Stored);
        }

        foreach (ChannelEntry entry in epoch.Channels)
        {
            _storedChannels[entry.Id] = entry;
        }
    }

    /// <summary>Recovery only: the live channels begin where the stored ones stand.</summary>
    public void ResetLiveToStored()
    {
        Channels.Clear();
        foreach (ChannelEntry entry in _storedChannels.Values)
        {
            Channels[entry.Id] = entry;
        }
    }

    /// <summary>The whole stored state, made from stored values only, never from live ones.</summary>
    public PartitionSnapshot Snapshot()
    {
        var epoch = new EpochCommitted(
            EpochKind.Full,
            [.. _logs],
            [.. _storedOffsets],
            [.. Slots.Values.Where(slot => slot.Stored is not null).Select(slot => slot.Stored!)],
            [.. _storedChannels.Values],
            [.. Alerts.Undelivered.Select(alert => alert.Alert)],
            Alerts.DeliveredUpTo);
        return new PartitionSnapshot(epoch, Alerts.LastStoredNumber);
    }
}
