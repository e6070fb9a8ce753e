using Realtime.Cluster.Settings;
using Realtime.Cluster.Startup;
using Realtime.Intake;
using Realtime.Streams.Kafka;

namespace Realtime.Cluster.Node;

/// <summary>The intake of foreign formats: started with the mappings of the settings.</summary>
public static class IntakeHost
{
    /// <exception cref="StartException">A mapping file is wrong.</exception>
    public static IntakeDecoder Load(IntakeSettings settings)
    {
        try
        {
            return new IntakeDecoder(MappingCatalog.Load(settings.Mappings));
        }
        catch (FormatException fault)
        {
            throw new StartException(fault.Message, fault);
        }
    }

    public static IntakeStream Start(IntakeDecoder decoder, KafkaEndpoint kafka, SharedProducer producer, ILoggerFactory log, TimeProvider clock) =>
        new(kafka.Settings, kafka.LogId, decoder, producer, clock, log.CreateLogger<IntakeStream>());
}
