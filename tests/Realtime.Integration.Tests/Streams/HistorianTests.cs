using System.Text;
using System.Text.Json;
using Akka.TestKit.Xunit2;
using Microsoft.Extensions.Logging.Abstractions;
using Prometheus;
using Realtime.Actors.Ports;
using Realtime.Cluster.Health;
using Realtime.Domain;
using Realtime.Integration.Tests.City;
using Realtime.Integration.Tests.Servers;
using Realtime.Streams.Broker;
using Realtime.Streams.Codec;
using Realtime.Streams.Historian;
using Realtime.Streams.Kafka;
using Realtime.Tests.Support;

namespace Realtime.Integration.Tests.Streams;

/// <summary>Kafka to a real InfluxDB.</summary>
public sealed class HistorianTests : TestKit
{
    private static readonly DateTimeOffset Start = new(2025, 11, 28, 1, 4, 0, TimeSpan.FromHours(9));
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // What it reads ahead stands in records, and two writes are under way or gathered; then it pauses the topics.
    private const int PointsPerRecord = 50;
    private const int MoreThanItHolds = 3 * Limits.HistorianPointsPerWriteMax + PointsPerRecord * Limits.HistorianRecordsAheadMax;

    [SkippableFact]
    public async Task Points_arrive_stay_complete_over_an_outage_and_repeats_change_nothing()
    {
        using var influx = new InfluxServer();
        using EmbeddedBroker broker = EmbeddedBroker.Start(2);
        var settings = new KafkaSettings { BootstrapServers = broker.BootstrapServers, Partitions = 2 };
        using var producer = new SharedProducer(settings, NullLogger.Instance);
        using var store = new InfluxLineWriter(influx.Settings);
        IPartitionOutbox outbox = new KafkaOutbox(producer).Open(0, TestActor);
        await using (var historian = new HistorianStream(settings, store, producer, Sys, TimeProvider.System, NullLogger.Instance))
        {
            Send(outbox, 0, 3000);
            Assert.True(await historian.DrainAsync(Patience), "the first points did not reach the store");
            Assert.Equal(3000, await CountAsync(influx));

            influx.Stop();
            long written = Topic.Count(settings.BootstrapServers, Topics.Results);
            Send(outbox, 3000, MoreThanItHolds);
            long waiting = Topic.Count(settings.BootstrapServers, Topics.Results) - written;
            Assert.False(await historian.DrainAsync(TimeSpan.FromSeconds(2)), "drained although the store is away");
            await Eventually.TrueAsync(
                "the lag counts what the historian holds and what waits at the broker", async () => await LagAsync() == waiting, found: () => $"{LagAsync().Result}");
            influx.Start();
            Assert.True(await historian.DrainAsync(Patience), "the points of the outage did not reach the store");
            Assert.Equal(3000 + MoreThanItHolds, await CountAsync(influx));

            Send(outbox, 0, 6000);
            Assert.True(await historian.DrainAsync(Patience), "the repeats did not reach the store");
            Assert.Equal(3000 + MoreThanItHolds, await CountAsync(influx));
        }
    }

    [SkippableFact]
    public async Task A_new_historian_goes_on_where_the_last_one_committed()
    {
        using var influx = new InfluxServer();
        using EmbeddedBroker broker = EmbeddedBroker.Start(2);
        var settings = new KafkaSettings { BootstrapServers = broker.BootstrapServers, Partitions = 2 };
        using var producer = new SharedProducer(settings, NullLogger.Instance);
        using var store = new InfluxLineWriter(influx.Settings);
        IPartitionOutbox outbox = new KafkaOutbox(producer).Open(0, TestActor);
        for (int round = 1; round <= 2; round++)
        {
            await using var historian = new HistorianStream(settings, store, producer, Sys, TimeProvider.System, NullLogger.Instance);
            Send(outbox, (round - 1) * 500, 500);
            Assert.True(await historian.DrainAsync(Patience), $"round {round} did not reach the store");
            Assert.Equal(round * 500, await CountAsync(influx));
        }
    }

    [SkippableFact]
    public async Task A_point_the_store_refuses_becomes_a_dead_letter_and_the_others_are_stored()
    {
        using var influx = new InfluxServer();
        using EmbeddedBroker broker = EmbeddedBroker.Start(1);
        var settings = new KafkaSettings { BootstrapServers = broker.BootstrapServers, Partitions = 1 };
        using var producer = new SharedProducer(settings, NullLogger.Instance);
        using var store = new InfluxLineWriter(influx.Settings);
        await using var historian = new HistorianStream(settings, store, producer, Sys, TimeProvider.System, NullLogger.Instance);
        IPartitionOutbox outbox = new KafkaOutbox(producer).Open(0, TestActor);
        Send(outbox, 0, 100);

        // A text where the store has a number: refused for good with a field type conflict.
        outbox.Result(Point(50) with { Fields = [], Texts = [new ResultText("level_m", "high")], Time = Start.AddDays(1) });
        Send(outbox, 100, 100);
        Assert.True(await historian.DrainAsync(Patience), "the historian did not get past the refused point");
        Assert.Equal(200, await CountAsync(influx));
        DeadLetter letter = DeadLetters.Only(settings);
        Assert.Contains("field type conflict", letter.Rejection.Detail, StringComparison.Ordinal);
        Assert.Contains("level_m=\"high\"", Encoding.UTF8.GetString(letter.Rejection.Original), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Names_and_texts_come_back_as_they_were()
    {
        using var influx = new InfluxServer();
        using var store = new InfluxLineWriter(influx.Settings);
        const string Text = "「氾濫危険水位」 \"4.70 m\", a\\b = c\\";
        ResultPoint point = Point(0) with
        {
            Thing = new ThingKey(ThingKind.Sensor, "七尾 川,=\"x\"\\y"),
            Texts = [new ResultText("stage name", Text)],
            Fields = [new ResultField("level_m", 1e21), new ResultField("small", -1.25e-9), new ResultField("third", 1.0 / 3)],
        };
        await store.WriteAsync([PointLines.Of(0, point)], CancellationToken.None);

        Dictionary<string, JsonElement> row = Assert.Single(await influx.QueryAsync("SELECT * FROM water_level"));
        Assert.Equal("七尾 川,=\"x\"\\y", row["thing"].GetString());
        Assert.Equal(Text, row["stage name"].GetString());
        Assert.Equal((1e21, -1.25e-9, 1.0 / 3), (row["level_m"].GetDouble(), row["small"].GetDouble(), row["third"].GetDouble()));
        Assert.Equal((Start - DateTimeOffset.UnixEpoch).Ticks * 100, row["time"].GetInt64());

        using var reader = new InfluxSeriesReader(influx.Settings);
        ResultPoint read = Assert.Single((await reader.ReadAsync(new SeriesQuestion(Measurements.WaterLevel, [point.Thing], Start, Start.AddSeconds(1)), CancellationToken.None)).Points);
        Assert.Equal((point.Thing, point.Municipality, point.Time, Text), (read.Thing, read.Municipality, read.Time, Assert.Single(read.Texts).Value));
        Assert.Equal(point.Fields.OrderBy(field => field.Name), read.Fields.OrderBy(field => field.Name));

        await store.WriteAsync([PointLines.Of(0, point with { Time = Start.AddSeconds(-9) })], CancellationToken.None);
        SeriesQuestion question = new(Measurements.WaterLevel, [point.Thing], Start.AddSeconds(-10), Start.AddSeconds(1));
        SeriesAnswer newest = await reader.ReadAsync(question with { PointsMax = 1 }, CancellationToken.None);
        Assert.Equal((Start, Start.AddSeconds(-9).AddTicks(1)), (Assert.Single(newest.Points).Time, newest.WholeFrom));
        Assert.Null((await reader.ReadAsync(question with { PointsMax = 2 }, CancellationToken.None)).WholeFrom);
    }

    [SkippableFact]
    public async Task Every_change_of_an_alert_is_a_point_of_its_own()
    {
        using var influx = new InfluxServer();
        using EmbeddedBroker broker = EmbeddedBroker.Start(1);
        var settings = new KafkaSettings { BootstrapServers = broker.BootstrapServers, Partitions = 1 };
        using var producer = new SharedProducer(settings, NullLogger.Instance);
        using var store = new InfluxLineWriter(influx.Settings);
        await using var historian = new HistorianStream(settings, store, producer, Sys, TimeProvider.System, NullLogger.Instance);
        var publisher = new KafkaAlertPublisher(producer);

        // The same change at the same event time twice in one episode, and once more in another episode.
        AlertChange[] changes = [.. Enumerable.Range(1, 2).SelectMany(i => Enumerable.Range(0, 3).Select(s => Change($"{i:x32}", s)))];
        foreach (AlertChange change in changes.Concat(changes))
        {
            await publisher.PublishAsync(change, CancellationToken.None);
        }

        Assert.True(await historian.DrainAsync(Patience), "the changes did not reach the store");
        List<Dictionary<string, JsonElement>> rows = await influx.QueryAsync("SELECT alert_id, to_level, \"rule\", \"change\" FROM alert");
        Assert.Equal(6, rows.Count);
        Assert.All(rows, r => Assert.Equal("stage", r["rule"].GetString()));
        Assert.All(rows, r => Assert.Equal((Start - DateTimeOffset.UnixEpoch).TotalMilliseconds, r["time"].GetInt64() / 1_000_000));
    }

    private static AlertChange Change(string alertId, int sequence) => new()
    {
        AlertId = alertId,
        Thing = new ThingKey(ThingKind.Sensor, "lk-hanwella"),
        Rule = Rules.Stage,
        EpisodeStart = Start,
        Sequence = sequence,
        Kind = AlertChangeKind.SteppedUp,
        FromLevel = 2,
        ToLevel = 3,
        Time = Start,
        Text = "Hanwella reached MINOR_FLOOD",
    };

    private static ResultPoint Point(int i) => new()
    {
        Measurement = Measurements.WaterLevel,
        Thing = new ThingKey(ThingKind.Sensor, $"gauge-{i % 7}"),
        Municipality = "17202",
        Time = Start.AddSeconds(i),
        Fields = [new ResultField("level_m", i / 100.0), new ResultField("stage_level", 0)],
    };

    private static void Send(IPartitionOutbox outbox, int first, int count)
    {
        for (int i = first; i < first + count; i++)
        {
            outbox.Result(Point(i));
            if (i % PointsPerRecord == 0)
            {
                outbox.Flush();
            }
        }

        outbox.Flush();

        Assert.True(SpinWait.SpinUntil(() => outbox.Acknowledged == outbox.Enqueued, Patience), "the broker did not acknowledge the results");
    }

    private static async Task<double?> LagAsync() =>
        (await new NodeMetrics(Metrics.DefaultRegistry).ReadAsync(CancellationToken.None)).Of(MetricNames.HistorianLagRecords);

    private static async Task<long> CountAsync(InfluxServer influx)
    {
        List<Dictionary<string, JsonElement>> rows = await influx.QueryAsync("SELECT COUNT(level_m) FROM water_level WHERE level_m < 1000");
        return rows.Count == 0 ? 0 : rows[0]["count"].GetInt64();
    }
}
