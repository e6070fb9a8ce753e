using System.Collections.Concurrent;
using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace Realtime.Streams.Kafka;

/// <summary>
/// One life of the producer, from its making to its end by a fatal error or the node's stop. Knows which of its records are under way, so that
/// at its end every owner has heard what became of theirs, also of those that the client itself never reports.
/// </summary>
internal sealed class ProducerClient
{
    private readonly IProducer<byte[]?, byte[]> _client;
    private readonly ConcurrentDictionary<ProducedRecord, byte> _underWay = new(ReferenceEqualityComparer.Instance);
    private volatile bool _closed;

    private readonly Action<ProducerClient, Error> _lost;

    /// <param name="settings">How to reach Kafka.</param>
    /// <param name="log">For operators.</param>
    /// <param name="lost">Called with what went wrong after the owner of a lost record was told, and when the client says that it is at its end.</param>
    public ProducerClient(KafkaSettings settings, ILogger log, Action<ProducerClient, Error> lost)
    {
        _lost = lost;
        _client = new ProducerBuilder<byte[]?, byte[]>(ClientConfigs.Producer(settings))
            .SetErrorHandler((_, error) =>
            {
                log.LogWarning("Kafka producer: {Reason}", error.Reason);
                if (error.IsFatal)
                {
                    _lost(this, error);
                }
            })
            .SetLogHandler((_, line) => log.LogDebug("librdkafka {Facility}: {Message}", line.Facility, line.Message))
            .Build();
    }

    internal Handle Handle => _client.Handle;

    /// <summary>Hands a record to the client; false = this client takes nothing any more.</summary>
    /// <param name="record">The record; its owner is told on the client's thread.</param>
    /// <exception cref="ProduceException{TKey, TValue}">The queue is full, or the record is refused.</exception>
    public bool TryProduce(ProducedRecord record)
    {
        if (_closed)
        {
            return false;
        }

        _underWay.TryAdd(record, 0);
        try
        {
            _client.Produce(record.To, record.Message, report => Report(record, report.Error));
            return true;
        }
        catch
        {
            _underWay.TryRemove(record, out _);
            throw;
        }
    }

    /// <summary>Takes no more records; true for the first who says so.</summary>
    public bool Close()
    {
        bool first = !_closed;
        _closed = true;
        return first;
    }

    /// <summary>Waits for the reports of what is under way, tells the owners of the rest, and ends the client.</summary>
    public void End(TimeSpan patience, string rest)
    {
        _closed = true;
        _client.Flush(patience);
        foreach (ProducedRecord record in _underWay.Keys)
        {
            record.Fail(rest);
        }

        _client.Dispose();
    }

    private void Report(ProducedRecord record, Error error)
    {
        if (error.IsError)
        {
            record.Fail(record.Describe(error));
        }
        else
        {
            record.Succeed();
        }

        _underWay.TryRemove(record, out _);
        if (error.IsError)
        {
            _lost(this, error);
        }
    }
}
