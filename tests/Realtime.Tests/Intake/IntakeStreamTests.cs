using System.Text;
using Confluent.Kafka;
using Microsoft.Extensions.Logging.Abstractions;
using Realtime.Domain;
using Realtime.Intake;
using Realtime.Streams.Codec;
using Realtime.Streams.Kafka;
using Realtime.Tests.Streams;
using Realtime.Tests.Support;

namespace Realtime.Tests.Intake;

/// <summary>Documents through a real broker: each item once as a record, with an origin by which a repeat is recognised.</summary>
public sealed class IntakeStreamTests : IDisposable
{
    private const string Snapshot = """
        {"items": [
          {"code": "a", "obsTime": "2026-06-03T07:00:00+09:00", "level": 8.16, "startLevel": 5, "warnLevel": 7.5, "fladLevel": 8.1},
          {"code": "b", "obsTime": "2026-06-03T07:00:00+09:00", "level": 1.5},
          {"code": "c", "obsTime": "yesterday", "level": 1.5}]}
        """;

    private readonly TestKafka _kafka = new();

    [Fact]
    public async Task A_document_becomes_records_in_the_topics_of_its_things()
    {
        await StoreAsync("json", Snapshot);
        await RunUntilAsync(Topics.Sensor, 2);
        List<Reading> readings = [.. Records(Topics.Sensor).Select(Decode)];
        Assert.Equal(["jp-gauge-a", "jp-gauge-b"], readings.Select(reading => reading.ThingId).Order());
        Origin origin = readings.Single(reading => reading.ThingId == "jp-gauge-b").Origin!;
        Assert.StartsWith($"{_kafka.Broker.LogId}/intake/", origin.Source, StringComparison.Ordinal);
        Assert.Equal(1, origin.Index);
        DeadLetter letter = DeadLetterCodec.Decode(Assert.Single(Records(Topics.DeadLetter)).Message.Value);
        Assert.Equal((Topics.Intake, RejectReason.BadTime, 2), (letter.Topic, letter.Rejection.Reason, letter.Position.Index));
    }

    [Fact]
    public async Task A_second_start_goes_on_behind_the_first()
    {
        await StoreAsync("json", Snapshot);
        await RunUntilAsync(Topics.Sensor, 2);
        await StoreAsync("json", Snapshot.Replace("\"a\"", "\"d\"", StringComparison.Ordinal));
        await RunUntilAsync(Topics.Sensor, 4);
        Assert.Equal(4, Records(Topics.Sensor).Count);
    }

    public void Dispose() => _kafka.Dispose();

    private async Task StoreAsync(string format, string document)
    {
        using var producer = new SharedProducer(_kafka.Settings, NullLogger.Instance);
        Assert.Null(await new IntakeInbox(producer).StoreAsync(format, "key", Encoding.UTF8.GetBytes(document), CancellationToken.None));
    }

    private async Task RunUntilAsync(string topic, int records)
    {
        using var producer = new SharedProducer(_kafka.Settings, NullLogger.Instance);
        await using var stream = new IntakeStream(
            _kafka.Settings, _kafka.Broker.LogId, new IntakeDecoder(MappingCatalog.Load()), producer, TimeProvider.System, NullLogger.Instance);
        await Eventually.TrueAsync($"{records} records in {topic}", () => Records(topic).Count >= records, found: Letters);
    }

    private string Letters() => string.Join('\n', Records(Topics.DeadLetter).Select(letter => Encoding.UTF8.GetString(letter.Message.Value)));

    private List<ConsumeResult<byte[], byte[]>> Records(string topic) => _kafka.ReadAll(topic);

    private Reading Decode(ConsumeResult<byte[], byte[]> record)
    {
        List<LogEntry> entries = [];
        TelemetryCodec.Decode(
            1, record.Partition.Value, _kafka.Settings.Partitions, record.Message.Key, record.Message.Value, record.Offset.Value, Decoded.Now, entries);
        return Assert.Single(entries).Item.Reading!;
    }
}
