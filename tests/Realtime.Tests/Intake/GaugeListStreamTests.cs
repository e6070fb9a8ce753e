using System.Text;
using Confluent.Kafka;
using Microsoft.Extensions.Logging.Abstractions;
using Realtime.Actors.City;
using Realtime.Domain;
using Realtime.Intake;
using Realtime.Streams.Codec;
using Realtime.Streams.Kafka;
using Realtime.Tests.Engine;
using Realtime.Tests.Streams;
using Realtime.Tests.Support;

namespace Realtime.Tests.Intake;

/// <summary>
/// Whole lists through the topic <c>intake</c>, a real broker and the engine: a gauge that a list which is there does not name is absent from it, and a list
/// that is not there says nothing.
/// </summary>
public sealed class GaugeListStreamTests : IDisposable
{
    private const string Channel = "jp-crisis-gauges";
    private readonly TestKafka _kafka = new();
    private readonly string _directory = Directory.CreateTempSubdirectory("realtime-list-").FullName;

    public void Dispose()
    {
        _kafka.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task Absent_from_a_list_that_is_there()
    {
        // Low stands in its start stage (level 2), high in danger (level 4), other is below. There is no list at 3 h, and the one at 4 h names other only.
        await MapAsync(List(1, ("low", 5.5), ("high", 8.0), ("other", 1.0)), List(2, ("low", 5.6), ("high", 8.1), ("other", 1.0)), List(4, ("other", 1.0)));
        IReadOnlyList<AlertChange> alerts = await RunAsync(Records());

        Assert.Equal(["Raised 1 0>2", "Confirmed 2 2>2", "Resolved 4 2>0"], Changes(alerts, "jp-gauge-low"));
        Assert.Equal(["Raised 1 0>4", "Confirmed 2 4>4", "Unobservable 4 4>4"], Changes(alerts, "jp-gauge-high"));
        Assert.Empty(Changes(alerts, "jp-gauge-other"));
        Assert.Contains("no longer in the source's list", alerts.Single(change => change.Kind == AlertChangeKind.Resolved).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_list_leaves_everybody_out_and_one_with_an_unreadable_item_nobody()
    {
        string[] lists = [List(1, ("low", 5.5)), List(2, ("other", 5.5)).Replace("5.5", "\"?\"", StringComparison.Ordinal)];
        Assert.Equal(["Raised 1 0>2"], Changes(await RunAsync(Mapped(lists)), "jp-gauge-low"));
        Assert.Equal(["Raised 1 0>2", "NotConfirmed 3 2>0"], Changes(await RunAsync(Mapped([.. lists, List(3)])), "jp-gauge-low"));
    }

    [Fact]
    public async Task Documents_that_are_mapped_again_change_nothing()
    {
        string[] lists = [List(1, ("low", 5.5), ("high", 8.0)), List(2, ("high", 8.1)), List(3, ("low", 5.5), ("high", 8.1))];
        List<(string Topic, int Partition, LogItem Item)> once = Mapped(lists);
        string[] expected = Ids(await RunAsync(once));
        Assert.NotEmpty(expected);

        // As after a crash before the commit: the last two documents stand in the log a second time, with the same origins.
        DateTimeOffset second = Hour(2);
        List<(string, int, LogItem)> twice = [.. once, .. once.Where(record => record.Item.Beat?.Time >= second || (record.Item.Reading as SensorReading)?.ReportedTime >= second)];
        Assert.Equal(expected, Ids(await RunAsync(twice)));
    }

    private static string[] Ids(IReadOnlyList<AlertChange> alerts) => [.. alerts.Select(change => $"{change.AlertId} {change.Sequence} {change.Kind}").Order(StringComparer.Ordinal)];

    private static IEnumerable<string> Changes(IEnumerable<AlertChange> alerts, string id) => alerts.Where(change => change.Thing.Id == id).OrderBy(change => change.Sequence)
        .Select(change => $"{change.Kind} {Math.Floor((change.Time - Hour(0)).TotalHours)} {change.FromLevel}>{change.ToLevel}");

    private static DateTimeOffset Hour(int hour) => new(2026, 6, 3, hour, 0, 0, TimeSpan.FromHours(9));

    private static string List(int hour, params (string Code, double Level)[] gauges)
    {
        IEnumerable<string> items = gauges.Select(gauge => FormattableString.Invariant(
            $$"""{"code": "{{gauge.Code}}", "obsTime": "{{Hour(hour):yyyy-MM-ddTHH:mm:sszzz}}", "level": {{gauge.Level}}, "startLevel": 5, "warnLevel": 7.5, "fladLevel": 9.1}"""));
        return $$"""{"generatedAt": "{{Hour(hour).AddMinutes(1):yyyy-MM-ddTHH:mm:sszzz}}", "items": [{{string.Join(',', items)}}]}""";
    }

    /// <summary>Through the intake stream into the topics.</summary>
    private async Task MapAsync(params string[] documents)
    {
        using var producer = new SharedProducer(_kafka.Settings, NullLogger.Instance);
        foreach (string document in documents)
        {
            Assert.Null(await new IntakeInbox(producer).StoreAsync("json", "gauges", Encoding.UTF8.GetBytes(document), CancellationToken.None));
        }

        await using var stream = new IntakeStream(_kafka.Settings, _kafka.Broker.LogId, new IntakeDecoder(MappingCatalog.Load()), producer, TimeProvider.System, NullLogger.Instance);
        int expected = documents.Sum(document => document.Split("\"code\"").Length - 1 + _kafka.Settings.Partitions);
        await Eventually.TrueAsync($"{expected} records", () => _kafka.ReadAll(Topics.Sensor).Count >= expected);
    }

    /// <summary>What the stream writes for these documents, without a broker.</summary>
    private List<(string Topic, int Partition, LogItem Item)> Mapped(string[] documents)
    {
        List<(string, int, LogItem)> records = [];
        for (int offset = 0; offset < documents.Length; offset++)
        {
            IReadOnlyList<IntakeItem> items = Decoded.Of("json", documents[offset]);
            records.AddRange(items.Select((item, index) => (item.Item.Reading, index)).Where(item => item.Reading is not null).Select(item => (
                Topics.Sensor,
                Partitioning.PartitionOf(item.Reading!.ThingId, _kafka.Settings.Partitions),
                new LogItem { Reading = item.Reading with { Origin = new Origin("log/intake/0", offset, item.index) } })));
            records.AddRange(items.Where(item => item.Item.Beat is not null).SelectMany(item => Enumerable.Range(0, _kafka.Settings.Partitions).Select(partition => (Topics.Sensor, partition, item.Item))));
        }

        return records;
    }

    /// <summary>What the sensors' topic holds, as the node's reader would decode it.</summary>
    private List<(string Topic, int Partition, LogItem Item)> Records()
    {
        List<(string, int, LogItem)> records = [];
        foreach (ConsumeResult<byte[], byte[]> record in _kafka.ReadAll(Topics.Sensor).OrderBy(record => record.Offset.Value))
        {
            List<LogEntry> entries = [];
            TelemetryCodec.Decode(1, record.Partition.Value, _kafka.Settings.Partitions, record.Message.Key, record.Message.Value, record.Offset.Value, Decoded.Now, entries);
            records.Add((record.Topic, record.Partition.Value, Assert.Single(entries).Item));
        }

        Assert.All(records, record => Assert.Null(record.Item3.Rejection));
        return records;
    }

    private async Task<IReadOnlyList<AlertChange>> RunAsync(List<(string Topic, int Partition, LogItem Item)> records)
    {
        string directory = Directory.CreateDirectory(Path.Combine(_directory, Guid.NewGuid().ToString("N"))).FullName;
        var log = new TestLog(_kafka.Settings.Partitions);
        var produced = new Produced();
        foreach ((string topic, int partition, LogItem item) in records)
        {
            log.Append(topic, partition, item);
        }

        await using EngineNode node = await EngineNode.StartAsync(directory, log, produced);
        DateTimeOffset last = records.Max(record => record.Item.Beat?.Time ?? DateTimeOffset.MinValue);
        await Eventually.TrueAsync("the last list is applied and nothing is left to do", async () =>
        {
            CityView city = await node.City.GetCityAsync(new CityQuery(), default);
            return city.PartitionsAnswered == _kafka.Settings.Partitions && city.Channels.Any(channel => channel.ChannelId == Channel && channel.Watermark == last) && await node.City.GetPendingWorkAsync(default) == 0;
        });
        return [.. produced.Alerts.DistinctBy(change => (change.AlertId, change.Sequence))];
    }
}
