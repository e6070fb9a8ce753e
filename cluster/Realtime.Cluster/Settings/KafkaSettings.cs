namespace Realtime.Cluster.Settings;

/// <summary>The log.</summary>
public sealed record KafkaSettings
{
    /// <summary><c>Kafka:BootstrapServers</c>: host:port, separated by commas. Default empty = the embedded broker, which keeps nothing over a restart.</summary>
    public required string BootstrapServers { get; init; }

    /// <summary><c>Kafka:Partitions</c>: partitions of every topic; fixed for the life of a deployment. Default 8.</summary>
    public required int Partitions { get; init; }

    public bool Embedded => BootstrapServers.Length == 0;

    public static KafkaSettings Read(SettingReader from) => new()
    {
        BootstrapServers = from.Text("Kafka:BootstrapServers", ""),
        Partitions = from.Whole("Kafka:Partitions", 8, 1, 1024),
    };
}
