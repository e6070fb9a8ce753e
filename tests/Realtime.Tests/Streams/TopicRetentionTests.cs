using Confluent.Kafka.Admin;
using Realtime.Domain;
using Realtime.Streams.Kafka;

namespace Realtime.Tests.Streams;

/// <summary>What the product makes its topics with; that Kafka keeps to it is Kafka's part.</summary>
public sealed class TopicRetentionTests
{
    private static readonly KafkaSettings Settings = new() { BootstrapServers = "kafka:9092", Partitions = 24, ReplicationFactor = 3 };

    [Fact]
    public void Every_topic_but_the_registry_forgets_after_a_stated_time()
    {
        foreach (string topic in Topics.All)
        {
            TopicSpecification made = TopicCheck.Specify(topic, Settings);
            Assert.Equal((topic, 24, 3), (made.Name, made.NumPartitions, made.ReplicationFactor));
            string? kept = made.Configs.GetValueOrDefault("retention.ms");
            Assert.Equal(topic == Topics.Registry ? ("compact", null) : ("delete", kept), (made.Configs["cleanup.policy"], kept));
            Assert.True(topic == Topics.Registry || long.Parse(kept!) is > 0 and <= 90L * 24 * 3600 * 1000, $"{topic}: {kept}");
        }

        Assert.Equal("7776000000", TopicCheck.Specify(Topics.Alerts, Settings).Configs["retention.ms"]);
    }
}
