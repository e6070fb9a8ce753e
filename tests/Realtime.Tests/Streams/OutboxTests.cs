using Akka.TestKit.Xunit2;
using Microsoft.Extensions.Logging.Abstractions;
using Realtime.Actors.Ports;
using Realtime.Domain;
using Realtime.Streams.Codec;
using Realtime.Streams.Kafka;

namespace Realtime.Tests.Streams;

public sealed class OutboxTests : TestKit
{
    private static readonly DateTimeOffset Start = new(2025, 11, 28, 1, 4, 0, TimeSpan.FromHours(9));
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public void A_fence_is_told_once_everything_before_it_is_at_the_broker()
    {
        using var kafka = new TestKafka(partitions: 4);
        using var producer = new SharedProducer(kafka.Settings, NullLogger.Instance);
        using IPartitionOutbox outbox = new KafkaOutbox(producer).Open(0, TestActor);
        outbox.NotifyWhenAcknowledged(0);
        Assert.Equal(0, ExpectMsg<OutboxAcknowledged>().Fence);

        kafka.Broker.SetReachable(false);
        for (int i = 0; i < 500; i++)
        {
            outbox.Result(Point(i));
            outbox.Forward(new HouseholdReading { ThingId = $"h{i}", Time = Start, Viewing = true, Origin = new Origin("telemetry.household/0", i, 1) });
        }

        outbox.DeadLetter(Topics.Sensor, 0, new Position(5, 0), new Rejection(RejectReason.NotJson, "why", [1, 2, 3], null));
        outbox.Flush();
        Assert.Equal(1001, outbox.Enqueued);
        outbox.NotifyWhenAcknowledged(1001);
        ExpectNoMsg(TimeSpan.FromMilliseconds(300));
        Assert.Equal(0, outbox.Acknowledged);

        kafka.Broker.SetReachable(true);
        Assert.Equal(1001, ExpectMsg<OutboxAcknowledged>(Patience).Fence);
        Assert.Equal(1001, outbox.Acknowledged);
        ExpectNoMsg(TimeSpan.FromMilliseconds(100));
        Assert.Equal(500, kafka.ReadAll(Topics.Results).Sum(r => ResultLines.Decode(r.Message.Value).Count));
        Assert.Equal(RejectReason.NotJson, DeadLetterCodec.Decode(Assert.Single(kafka.ReadAll(Topics.DeadLetter)).Message.Value).Rejection.Reason);

        // Everything of a thing stands where its shard is.
        Assert.All(kafka.ReadAll(Topics.Household), r => Assert.Equal(Partitioning.PartitionOf(r.Message.Key, 4), r.Partition.Value));
    }

    [Fact]
    public void A_queue_that_is_full_delays_and_loses_nothing()
    {
        using var kafka = new TestKafka(partitions: 2);
        KafkaSettings small = kafka.Settings with { Properties = kafka.Settings.Properties.Add("queue.buffering.max.messages", "100") };
        using var producer = new SharedProducer(small, NullLogger.Instance);
        using IPartitionOutbox outbox = new KafkaOutbox(producer).Open(0, TestActor);
        for (int i = 0; i < 5000; i++)
        {
            outbox.Result(Point(i));
            if (i % 20 == 0)
            {
                outbox.Flush(); // Many small records: what the client's queue counts.
            }
        }

        outbox.NotifyWhenAcknowledged(5000);
        ExpectMsg<OutboxAcknowledged>(Patience);
        foreach (IGrouping<string, ResultPoint> thing in kafka.ReadAll(Topics.Results).SelectMany(r => ResultLines.Decode(r.Message.Value)).GroupBy(p => p.Thing.Id))
        {
            Assert.Equal(thing.OrderBy(p => p.Time).Select(p => p.Time), thing.Select(p => p.Time));
        }

        Assert.Equal(5000, kafka.ReadAll(Topics.Results).Sum(r => ResultLines.Decode(r.Message.Value).Count));
    }

    [Fact]
    public void Results_of_one_partition_go_together_in_few_records_of_that_partition()
    {
        using var kafka = new TestKafka(partitions: 2);
        using var producer = new SharedProducer(kafka.Settings, NullLogger.Instance);
        using IPartitionOutbox outbox = new KafkaOutbox(producer).Open(1, TestActor);
        for (int i = 0; i < 5000; i++)
        {
            outbox.Result(Point(i));
        }

        outbox.NotifyWhenAcknowledged(5000);
        ExpectMsg<OutboxAcknowledged>(Patience);
        var records = kafka.ReadAll(Topics.Results);
        Assert.InRange(records.Count, 2, 20);
        Assert.All(records, r => Assert.Equal(1, r.Partition.Value));
        Assert.All(records, r => Assert.InRange(r.Message.Value.Length, 1, Limits.ResultBlockBytes));
        Assert.Equal(Enumerable.Range(0, 5000).Select(i => Point(i).Time), records.SelectMany(r => ResultLines.Decode(r.Message.Value)).Select(p => p.Time));
    }

    [Fact]
    public void A_point_without_anything_to_store_is_put_aside_and_holds_nothing_up()
    {
        using var kafka = new TestKafka(partitions: 1);
        using var producer = new SharedProducer(kafka.Settings, NullLogger.Instance);
        using IPartitionOutbox outbox = new KafkaOutbox(producer).Open(0, TestActor);
        outbox.Result(Point(0) with { Fields = [new ResultField("level_m", double.NaN)], Texts = [] });
        outbox.Result(Point(1));
        outbox.NotifyWhenAcknowledged(2);
        ExpectMsg<OutboxAcknowledged>(Patience);
        Assert.Equal(RejectReason.StoreRefused, DeadLetterCodec.Decode(Assert.Single(kafka.ReadAll(Topics.DeadLetter)).Message.Value).Rejection.Reason);
        Assert.Single(ResultLines.Decode(Assert.Single(kafka.ReadAll(Topics.Results)).Message.Value));
    }

    [Fact]
    public void A_record_that_can_never_be_delivered_is_told_to_the_owner_and_holds_the_count()
    {
        using var kafka = new TestKafka(partitions: 1);
        KafkaSettings strict = kafka.Settings with { Properties = kafka.Settings.Properties.Add("message.max.bytes", "2000") };
        using var producer = new SharedProducer(strict, NullLogger.Instance);
        using IPartitionOutbox outbox = new KafkaOutbox(producer).Open(0, TestActor);
        outbox.DeadLetter(Topics.Sensor, 0, new Position(5, 0), new Rejection(RejectReason.NotJson, "why", new byte[5000], null));
        Assert.Contains("dead-letter", ExpectMsg<OutboxFailed>(Patience).Reason, StringComparison.Ordinal);
        outbox.Result(Point(1));
        outbox.NotifyWhenAcknowledged(2);
        ExpectNoMsg(TimeSpan.FromMilliseconds(300));
        Assert.Equal(0, outbox.Acknowledged);
    }

    private static ResultPoint Point(int i) => new()
    {
        Measurement = Measurements.WaterLevel,
        Thing = new ThingKey(ThingKind.Sensor, $"gauge-{i % 7}"),
        Time = Start.AddSeconds(i),
        Fields = [new ResultField("level_m", i)],
    };
}
