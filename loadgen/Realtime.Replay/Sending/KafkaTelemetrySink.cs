using System.Text;
using Confluent.Kafka;

namespace Realtime.Replay.Sending;

/// <summary>
/// Sends records to Kafka with one idempotent producer, each to its explicit partition, so that records of one partition keep their
/// order. The first failure stops everything after it.
/// </summary>
public sealed class KafkaTelemetrySink : ITelemetrySink, IAsyncDisposable
{
    private static readonly TimeSpan QueueFullPause = TimeSpan.FromMilliseconds(10);

    private readonly KafkaSinkSettings _settings;
    private readonly IProducer<byte[], byte[]> _producer;
    private readonly IDeliveryObserver? _observer;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _room;
    private volatile TelemetrySendException? _failure;

    private KafkaTelemetrySink(KafkaSinkSettings settings, IDeliveryObserver? observer, TimeProvider time)
    {
        _settings = settings;
        _observer = observer;
        _time = time;
        _room = new SemaphoreSlim(settings.InFlightMax, settings.InFlightMax);
        _producer = new ProducerBuilder<byte[], byte[]>(settings.ToProducerConfig())
            .SetErrorHandler((_, error) => NoteFatal(error))
            .SetLogHandler(static (_, _) => { })
            .Build();
    }

    public int Partitions { get; private set; }

    /// <summary>Connects and checks that every input topic exists with one partition count.</summary>
    /// <exception cref="BrokerUnreachableException">No broker answered in time, or its topics are not the product's.</exception>
    public static async Task<KafkaTelemetrySink> ConnectAsync(
        KafkaSinkSettings settings, TimeProvider time, IDeliveryObserver? observer = null, CancellationToken cancellation = default)
    {
        KafkaTelemetrySink sink = new(settings, observer, time);
        try
        {
            sink.Partitions = await TopicProbe.PartitionsAsync(sink._producer.Handle, settings, cancellation).ConfigureAwait(false);
            return sink;
        }
        catch
        {
            sink._producer.Dispose();
            sink._room.Dispose();
            throw;
        }
    }

    public async ValueTask SendAsync(OutgoingRecord record, CancellationToken cancellation)
    {
        ThrowIfFailed();
        await _room.WaitAsync(cancellation).ConfigureAwait(false);
        Message<byte[], byte[]> message = new() { Key = Encoding.UTF8.GetBytes(record.Key), Value = RecordBytes.Of(record) };
        _observer?.Handed(record, _time.GetUtcNow());
        while (!TryProduce(record, message))
        {
            await Task.Delay(QueueFullPause, _time, cancellation).ConfigureAwait(false);
        }
    }

    public async Task FlushAsync(CancellationToken cancellation)
    {
        await Task.Run(() => _producer.Flush(cancellation), cancellation).ConfigureAwait(false);
        ThrowIfFailed();
    }

    /// <summary>Gives what is still on its way a limited time, then closes.</summary>
    public async ValueTask DisposeAsync()
    {
        await Task.Run(() => _producer.Flush(_settings.DrainTimeout)).ConfigureAwait(false);
        _producer.Dispose();
        _room.Dispose();
    }

    /// <summary>False when the client's queue is full: the broker is slower than we are, and that has to slow us down.</summary>
    private bool TryProduce(OutgoingRecord record, Message<byte[], byte[]> message)
    {
        try
        {
            _producer.Produce(new TopicPartition(record.Topic, record.Partition), message, report => Acknowledge(record, report));
            return true;
        }
        catch (ProduceException<byte[], byte[]> fault) when (fault.Error.Code == ErrorCode.Local_QueueFull)
        {
            return false;
        }
        catch (ProduceException<byte[], byte[]> fault)
        {
            _room.Release();
            _observer?.Delivered(record, DeliveryOutcome.Failed, -1);
            throw new TelemetrySendException($"{record.Topic}/{record.Partition}: {fault.Error.Reason}", fault);
        }
    }

    private void Acknowledge(OutgoingRecord record, DeliveryReport<byte[], byte[]> report)
    {
        DeliveryOutcome outcome = report.Status switch
        {
            PersistenceStatus.Persisted => DeliveryOutcome.Ok,
            PersistenceStatus.PossiblyPersisted => DeliveryOutcome.Unknown,
            _ => DeliveryOutcome.Failed,
        };
        if (outcome != DeliveryOutcome.Ok)
        {
            _failure ??= new TelemetrySendException($"{record.Topic}/{record.Partition}: {report.Error.Reason}");
        }

        _observer?.Delivered(record, outcome, outcome == DeliveryOutcome.Ok ? report.Offset.Value : -1);
        _room.Release();
    }

    private void NoteFatal(Error error)
    {
        if (error.IsFatal)
        {
            _failure ??= new TelemetrySendException($"the Kafka producer gave up: {error.Reason}");
        }
    }

    private void ThrowIfFailed()
    {
        if (_failure is { } failure)
        {
            throw new TelemetrySendException(failure.Message, failure);
        }
    }
}
