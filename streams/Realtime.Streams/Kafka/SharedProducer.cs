using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace Realtime.Streams.Kafka;

/// <summary>
/// One idempotent producer for everything a node writes. Nothing waits: what the client's queue cannot take now is kept here, in
/// order, and tried again; how much that can be is bounded by those who produce (<see cref="Domain.Limits.UnacknowledgedRecordsMax"/>).
/// After a fatal error a new client takes over, but only when the owner of every record that was under way or waiting has heard that it is lost:
/// until then every record is refused, so that nothing can overtake what was lost (<see cref="ProducerClient"/>).
/// </summary>
public sealed class SharedProducer : IDisposable
{
    private static readonly TimeSpan RetryEvery = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan FlushPatience = TimeSpan.FromSeconds(5);
    private const string Replacing = "its client is being replaced after a fatal error";

    private readonly Lock _lock = new();
    private readonly Queue<ProducedRecord> _waiting = new();
    private readonly KafkaSettings _settings;
    private readonly ILogger _log;
    private readonly Timer _retry;
    private volatile ProducerClient _client;
    private volatile bool _disposed;

    // How many wait; read without the lock.
    private volatile int _held;

    public SharedProducer(KafkaSettings settings, ILogger log)
    {
        settings.Validate();
        _settings = settings;
        _log = log;
        _client = new ProducerClient(settings, log, OnLost);
        _retry = new Timer(_ => Retry(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The client of the moment, for tests that bring it to its end.</summary>
    internal Confluent.Kafka.Handle Handle => _client.Handle;

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
        var record = new ProducedRecord(to, new Message<byte[]?, byte[]> { Key = key, Value = value, Headers = headers }, done);
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
        _client.End(FlushPatience, "the node is stopping");
    }

    /// <summary>Tries once; false = the queue is full. A failure is for good and counts as dealt with.</summary>
    private bool TryProduce(ProducedRecord record, out string? failure)
    {
        failure = null;
        ProducerClient client = _client;
        try
        {
            if (client.TryProduce(record))
            {
                return true;
            }

            failure = Replacing;
            record.Fail(failure);
            return true;
        }
        catch (ProduceException<byte[]?, byte[]> e) when (e.Error.Code == ErrorCode.Local_QueueFull)
        {
            return false;
        }
        catch (KafkaException e)
        {
            failure = record.Describe(e.Error);
            record.Fail(failure);
            OnLost(client, e.Error);
            return true;
        }
        catch (ObjectDisposedException)
        {
            failure = Replacing;
            record.Fail(failure);
            return true;
        }
    }

    /// <summary>After a fatal error a client takes nothing any more; the first report of it begins its replacement.</summary>
    private void OnLost(ProducerClient client, Error error)
    {
        if (!(error.IsFatal || error.Code == ErrorCode.Local_Fatal))
        {
            return;
        }

        ProducedRecord[] waiting;
        lock (_lock)
        {
            if (_disposed || !client.Close())
            {
                return;
            }

            waiting = [.. _waiting];
            _waiting.Clear();
            _held = 0;
        }

        _log.LogError("Kafka producer: {Reason}; it is replaced", error.Reason);

        // Not here: this may be the old client's own thread, which has to go on reporting.
        _ = Task.Run(() => Replace(client, waiting));
    }

    private void Replace(ProducerClient client, ProducedRecord[] waiting)
    {
        foreach (ProducedRecord record in waiting)
        {
            record.Fail(Replacing);
        }

        client.End(FlushPatience, Replacing);
        lock (_lock)
        {
            if (!_disposed)
            {
                _client = new ProducerClient(_settings, _log, OnLost);
            }
        }
    }

    private void Retry()
    {
        while (true)
        {
            ProducedRecord record;
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

                // A fatal error has taken it, and all behind it, out of the queue.
                if (_waiting.TryPeek(out ProducedRecord? first) && ReferenceEquals(first, record))
                {
                    _waiting.Dequeue();
                    _held = _waiting.Count;
                }
            }
        }
    }
}
