using Realtime.Domain;
using Realtime.Replay.Plan;

namespace Realtime.Replay.Sending;

/// <summary>
/// Turns planned items into records: a thing's records go to the partition of its id, a heartbeat goes to every partition of the topic.
/// The partition is computed here and given explicitly, so that readings and heartbeats take the same way and keep their order.
/// </summary>
public static class TelemetryRouter
{
    /// <summary>Sends one item; a heartbeat becomes as many records as there are partitions. Returns the number of readings in it.</summary>
    public static async ValueTask<int> SendAsync(ITelemetrySink sink, PlannedItem item, DateTimeOffset intendedAt, CancellationToken cancellation)
    {
        if (item.Beat is { } beat)
        {
            for (int partition = 0; partition < sink.Partitions; partition++)
            {
                await sink.SendAsync(BeatRecord(item.Kind, beat, partition, intendedAt), cancellation).ConfigureAwait(false);
            }

            return 0;
        }

        await sink.SendAsync(ReadingRecord(item, sink.Partitions, intendedAt), cancellation).ConfigureAwait(false);
        return item.Frame?.Count ?? 1;
    }

    /// <summary>The registry's record of a thing.</summary>
    public static OutgoingRecord RegistryRecord(Registration registration, int partitions, DateTimeOffset intendedAt) => new()
    {
        Topic = Topics.Registry,
        Partition = Partitioning.PartitionOf(registration.Key.Id, partitions),
        Key = registration.Key.Id,
        Item = new LogItem { Registration = registration },
        IntendedAt = intendedAt,
    };

    private static OutgoingRecord ReadingRecord(PlannedItem item, int partitions, DateTimeOffset intendedAt)
    {
        string key = item.FrameKey ?? item.Reading!.ThingId;
        return new OutgoingRecord
        {
            Topic = Topics.For(item.Kind),
            Partition = Partitioning.PartitionOf(key, partitions),
            Key = key,
            Item = new LogItem { Reading = item.Reading },
            Frame = item.Frame,
            IntendedAt = intendedAt,
        };
    }

    private static OutgoingRecord BeatRecord(ThingKind kind, ChannelBeat beat, int partition, DateTimeOffset intendedAt) => new()
    {
        Topic = Topics.For(kind),
        Partition = partition,
        Key = beat.ChannelId,
        Item = new LogItem { Beat = beat },
        IntendedAt = intendedAt,
    };
}
