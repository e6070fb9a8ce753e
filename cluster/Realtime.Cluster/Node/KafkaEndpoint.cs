using System.Collections.Immutable;
using Confluent.Kafka;
using Realtime.Cluster.Settings;
using Realtime.Cluster.Startup;
using Realtime.Streams.Broker;
using Realtime.Streams.Kafka;

namespace Realtime.Cluster.Node;

/// <summary>The log this node works on: a real broker that was checked, or an embedded one that was started.</summary>
/// <param name="Settings">For every client of the node.</param>
/// <param name="LogId">Identity of the log.</param>
/// <param name="Embedded">The embedded broker; null with a real one.</param>
public sealed record KafkaEndpoint(Streams.Kafka.KafkaSettings Settings, string LogId, EmbeddedBroker? Embedded)
{
    /// <summary>Starts or checks the broker: it answers, and every topic has the partition count of the settings.</summary>
    /// <exception cref="StartException">One sentence on what is wrong with it.</exception>
    public static async Task<KafkaEndpoint> OpenAsync(Settings.KafkaSettings settings)
    {
        EmbeddedBroker? embedded = null;
        try
        {
            embedded = settings.Embedded ? EmbeddedBroker.Start(settings.Partitions) : null;
            Streams.Kafka.KafkaSettings clients = ForClients(settings, embedded?.BootstrapServers ?? settings.BootstrapServers);
            TryProperties(clients);
            if (embedded is not null)
            {
                return new KafkaEndpoint(clients, embedded.LogId, embedded);
            }

            await TopicCheck.EnsureAsync(clients);
            return new KafkaEndpoint(clients, await LogIdentity.ResolveAsync(clients), null);
        }
        catch (Exception fault) when (fault is InvalidOperationException or ArgumentException or KafkaException)
        {
            embedded?.Dispose();
            throw new StartException($"The log cannot be used (settings Kafka:BootstrapServers, Kafka:Partitions and Kafka:Properties): {fault.Message.TrimEnd('.')}.", fault);
        }
    }

    /// <summary>A property with a wrong name or value shows only when a client is made of it; better here than in the middle of the start.</summary>
    private static void TryProperties(Streams.Kafka.KafkaSettings clients)
    {
        clients.Validate();
        ProducerConfig config = new() { BootstrapServers = clients.BootstrapServers };
        foreach ((string name, string value) in clients.Properties)
        {
            config.Set(name, value);
        }

        using IProducer<Null, Null> trial = new ProducerBuilder<Null, Null>(config).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();
    }

    private static Streams.Kafka.KafkaSettings ForClients(Settings.KafkaSettings settings, string servers) => new()
    {
        BootstrapServers = servers,
        Partitions = settings.Partitions,
        ClientId = settings.ClientId,
        GroupId = settings.GroupId,
        LogId = settings.LogId.Length == 0 ? null : settings.LogId,
        ReplicationFactor = (short)settings.ReplicationFactor,
        Properties = settings.Properties.ToImmutableDictionary(StringComparer.Ordinal),
    };
}
