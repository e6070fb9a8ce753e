using Akka.Event;
using Realtime.Actors.Epochs;
using Realtime.Actors.Metrics;
using Realtime.Actors.Ports;
using Realtime.Actors.Things;
using Realtime.Domain;

namespace Realtime.Actors.Partitions;

/// <summary>What a partition tells goes to <see cref="EngineMetrics"/> and to the node's log.</summary>
internal sealed class PartitionReport(int partition, ILoggingAdapter log) : IPartitionReport
{
    private readonly int[] _things = new int[Enum.GetValues<ThingKind>().Length];
    private readonly int[] _unregistered = new int[Enum.GetValues<ThingKind>().Length];

    public void Activated() => EngineMetrics.PartitionsOwned.Inc();

    public void Forwarded() => EngineMetrics.RecordsForwarded.Inc();

    public void Taken(ThingKind kind, ReadOnlySpan<int> outcomes)
    {
        EngineMetrics.ReadingsApplied.WithLabels(ThingKey.Name(kind)).Inc(outcomes[(int)TakeOutcome.Applied]);
        Skipped("replayed", outcomes[(int)TakeOutcome.Replayed]);
        Skipped("repeated", outcomes[(int)TakeOutcome.Repeated]);
    }

    public void Stored(EpochKind kind, TimeSpan took, long bytes)
    {
        EngineMetrics.EpochsCommitted.WithLabels(kind == EpochKind.Full ? "full" : "small").Inc();
        EngineMetrics.EpochSeconds.Observe(took.TotalSeconds);
        EngineMetrics.EpochBytes.Inc(bytes);
    }

    public void Delivered(TimeSpan delay) => EngineMetrics.AlertDelay.Observe(delay.TotalSeconds);

    public void Heard(ChannelEntry channel, DateTimeOffset at) => EngineMetrics.Show(channel, at);

    public void WentOnBehindLostOffsets(OffsetsLostException lost)
    {
        EngineMetrics.PartitionFaults.WithLabels(EngineMetrics.Label(PartitionFault.OffsetsLost)).Inc();
        log.Error("Partition {0}: {1}. Going on at the oldest record, as configured; what lay between is lost", partition, lost.Message);
    }

    public void LogIsNew() =>
        log.Warning("Partition {0}: the log is a new one; it is read from its beginning and repeats are recognised by their origin", partition);

    public void HandOffOverdue() =>
        log.Warning("Partition {0} leaves unfinished work to its next owner, which reads it again", partition);

    private static void Skipped(string why, int readings)
    {
        if (readings > 0)
        {
            EngineMetrics.ReadingsSkipped.WithLabels(why).Inc(readings);
        }
    }

    /// <summary>Sets the gauges of the things.</summary>
    public void Show(PartitionCore core)
    {
        string label = EngineMetrics.Label(partition);
        EngineMetrics.UncommittedReadings.WithLabels(label).Set(core.Uncommitted);
        // Plain counting: it looks at every thing of the partition in every tick.
        Array.Clear(_things);
        Array.Clear(_unregistered);
        foreach (ThingSlot slot in core.Memory.Slots.Values)
        {
            int kind = (int)slot.Key.Kind;
            _things[kind]++;
            _unregistered[kind] += (slot.Live is { } live ? live.Registration is null : slot.Stored is { Registered: false }) ? 1 : 0;
        }

        for (int kind = 0; kind < _things.Length; kind++)
        {
            if (_things[kind] > 0)
            {
                string name = ThingKey.Name((ThingKind)kind);
                EngineMetrics.Things.WithLabels(name, label).Set(_things[kind]);
                EngineMetrics.UnregisteredThings.WithLabels(name, label).Set(_unregistered[kind]);
            }
        }
    }

    /// <summary>The partition left this node.</summary>
    public void Left()
    {
        EngineMetrics.PartitionsOwned.Dec();
        EngineMetrics.Forget(partition);
    }
}
