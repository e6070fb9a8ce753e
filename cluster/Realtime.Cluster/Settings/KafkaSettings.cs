namespace Realtime.Cluster.Settings;

/// <summary>What a partition does when the broker no longer has the records after the stored offset.</summary>
public enum OffsetsLost
{
    /// <summary>It stands still and says so, until somebody decides.</summary>
    Stop,

    /// <summary>It goes on at the oldest record there is; what was deleted before it was read is missing.</summary>
    Earliest,
}

/// <summary>The log.</summary>
public sealed record KafkaSettings
{
    /// <summary><c>Kafka:BootstrapServers</c>: host:port, separated by commas. Default empty = the embedded broker, which keeps nothing over a restart.</summary>
    public required string BootstrapServers { get; init; }

    /// <summary><c>Kafka:Partitions</c>: partitions of every topic; fixed for the life of a deployment. Default 8.</summary>
    public required int Partitions { get; init; }

    /// <summary><c>Kafka:ClientId</c>: name of this node in the broker's logs. Default <c>realtime</c>.</summary>
    public required string ClientId { get; init; }

    /// <summary><c>Kafka:GroupId</c>: consumer group under which the broker's tools see the progress. Default <c>realtime</c>.</summary>
    public required string GroupId { get; init; }

    /// <summary><c>Kafka:LogId</c>: identity of the log, for brokers that cannot tell one. Default empty = ask the broker.</summary>
    public required string LogId { get; init; }

    /// <summary><c>Kafka:ReplicationFactor</c>: replicas of topics the node has to create; -1 = the broker's default. Default -1.</summary>
    public required int ReplicationFactor { get; init; }

    /// <summary><c>Kafka:OnOffsetsLost</c>: Stop or Earliest. Default Stop.</summary>
    public required OffsetsLost OnOffsetsLost { get; init; }

    /// <summary>
    /// <c>Kafka:Properties:NAME</c>: further librdkafka properties, for example <c>security.protocol</c> and <c>sasl.password</c>; also written
    /// <c>SECURITY_PROTOCOL</c>, because names of environment variables cannot hold dots everywhere. Default none.
    /// </summary>
    public required IReadOnlyDictionary<string, string> Properties { get; init; }

    public bool Embedded => BootstrapServers.Length == 0;

    public static KafkaSettings Read(SettingReader from) => new()
    {
        BootstrapServers = from.Text("Kafka:BootstrapServers", ""),
        Partitions = from.Whole("Kafka:Partitions", 8, 1, 1024),
        ClientId = from.Text("Kafka:ClientId", "realtime"),
        GroupId = from.Text("Kafka:GroupId", "realtime"),
        LogId = from.Text("Kafka:LogId", ""),
        ReplicationFactor = from.Whole("Kafka:ReplicationFactor", -1, -1, 100),
        OnOffsetsLost = from.Choice("Kafka:OnOffsetsLost", OffsetsLost.Stop),
        Properties = from.Group("Kafka:Properties", name => SecretMask.IsHarmlessKafka(PropertyName(name)))
            .DistinctBy(pair => PropertyName(pair.Key)).ToDictionary(pair => PropertyName(pair.Key), pair => pair.Value, StringComparer.Ordinal),
    };

    /// <summary>As librdkafka spells it: all its names are lower case with dots.</summary>
    private static string PropertyName(string name) => name.ToLowerInvariant().Replace('_', '.');
}
