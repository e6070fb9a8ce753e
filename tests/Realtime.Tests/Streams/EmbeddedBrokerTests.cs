using Confluent.Kafka;
using Realtime.Domain;
using Realtime.Streams.Broker;
using Realtime.Streams.Kafka;

namespace Realtime.Tests.Streams;

public class EmbeddedBrokerTests
{
    [Fact]
    public void Our_partition_of_an_id_is_the_one_librdkafka_chooses_with_murmur2()
    {
        using var kafka = new TestKafka(partitions: 32);
        var random = new Random(20251128);
        for (int i = 0; i < 3000; i++)
        {
            string id = i % 3 == 0 ? $"避難所-{random.Next()}" : new string((char)('a' + i % 26), i % 40 + 1) + random.Next(100_000);
            kafka.Send(Topics.Sensor, id, "{}"u8.ToArray());
        }

        kafka.Flush();
        List<ConsumeResult<byte[], byte[]>> all = kafka.ReadAll(Topics.Sensor);
        Assert.Equal(3000, all.Count);
        Assert.All(all, r => Assert.Equal(r.Partition.Value, Partitioning.PartitionOf(r.Message.Key, 32)));
        Assert.Equal(32, all.Select(r => r.Partition.Value).Distinct().Count());
    }

    [Fact]
    public async Task Has_every_topic_with_the_wanted_count_and_says_when_the_count_is_another()
    {
        using var kafka = new TestKafka(partitions: 3);
        await TopicCheck.EnsureAsync(kafka.Settings);

        InvalidOperationException e = await Assert.ThrowsAsync<InvalidOperationException>(() => TopicCheck.EnsureAsync(kafka.Settings with { Partitions = 8 }));
        Assert.Equal(
            "Topic registry has 3 partitions, but this deployment is set to 8; every topic needs the same count, and it cannot change without a migration.",
            e.Message);
    }

    [Fact]
    public async Task Tells_its_identity_to_clients_that_only_know_its_address()
    {
        using var first = new TestKafka(partitions: 1);
        using var second = new TestKafka(partitions: 1);
        Assert.Equal(first.Broker.LogId, await LogIdentity.ResolveAsync(first.Settings with { LogId = null }));
        Assert.Equal("told", await LogIdentity.ResolveAsync(first.Settings with { LogId = "told" }));
        Assert.NotEqual(first.Broker.LogId, second.Broker.LogId);
    }

    [Fact]
    public async Task Listens_on_a_wanted_port_and_says_when_it_is_taken()
    {
        int port = FreePort();
        using EmbeddedBroker broker = EmbeddedBroker.Start(2, port);
        Assert.Equal($"127.0.0.1:{port}", broker.BootstrapServers);
        await TopicCheck.EnsureAsync(new KafkaSettings { BootstrapServers = broker.BootstrapServers, Partitions = 2 });
        InvalidOperationException e = Assert.Throws<InvalidOperationException>(() => EmbeddedBroker.Start(2, port));
        Assert.Contains($"127.0.0.1:{port}", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 4, "not set")]
    [InlineData("localhost", 4, "write host:port")]
    [InlineData("localhost:9092,b:99999", 4, "\"b:99999\" is not a Kafka server")]
    [InlineData("localhost:9092", 0, "partition count is 0")]
    public void Wrong_settings_are_named_in_a_sentence(string servers, int partitions, string expected)
    {
        var settings = new KafkaSettings { BootstrapServers = servers, Partitions = partitions };
        Assert.Contains(expected, Assert.Throws<ArgumentException>(settings.Validate).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Properties_that_carry_a_promise_cannot_be_changed()
    {
        var settings = new KafkaSettings { BootstrapServers = "a:1", Partitions = 1 };
        Assert.Empty((settings with { Properties = settings.Properties.Add("security.protocol", "SASL_SSL") }).Problems());
        Assert.Contains("auto.offset.reset", Assert.Single((settings with { Properties = settings.Properties.Add("auto.offset.reset", "latest") }).Problems()), StringComparison.Ordinal);
    }

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }
}
