using Akka.Actor.Setup;
using Microsoft.Extensions.Logging.Abstractions;
using Realtime.Actors;
using Realtime.Actors.Ports;
using Realtime.Domain;
using Realtime.Streams.Kafka;
using Realtime.Tests.Engine;
using Realtime.Tests.Streams;

namespace Realtime.Tests.Failures;

/// <summary>One node from broker to broker: the real reader, engine, journal, outbox and publishers.</summary>
internal sealed class PipelineNode : IAsyncDisposable
{
    private readonly KafkaReader _reader;

    private PipelineNode(EngineNode engine, KafkaReader reader, SharedProducer producer)
    {
        Engine = engine;
        _reader = reader;
        Producer = producer;
    }

    public EngineNode Engine { get; }

    public SharedProducer Producer { get; }

    public static async Task<PipelineNode> StartAsync(string directory, TestKafka kafka, EngineOptions? options = null, Setup? setup = null)
    {
        SharedProducer producer = new(kafka.Settings, NullLogger.Instance);
        KafkaReader? reader = null;
        EngineNode engine = await EngineNode.StartAsync(directory, setup, system => new EnginePorts(
            reader = new KafkaReader(kafka.Settings, kafka.Broker.LogId, system, TimeProvider.System, NullLogger.Instance),
            new KafkaOutbox(producer),
            new KafkaAlertPublisher(producer),
            new TestNotifier(new Produced()),
            TimeProvider.System,
            IFaults.None,
            options ?? EngineNode.Quick,
            Canaries: new KafkaCanaryPublisher(producer)));
        return new PipelineNode(engine, reader!, producer);
    }

    public async ValueTask DisposeAsync()
    {
        await Engine.DisposeAsync();
        _reader.Dispose();
        Producer.Dispose();
    }
}
