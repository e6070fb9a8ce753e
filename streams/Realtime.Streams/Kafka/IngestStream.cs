using System.Threading.Channels;
using Akka.Actor;
using Akka.Streams;
using Akka.Streams.Dsl;
using Realtime.Actors.Ports;
using Realtime.Domain;
using Realtime.Streams.Codec;

namespace Realtime.Streams.Kafka;

/// <summary>
/// One partition's stream. Its elements are batches, never single readings; the target's acknowledgement is the only demand there is,
/// and it reaches back through the bounded channel to the poll thread, which pauses a partition that stays full.
/// </summary>
internal sealed class IngestStream
{
    private readonly UniqueKillSwitch _stop;

    private IngestStream(UniqueKillSwitch stop, Task ended)
    {
        _stop = stop;
        Ended = ended;
    }

    /// <summary>Completes when nothing more will be sent to the target.</summary>
    public Task Ended { get; }

    /// <summary>Starts the stream: raw batches, stoppable, decoded, told to the target.</summary>
    public static IngestStream Run(ChannelReader<RawBatch> batches, int partitions, IActorRef target, IMaterializer materializer)
    {
        (UniqueKillSwitch stop, Task ended) = ChannelSource.FromReader(batches)
            .ViaMaterialized(KillSwitches.Single<RawBatch>(), Keep.Right)
            .Select(batch => Decode(batch, partitions))
            .ToMaterialized(Sink.FromGraph(new IngestSink(target)), Keep.Both)
            .Run(materializer);
        return new IngestStream(stop, ended);
    }

    public void Stop() => _stop.Shutdown();

    private static IngestBatch Decode(RawBatch batch, int partitions)
    {
        var entries = new List<LogEntry>(batch.Count);
        foreach (ref readonly RawRecord record in batch.Records)
        {
            // The batch's time, not the clock's: what was sent before it arrived cannot be from the future, however long it waited here.
            TelemetryCodec.Decode(
                batch.TopicNumber, batch.Partition, partitions, batch.Key(record), batch.Value(record), record.Offset, batch.ReceivedAt, entries);
        }

        var decoded = new IngestBatch(batch.TopicNumber, entries, batch.NextOffset, batch.ReceivedAt);
        batch.Return();
        return decoded;
    }
}
