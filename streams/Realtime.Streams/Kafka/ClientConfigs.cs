using Confluent.Kafka;

namespace Realtime.Streams.Kafka;

/// <summary>The librdkafka settings of every client, in one place, each with its reason.</summary>
internal static class ClientConfigs
{
    private static readonly HashSet<string> Ours = new(StringComparer.Ordinal)
    {
        "enable.auto.offset.store", "enable.auto.commit", "auto.offset.reset", "enable.partition.eof", "enable.idempotence",
        "partitioner", "acks", "group.id", "client.id", "bootstrap.servers", "message.timeout.ms", "allow.auto.create.topics",
    };

    /// <summary>Whether a property carries a promise of the product and may not be set from outside.</summary>
    public static bool IsOurs(string property) => Ours.Contains(property);

    /// <summary>For metadata and topic creation.</summary>
    public static AdminClientConfig Admin(KafkaSettings settings) => With(settings, new AdminClientConfig { SocketTimeoutMs = 10_000 });

    /// <summary>A client whose faults are thrown and not also written to standard error by librdkafka: the caller says them in one sentence.</summary>
    public static IAdminClient BuildAdmin(KafkaSettings settings) => new AdminClientBuilder(Admin(settings))
        .SetLogHandler(static (_, _) => { })
        .SetErrorHandler(static (_, _) => { })
        .Build();

    /// <summary>For the telemetry reader: assigned by hand, recovery by our own offsets.</summary>
    public static ConsumerConfig Reader(KafkaSettings settings) => With(settings, new ConsumerConfig
    {
        GroupId = settings.GroupId,

        // Committed offsets are for people's eyes only: stored by us, sent in the background, never read back.
        EnableAutoCommit = true,
        EnableAutoOffsetStore = false,
        AutoCommitIntervalMs = 1000,

        // Any other value would skip lost records in silence.
        AutoOffsetReset = AutoOffsetReset.Error,

        // Tells when the registry has been read to its end.
        EnablePartitionEof = true,
        AllowAutoCreateTopics = false,

        // The default of 1000 ms makes a consumer of many partitions sleep between fetches (librdkafka #2879): 131 k instead of 1.65 M records/s here.
        FetchQueueBackoffMs = 5,
        QueuedMinMessages = 50_000,

        // What bounds memory when senders are faster than the node: the prefetch of all partitions together.
        QueuedMaxMessagesKbytes = 32 * 1024,
        FetchMaxBytes = 16 * 1024 * 1024,
        FetchWaitMaxMs = 50,
        ConsumeResultFields = "topic",
    });

    /// <summary>For the historian: an ordinary member of a consumer group that commits only what is written.</summary>
    public static ConsumerConfig Historian(KafkaSettings settings) => With(settings, new ConsumerConfig
    {
        GroupId = settings.HistorianGroupId,
        EnableAutoCommit = false,
        EnableAutoOffsetStore = false,
        AutoOffsetReset = AutoOffsetReset.Earliest,
        AllowAutoCreateTopics = false,
        FetchQueueBackoffMs = 5,
        QueuedMaxMessagesKbytes = 16 * 1024,
        FetchWaitMaxMs = 100,
        PartitionAssignmentStrategy = PartitionAssignmentStrategy.Range,

        // How long the partitions of a killed node stand still; the default is 45 s.
        SessionTimeoutMs = 10_000,
        HeartbeatIntervalMs = 1_000,
        ConsumeResultFields = "topic",
    });

    /// <summary>For the intake: like the historian, with the headers that name the format.</summary>
    public static ConsumerConfig Intake(KafkaSettings settings)
    {
        ConsumerConfig config = Historian(settings);
        config.GroupId = settings.IntakeGroupId;
        config.ConsumeResultFields = "topic,headers";
        return config;
    }

    /// <summary>For the far end of the canaries: assigned by hand, from now on, nothing committed.</summary>
    public static ConsumerConfig Canary(KafkaSettings settings) => With(settings, new ConsumerConfig
    {
        GroupId = settings.GroupId + "-canary",
        EnableAutoCommit = false,
        AutoOffsetReset = AutoOffsetReset.Latest,
        AllowAutoCreateTopics = false,
        QueuedMaxMessagesKbytes = 1024,
        ConsumeResultFields = "topic",
    });

    /// <summary>For live changes: assigned by hand, commits nothing.</summary>
    public static ConsumerConfig Live(KafkaSettings settings)
    {
        ConsumerConfig config = Historian(settings);
        config.GroupId = settings.GroupId + "-live";
        return config;
    }

    /// <summary>For everything the product writes: every record is there once per producer, in order, however long the broker is away.</summary>
    public static ProducerConfig Producer(KafkaSettings settings) => With(settings, new ProducerConfig
    {
        EnableIdempotence = true,
        Acks = Acks.All,

        // Kafka's own rule; librdkafka's default is CRC32 and would send a thing's records to another shard.
        Partitioner = Partitioner.Murmur2Random,
        CompressionType = CompressionType.Lz4,
        LingerMs = 5,

        // 0 = never give up: the records wait in the queue, and the epoch waits for them.
        MessageTimeoutMs = 0,
        QueueBufferingMaxMessages = 500_000,
        QueueBufferingMaxKbytes = 128 * 1024,
        DeliveryReportFields = "status",
        AllowAutoCreateTopics = false,
    });

    private static T With<T>(KafkaSettings settings, T config)
        where T : ClientConfig
    {
        config.BootstrapServers = settings.BootstrapServers;
        config.ClientId = settings.ClientId;
        config.LogConnectionClose = false;
        foreach ((string name, string value) in settings.Properties)
        {
            config.Set(name, value);
        }

        return config;
    }
}
