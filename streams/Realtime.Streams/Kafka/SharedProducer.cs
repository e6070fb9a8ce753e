using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace Realtime.Streams.Kafka;

/// <summary>
/// One idempotent producer for everything a node writes. Nothing waits: what the client's queue cannot take now is kept here, in
/// order, and tried again; how much that can be is bounded by those who produce (<see cref="Domain.Limits.UnacknowledgedRecordsMax"/>).
/// After a fatal error a new client is made for the records that follow; those under way are reported as failed.
/// </summary>
public sealed class SharedProducer : IDisposable
{
    private static readonly TimeSpan RetryEvery = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan FlushPatience = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly Queue<Waiting> _waiting = new();
    private readonly KafkaSettings _settings;
    private readonly ILogger _log;
    private readonly Timer _retry;
    private volatile IProducer<byte[]?, byte[]> _producer;
    private volatile bool _disposed;

    // How many wait; read without the lock.
    private volatile int _held;

    public SharedProducer(KafkaSettings settings, ILogger log)
    {
        settings.Validate();
        _settings = settings;
        _log = log;
        _producer = Build();
        _retry = new Timer(_ => Retry(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Hands a record over. Records of one caller reach one topic's partition in the order of the calls.</summary>
    /// <param name="to">Topic and partition; <see cref="Partition.Any"/> = by murmur2 of the key.</param>
    /// <param name="key">Key; null = none.</param>
    /// <param name="value">Value.</param>
    /// <param name="done">Called once, on another thread, with null or with what went wrong for good.</param>
    /// <param name="headers">The record's headers; null = none.</param>
    /// <returns>True when the client has copied the value; false while it is kept here.</returns>
    public bool Produce(TopicPartition to, byte[]? key, byte[] value, Action<string?> done, Headers? headers = null)
    {
        // Without the lock as long as nothing waits: the client is made for many callers, and each caller's own order is kept by itself.
        var record = new Waiting(to, new Message<byte[]?, byte[]> { Key = key, Value = value, Headers = headers }, done);
        if (!_disposed && _held == 0 && TryProduce(record, out _))
        {
            return true;
        }

        string? failure = null;
        lock (_lock)
        {
            if (_disposed)
            {
                failure = "the node is stopping";
            }
            else if (_waiting.Count > 0 || !TryProduce(record, out failure))
            {
                _waiting.Enqueue(record);
                _held = _waiting.Count;
                _retry.Change(RetryEvery, Timeout.InfiniteTimeSpan);
                return false;
            }
        }

        if (failure is not null)
        {
            record.Fail(failure);
        }

        return true;
    }

    /// <summary>
    /// Hands a record over and waits until the broker has it. Giving up waiting does not take the record back: the caller repeats it,
    /// and readers know repeats.
    /// </summary>
    /// <returns>Null, or what went wrong for good.</returns>
    public Task<string?> ProduceAsync(string topic, byte[]? key, byte[] value, Headers? headers, CancellationToken cancellation, int? partition = null)
    {
        var done = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var to = new TopicPartition(topic, partition is { } chosen ? new Partition(chosen) : Partition.Any);
        Produce(to, key, value, failure => done.TrySetResult(failure), headers);
        return done.Task.WaitAsync(cancellation);
    }

    public void Dispose()
    {
        lock (_lock)
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
        }

        _retry.Dispose();
        _producer.Flush(FlushPatience);
        _producer.Dispose();
    }

    /// <summary>Tries once; false = the queue is full. A failure is for good and counts as dealt with.</summary>
    private bool TryProduce(Waiting record, out string? failure)
    {
        failure = null;
        IProducer<byte[]?, byte[]> client = _producer;
        try
        {
            client.Produce(record.To, record.Message, report => Report(client, record, report.Error));
            return true;
        }
        catch (ProduceException<byte[]?, byte[]> e) when (e.Error.Code == ErrorCode.Local_QueueFull)
        {
            return false;
        }
        catch (KafkaException e)
        {
            failure = Describe(record, e.Error);
            record.Fail(failure);
            lock (_lock)
            {
                Replace(client, e.Error);
            }

            return true;
        }
        catch (ObjectDisposedException)
        {
            failure = "its client was replaced, or the node is stopping";
            record.Fail(failure);
            return true;
        }
    }

    /// <summary>
    /// The owner of a lost record hears of it before a new client can carry its next one: nothing may overtake what was lost.
    /// </summary>
    private void Report(IProducer<byte[]?, byte[]> client, Waiting record, Error error)
    {
        if (!error.IsError)
        {
            record.Done(null);
            return;
        }

        record.Fail(Describe(record, error));
        lock (_lock)
        {
            Replace(client, error);
        }
    }

    private void Retry()
    {
        while (true)
        {
            Waiting record;
            lock (_lock)
            {
                if (_disposed || !_waiting.TryPeek(out record!))
                {
                    return;
                }

                if (!TryProduce(record, out _))
                {
                    _retry.Change(RetryEvery, Timeout.InfiniteTimeSpan);
                    return;
                }

                _waiting.Dequeue();
                _held = _waiting.Count;
            }

        }
    }

    /// <summary>After a fatal error a client takes nothing any more; the first report of it replaces it. Called under the lock.</summary>
    private void Replace(IProducer<byte[]?, byte[]> client, Error error)
    {
        if (_disposed || !ReferenceEquals(client, _producer) || !(error.IsFatal || error.Code == ErrorCode.Local_Fatal))
        {
            return;
        }

        _log.LogError("Kafka producer: {Reason}; it is replaced", error.Reason);
        _producer = Build();

        // Not here: this may be the old client's own thread. Flushed, so that every record under way is reported.
        _ = Task.Run(() =>
        {
            client.Flush(FlushPatience);
            client.Dispose();
        });
    }

    private IProducer<byte[]?, byte[]> Build() => new ProducerBuilder<byte[]?, byte[]>(ClientConfigs.Producer(_settings))
        .SetErrorHandler((_, error) => _log.LogWarning("Kafka producer: {Reason}", error.Reason))
        .SetLogHandler((_, line) => _log.LogDebug("librdkafka {Facility}: {Message}", line.Facility, line.Message))
        .Build();

    private static string Describe(Waiting record, Error error) => $"a record of {record.Message.Value.Length} bytes for {record.To.Topic} was refused: {error.Reason}";

    private sealed record Waiting(TopicPartition To, Message<byte[]?, byte[]> Message, Action<string?> Done)
    {
        private int _failed;

        /// <summary>Tells the owner once, by whichever way the failure is noticed first.</summary>
        public void Fail(string failure)
        {
            if (Interlocked.Exchange(ref _failed, 1) == 0)
            {
                Done(failure);
            }
        }
    }
}
