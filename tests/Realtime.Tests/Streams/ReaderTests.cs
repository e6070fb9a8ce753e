using Akka.Actor;
using Akka.TestKit.Xunit2;
using Microsoft.Extensions.Logging.Abstractions;
using Realtime.Actors.Ports;
using Realtime.Domain;
using Realtime.Streams.Codec;
using Realtime.Streams.Kafka;
using Realtime.Tests.Support;

namespace Realtime.Tests.Streams;

/// <summary>The reader against a real broker; the test's probe plays the partition actor.</summary>
public sealed class ReaderTests : TestKit
{
    private static readonly long[] FromTheBeginning = [-1, -1, -1, -1, -1];
    private static readonly DateTimeOffset Start = new(2025, 11, 28, 1, 4, 0, TimeSpan.FromHours(9));
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly TestKafka _kafka = new(partitions: 4);
    private IActorRef _stream = ActorRefs.Nobody;

    [Fact]
    public void Delivers_in_log_order_each_batch_after_the_last_was_acknowledged()
    {
        string id = IdIn(partition: 1);
        SendReadings(id, 0, 2000);
        using KafkaReader reader = Reader();
        reader.Subscribe(1, FromTheBeginning, TestActor);

        List<Reading> got = Collect(2000);
        Assert.Equal(Enumerable.Range(0, 2000), got.Select(r => (int)((SensorReading)r).Value!.Value));
    }

    [Fact]
    public void Sends_nothing_while_a_batch_is_not_acknowledged()
    {
        SendReadings(IdIn(partition: 0), 0, 3000);
        using KafkaReader reader = Reader();
        reader.Subscribe(0, FromTheBeginning, TestActor);

        ExpectMsg<IngestInit>(Patience);
        LastSender.Tell(IngestAck.Instance);
        ExpectMsg<IngestBatch>(Patience);
        ExpectNoMsg(TimeSpan.FromMilliseconds(300));
    }

    [Fact]
    public void A_partition_that_does_not_ask_is_paused_the_others_go_on_and_nothing_is_lost()
    {
        // Far more than the channel, the overflow and the prefetch of a paused partition could hide.
        SendReadings(IdIn(partition: 2), 0, 20_000);
        SendReadings(IdIn(partition: 3), 0, 20_000);
        using KafkaReader reader = Reader();
        var slow = CreateTestProbe();
        reader.Subscribe(2, FromTheBeginning, slow);
        slow.ExpectMsg<IngestInit>(Patience);
        IActorRef slowStream = slow.LastSender;
        slowStream.Tell(IngestAck.Instance);
        IngestBatch first = slow.ExpectMsg<IngestBatch>(Patience);

        reader.Subscribe(3, FromTheBeginning, TestActor);
        Assert.Equal(20_000, Collect(20_000).Count);

        var values = first.Entries.Select(e => ((SensorReading)e.Item.Reading!).Value!.Value).ToList();
        while (values.Count < 20_000)
        {
            slowStream.Tell(IngestAck.Instance);
            values.AddRange(slow.ExpectMsg<IngestBatch>(Patience).Entries.Select(e => ((SensorReading)e.Item.Reading!).Value!.Value));
        }

        Assert.Equal(Enumerable.Range(0, 20_000).Select(i => (double)i), values);
    }

    [Fact]
    public async Task A_rivers_reading_passes_the_positions_that_wait()
    {
        string id = IdIn(partition: 1);
        for (int i = 0; i < 20_000; i++)
        {
            _kafka.Send(new VehicleReading { ThingId = id, Time = Start.AddSeconds(i), Latitude = 43, Longitude = -76 });
        }

        _kafka.Flush();
        using KafkaReader reader = Reader();
        reader.Subscribe(1, FromTheBeginning, TestActor);
        ExpectMsg<IngestInit>(Patience);
        _stream = LastSender;
        _stream.Tell(IngestAck.Instance);
        Assert.Equal(Topics.Vehicle, ExpectMsg<IngestBatch>(Patience).Topic);

        double before = await ConsumedAsync();
        SendReadings(id, 0, 100);
        await Eventually.TrueAsync("the reader has the river's readings, although the positions are paused", async () => await ConsumedAsync() - before >= 100);
        int rivers = 0;
        int passed = 0;
        while (rivers < 100)
        {
            _stream.Tell(IngestAck.Instance);
            IngestBatch batch = ExpectMsg<IngestBatch>(Patience);
            rivers += batch.Topic == Topics.Sensor ? batch.Entries.Count : 0;
            passed += batch.Topic == Topics.Sensor ? 0 : 1;
        }

        Assert.InRange(passed, 0, 2); // One batch is decoded ahead, and one more may go between two batches of readings.
    }

    private static async Task<double> ConsumedAsync()
    {
        using MemoryStream text = new();
        await Prometheus.Metrics.DefaultRegistry.CollectAndExportAsTextAsync(text);
        string line = System.Text.Encoding.UTF8.GetString(text.ToArray()).Split('\n').First(l => l.StartsWith($"{MetricNames.RecordsConsumed}{{topic=\"{Topics.Sensor}\"}}", StringComparison.Ordinal));
        return double.Parse(line[(line.LastIndexOf(' ') + 1)..], System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task Continues_at_the_given_offset_and_a_stopped_subscription_sends_nothing_more()
    {
        string id = IdIn(partition: 1);
        SendReadings(id, 0, 1000);
        using KafkaReader reader = Reader();
        IIngestSubscription subscription = reader.Subscribe(1, FromTheBeginning, TestActor);
        Collect(1000);
        await subscription.StopAsync();
        ExpectMsg<IngestStopped>(Patience);
        SendReadings(id, 1000, 500);
        ExpectNoMsg(TimeSpan.FromMilliseconds(200));

        reader.Subscribe(1, [-1, 700, -1, -1, -1], TestActor);
        Assert.Equal(Enumerable.Range(700, 800), Collect(800).Select(r => (int)((SensorReading)r).Value!.Value));
    }

    [Fact]
    public void The_registry_comes_first_however_long_it_is()
    {
        string id = IdIn(partition: 2);
        SendReadings(id, 0, 100);
        var registration = new Registration { Key = new ThingKey(ThingKind.Sensor, id), Name = "Hanwella" };
        for (int i = 0; i < 5000; i++)
        {
            _kafka.Send(Topics.Registry, id, TelemetryEncoder.Encode(registration with { Name = $"Hanwella {i}" }));
        }

        _kafka.Flush();
        using KafkaReader reader = Reader();
        reader.Subscribe(2, FromTheBeginning, TestActor);

        List<LogItem> items = CollectItems(5100);
        Assert.All(items.Take(5000), i => Assert.NotNull(i.Registration));
        Assert.All(items.Skip(5000), i => Assert.NotNull(i.Reading));
    }

    [Fact]
    public void Lost_offsets_end_the_delivery_with_the_numbers()
    {
        SendReadings(IdIn(partition: 1), 0, 100);
        _kafka.Broker.DeleteRecords(Topics.Sensor, 1, 60);
        using KafkaReader reader = Reader();
        reader.Subscribe(1, [-1, 10, -1, -1, -1], TestActor);
        OffsetsLostException lost = ExpectLost();
        Assert.Equal((Topics.Sensor, 1, 10L, 60L, 100L), (lost.Topic, lost.Partition, lost.Offset, lost.LowWatermark, lost.HighWatermark));
        Assert.Contains("50 records are lost", lost.Message, StringComparison.Ordinal);

        reader.Subscribe(1, [-1, 5000, -1, -1, -1], TestActor);
        Assert.Contains("not the one that was read before", ExpectLost().Message, StringComparison.Ordinal);

        // The other partitions of the node do not notice.
        SendReadings(IdIn(partition: 0), 0, 10);
        reader.Subscribe(0, FromTheBeginning, TestActor);
        Assert.Equal(10, Collect(10).Count);
    }

    [Fact]
    public void A_broker_that_goes_away_and_comes_back_is_only_a_delay()
    {
        string id = IdIn(partition: 0);
        SendReadings(id, 0, 100);
        using KafkaReader reader = Reader();
        reader.Subscribe(0, FromTheBeginning, TestActor);
        Collect(100);
        _kafka.Broker.SetReachable(false);
        ExpectNoMsg(TimeSpan.FromMilliseconds(500));
        _kafka.Broker.SetReachable(true);
        SendReadings(id, 100, 100);
        Assert.Equal(100, Collect(100, init: false).Count);
    }

    [Fact]
    public void Progress_is_visible_to_the_brokers_own_tools()
    {
        SendReadings(IdIn(partition: 1), 0, 50);
        using KafkaReader reader = Reader();
        IIngestSubscription subscription = reader.Subscribe(1, FromTheBeginning, TestActor);
        Collect(50);
        using var consumer = new Confluent.Kafka.ConsumerBuilder<byte[], byte[]>(new Confluent.Kafka.ConsumerConfig
        {
            BootstrapServers = _kafka.Settings.BootstrapServers,
            GroupId = _kafka.Settings.GroupId,
        }).Build();
        var part = new Confluent.Kafka.TopicPartition(Topics.Sensor, new Confluent.Kafka.Partition(1));
        AwaitAssert(
            () =>
            {
                subscription.Commit([-1, 50, -1, -1, -1]);
                Assert.Equal(50, Assert.Single(consumer.Committed([part], Patience)).Offset.Value);
            },
            Patience,
            TimeSpan.FromMilliseconds(100));
    }

    protected override void AfterAll()
    {
        base.AfterAll();
        _kafka.Dispose();
    }

    private KafkaReader Reader() => new(_kafka.Settings, _kafka.Broker.LogId, Sys, TimeProvider.System, NullLogger.Instance);

    private static string IdIn(int partition) =>
        Enumerable.Range(0, 1000).Select(i => $"gauge-{i}").First(id => Partitioning.PartitionOf(id, 4) == partition);

    private void SendReadings(string id, int first, int count)
    {
        for (int i = first; i < first + count; i++)
        {
            _kafka.Send(new SensorReading { ThingId = id, Time = Start.AddSeconds(i), Type = SensorType.RiverLevel, Value = i });
        }

        _kafka.Flush();
    }

    private List<Reading> Collect(int count, bool init = true) => [.. CollectItems(count, init).Select(i => i.Reading!)];

    private List<LogItem> CollectItems(int count, bool init = true)
    {
        if (init)
        {
            ExpectMsg<IngestInit>(Patience);
            _stream = LastSender;
            _stream.Tell(IngestAck.Instance);
        }

        var items = new List<LogItem>();
        while (items.Count < count)
        {
            IngestBatch batch = ExpectMsg<IngestBatch>(Patience);
            Assert.InRange(batch.Entries.Count, 1, Limits.BatchRecordsMax);
            Assert.Equal(batch.Entries[^1].Offset + 1, batch.NextOffset);
            items.AddRange(batch.Entries.Select(e => e.Item));
            _stream.Tell(IngestAck.Instance);
        }

        return items;
    }

    private OffsetsLostException ExpectLost()
    {
        ExpectMsg<IngestInit>(Patience);
        LastSender.Tell(IngestAck.Instance);
        return Assert.IsType<OffsetsLostException>(ExpectMsg<IngestFailed>(Patience).Cause);
    }
}
