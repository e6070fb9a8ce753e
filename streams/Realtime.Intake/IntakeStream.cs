using System.Text;
using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using Prometheus;
using Realtime.Domain;
using Realtime.Streams;
using Realtime.Streams.Codec;
using Realtime.Streams.Kafka;

namespace Realtime.Intake;

/// <summary>
/// Documents from <see cref="Topics.Intake"/> to records of the input topics. A document's offset is committed when everything it
/// became is acknowledged; after a crash it is mapped again, and things recognise the repeats by their origin (the document's place).
/// </summary>
public sealed class IntakeStream : IAsyncDisposable
{
    /// <summary>The header that names a document's format.</summary>
    public const string FormatHeader = "format";

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);
    private static readonly Counter Items = Metrics.CreateCounter(MetricNames.IntakeItems, "Items of foreign documents.", "mapping", "outcome");

    private readonly CancellationTokenSource _stop = new();
    private readonly IConsumer<byte[]?, byte[]?> _consumer;
    private readonly IntakeDecoder _decoder;
    private readonly SharedProducer _producer;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly string _logId;
    private readonly int _partitions;
    private readonly Task _running;

    /// <summary>Starts at once.</summary>
    /// <param name="settings">Where Kafka is.</param>
    /// <param name="logId">Identity of the log; part of the origin of what is written.</param>
    /// <param name="decoder">The mappings.</param>
    /// <param name="producer">Writes the records.</param>
    /// <param name="clock">Receiving clock.</param>
    /// <param name="log">For operators.</param>
    public IntakeStream(KafkaSettings settings, string logId, IntakeDecoder decoder, SharedProducer producer, TimeProvider clock, ILogger log)
    {
        _logId = logId;
        _partitions = settings.Partitions;
        _decoder = decoder;
        _producer = producer;
        _clock = clock;
        _log = log;
        _consumer = new ConsumerBuilder<byte[]?, byte[]?>(ClientConfigs.Intake(settings))
            .SetErrorHandler((_, error) => log.LogWarning("intake: {Reason}", error.Reason))
            .SetLogHandler((_, line) => log.LogDebug("librdkafka {Facility}: {Message}", line.Facility, line.Message))
            .Build();
        _consumer.Subscribe(Topics.Intake);

        // A series that begins with its first increment has no rate: the first refusal of a kind would be seen by nobody.
        foreach (string mapping in decoder.Mappings)
        {
            Items.WithLabels(mapping, "taken");
            Items.WithLabels(mapping, "refused");
        }

        _running = Task.Factory.StartNew(RunAsync, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        await Task.Run(_consumer.Dispose);
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                List<ConsumeResult<byte[]?, byte[]?>> documents = Gather();
                foreach (ConsumeResult<byte[]?, byte[]?> document in documents)
                {
                    await WriteAsync(document);
                }

                Commit(documents);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                // What is under way is mapped again after the next start.
            }
        }
    }

    private List<ConsumeResult<byte[]?, byte[]?>> Gather()
    {
        List<ConsumeResult<byte[]?, byte[]?>> documents = [];
        try
        {
            for (TimeSpan wait = Poll; documents.Count < Limits.IntakeDocumentsInHandMax && _consumer.Consume(wait) is { } result; wait = TimeSpan.Zero)
            {
                documents.Add(result);
            }
        }
        catch (KafkaException e)
        {
            // What was read before the fault is in hand and must not be forgotten: the reader will not give it again.
            _log.LogWarning("intake: {Reason}", e.Error.Reason);
        }

        return documents;
    }

    private void Commit(List<ConsumeResult<byte[]?, byte[]?>> documents)
    {
        foreach (IGrouping<TopicPartition, ConsumeResult<byte[]?, byte[]?>> part in documents.GroupBy(document => document.TopicPartition))
        {
            try
            {
                _consumer.Commit([new TopicPartitionOffset(part.Key, part.Last().Offset + 1)]);
            }
            catch (KafkaException e)
            {
                _log.LogDebug("intake: {Part} was not committed ({Reason}); its documents are mapped again and recognised", part.Key, e.Error.Reason);
            }
        }
    }

    /// <summary>Maps one document; completes when the broker has everything it became.</summary>
    private async Task WriteAsync(ConsumeResult<byte[]?, byte[]?> document)
    {
        string format = document.Message.Headers?.TryGetLastBytes(FormatHeader, out byte[] name) == true ? Encoding.UTF8.GetString(name) : "";
        List<Task> writes = [];
        ChannelBeat? listEnd = null;
        int index = 0;
        foreach (IntakeItem item in _decoder.Decode(format, document.Message.Value ?? [], _clock.GetUtcNow()))
        {
            Items.WithLabels(item.Mapping.Length == 0 ? "none" : item.Mapping, item.Item.Rejection is null ? "taken" : "refused").Inc();
            if (item.Item.Beat is { } beat)
            {
                listEnd = beat;
                continue;
            }

            writes.Add(WriteAsync(document, item.Item, index++));
        }

        await Task.WhenAll(writes);
        if (listEnd is not null)
        {
            // Behind everything of the list, in every partition: only then may a sensor be missing from it.
            byte[] end = TelemetryEncoder.Encode(listEnd);
            await Task.WhenAll(Enumerable.Range(0, _partitions).Select(partition => UntilTakenAsync(document, () => ProduceAsync(Topics.Sensor, listEnd.ChannelId, end, partition), index)));
        }
    }

    private async Task WriteAsync(ConsumeResult<byte[]?, byte[]?> document, LogItem item, int index)
    {
        await UntilTakenAsync(document, () => item switch
        {
            { Reading: { } reading } => ProduceAsync(Topics.For(reading.Kind), reading.ThingId, TelemetryEncoder.Encode(reading with { Origin = reading.Origin ?? OriginOf(document, index) })),
            { Registration: { } registration } => ProduceAsync(Topics.Registry, registration.Key.Id, TelemetryEncoder.Encode(registration)),
            { Rejection: { } rejection } => RefuseAsync(document, rejection, index),
            _ => RefuseAsync(document, new Rejection(RejectReason.KindMismatch, "a mapping writes readings and registrations", document.Message.Value ?? [], null), index),
        }, index);
    }

    private async Task UntilTakenAsync(ConsumeResult<byte[]?, byte[]?> document, Func<Task<string?>> write, int index)
    {
        for (string? reason = await write(); reason is not null;)
        {
            // Refused for good under its own topic: it must not vanish, and not stop the documents behind it.
            _log.LogWarning("intake: {Reason}", reason);
            reason = await RefuseAsync(document, new Rejection(RejectReason.StoreRefused, reason, document.Message.Value ?? [], null), index);
            if (reason is not null)
            {
                await Task.Delay(RetryAfter, _clock, _stop.Token);
            }
        }
    }

    private Origin OriginOf(ConsumeResult<byte[]?, byte[]?> document, int index) =>
        new($"{_logId}/{Topics.Intake}/{document.Partition.Value}", document.Offset.Value, index);

    private Task<string?> RefuseAsync(ConsumeResult<byte[]?, byte[]?> document, Rejection rejection, int index)
    {
        StreamMetrics.Rejected(rejection.Reason);
        string? key = document.Message.Key is { } bytes ? Encoding.UTF8.GetString(bytes) : null;
        byte[] kept = rejection.Original[..Math.Min(rejection.Original.Length, Limits.DeadLetterBytesMax)];
        byte[] letter = DeadLetterCodec.Encode(new DeadLetter(
            document.Topic, document.Partition.Value, new Position(document.Offset.Value, index), rejection with { Key = key, Original = kept }));
        return ProduceAsync(Topics.DeadLetter, key, letter);
    }

    private Task<string?> ProduceAsync(string topic, string? key, byte[] value, int? partition = null) =>
        _producer.ProduceAsync(topic, key is null ? null : Encoding.UTF8.GetBytes(key), value, headers: null, _stop.Token, partition);
}
