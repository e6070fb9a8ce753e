using System.Collections.Immutable;

namespace Realtime.Streams.Kafka;

/// <summary>How to reach Kafka. Immutable; <see cref="Problems"/> says in sentences what is wrong with it.</summary>
public sealed record KafkaSettings
{
    /// <summary><c>host:port</c>, several separated by commas.</summary>
    public required string BootstrapServers { get; init; }

    /// <summary>Partition count of every topic; fixed at deployment.</summary>
    public required int Partitions { get; init; }

    /// <summary>Name of this node in the broker's logs.</summary>
    public string ClientId { get; init; } = "realtime";

    /// <summary>Consumer group under which progress is visible to the broker's tools; the historian's group is <c>GroupId-historian</c>.</summary>
    public string GroupId { get; init; } = "realtime";

    /// <summary>Identity of the log for brokers that cannot tell one; null = ask the broker.</summary>
    public string? LogId { get; init; }

    /// <summary>Replicas of topics that have to be created; -1 = the broker's default.</summary>
    public short ReplicationFactor { get; init; } = -1;

    /// <summary>Further librdkafka properties, for example <c>security.protocol</c> and <c>sasl.*</c>; they win over the product's own.</summary>
    public ImmutableDictionary<string, string> Properties { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The historian's consumer group.</summary>
    public string HistorianGroupId => GroupId + "-historian";

    /// <summary>The consumer group of the intake of foreign formats.</summary>
    public string IntakeGroupId => GroupId + "-intake";

    /// <summary>What is wrong, one sentence each; empty when everything is right.</summary>
    public IReadOnlyList<string> Problems()
    {
        var problems = new List<string>();
        if (string.IsNullOrWhiteSpace(BootstrapServers))
        {
            problems.Add("Kafka's bootstrap servers are not set; give host:port, several separated by commas.");
        }
        else
        {
            problems.AddRange(BootstrapServers.Split(',').Where(s => !IsHostAndPort(s.Trim()))
                .Select(s => $"\"{s.Trim()}\" is not a Kafka server; write host:port, for example localhost:9092."));
        }

        if (Partitions is < 1 or > 4096)
        {
            problems.Add($"The partition count is {Partitions}; it has to be from 1 to 4096.");
        }

        if (string.IsNullOrWhiteSpace(ClientId) || string.IsNullOrWhiteSpace(GroupId))
        {
            problems.Add("Kafka's client id and group id have to be set.");
        }

        problems.AddRange(Properties.Keys.Where(ClientConfigs.IsOurs)
            .Select(k => $"The Kafka property {k} cannot be changed: what the product promises depends on it."));
        return problems;
    }

    /// <exception cref="ArgumentException">Something is wrong; the message holds every sentence of <see cref="Problems"/>.</exception>
    public void Validate()
    {
        IReadOnlyList<string> problems = Problems();
        if (problems.Count > 0)
        {
            throw new ArgumentException(string.Join(' ', problems));
        }
    }

    private static bool IsHostAndPort(string server)
    {
        int colon = server.LastIndexOf(':');
        return colon > 0 && ushort.TryParse(server.AsSpan(colon + 1), out ushort port) && port > 0;
    }
}
