using Akka.Actor;
using Akka.Streams;
using Microsoft.Extensions.Logging;
using Realtime.Actors.Ports;
using Realtime.Domain;

namespace Realtime.Streams.Kafka;

/// <summary>Readings from Kafka: one consumer and one poll thread for the node, one stream per partition that lives here.</summary>
public sealed class KafkaReader : IIngestPort, IDisposable
{
    private readonly PollLoop _loop;
    private readonly ActorMaterializer _materializer;

    /// <param name="settings">How to reach Kafka.</param>
    /// <param name="logId">Identity of the log (<see cref="LogIdentity"/>, or the embedded broker's).</param>
    /// <param name="system">Where the streams run.</param>
    /// <param name="clock">Receiving clock.</param>
    /// <param name="log">For what an operator has to know.</param>
    public KafkaReader(KafkaSettings settings, string logId, ActorSystem system, TimeProvider clock, ILogger log)
    {
        settings.Validate();
        LogId = logId;
        Partitions = settings.Partitions;
        _materializer = ActorMaterializer.Create(system);
        _loop = new PollLoop(settings, clock, log);
    }

    public string LogId { get; }

    public int Partitions { get; }

    public IIngestSubscription Subscribe(int partition, IReadOnlyList<long> nextOffsets, IActorRef target)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)partition, (uint)Partitions, nameof(partition));
        if (nextOffsets.Count != Topics.Inputs.Count)
        {
            throw new ArgumentException($"one offset for each of {Topics.Inputs.Count} input topics, not {nextOffsets.Count}", nameof(nextOffsets));
        }

        var intake = new PartitionIntake(partition, nextOffsets);
        IngestStream stream = IngestStream.Run(intake.Batches, Partitions, target, _materializer);

        // The stream also ends when the target dies; the consumer must not go on for nobody.
        _ = stream.Ended.ContinueWith(_ => _loop.Remove(intake), TaskScheduler.Default);
        _loop.Add(intake);
        return new Subscription(_loop, intake, stream);
    }

    public void Dispose()
    {
        _loop.Dispose();
        _materializer.Dispose();
    }

    private sealed class Subscription(PollLoop loop, PartitionIntake intake, IngestStream stream) : IIngestSubscription
    {
        public void Commit(IReadOnlyList<long> nextOffsets) => loop.Commit(intake, nextOffsets);

        public Task StopAsync()
        {
            stream.Stop();
            return Task.WhenAll(stream.Ended, loop.Remove(intake));
        }
    }
}
