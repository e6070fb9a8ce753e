using System.Threading.Channels;
using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using Realtime.Domain;
using Realtime.Streams.Kafka;

namespace Realtime.Streams.Historian;

/// <summary>
/// The historian's member of its consumer group, with a thread of its own. While the store is away it keeps polling with everything
/// paused: a member that stops polling would be thrown out of the group.
/// </summary>
internal sealed class HistorianReader : IDisposable
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Ask = TimeSpan.FromSeconds(5);
    private static readonly string[] Sources = [Topics.Results, Topics.Alerts];

    private readonly Channel<HistorianRecord> _channel = Channel.CreateBounded<HistorianRecord>(
        new BoundedChannelOptions(Limits.HistorianRecordsAheadMax) { SingleReader = true, SingleWriter = true });

    private readonly Dictionary<TopicPartition, long> _expected = [];
    private readonly Queue<HistorianRecord> _held = [];
    private readonly IConsumer<byte[]?, byte[]?> _consumer;
    private readonly ILogger _log;
    private readonly Thread _thread;
    private long _lagAt;
    private long _inHand;
    private long _lag;
    private bool _paused;
    private volatile bool _stop;

    public HistorianReader(KafkaSettings settings, ILogger log)
    {
        _log = log;
        _consumer = new ConsumerBuilder<byte[]?, byte[]?>(ClientConfigs.Historian(settings))
            .SetErrorHandler((_, error) => log.LogWarning("historian: {Reason}", error.Reason))
            .SetLogHandler((_, line) => log.LogDebug("librdkafka {Facility}: {Message}", line.Facility, line.Message))
            .SetPartitionsRevokedHandler((_, parts) => Forget(parts))
            .Build();
        _consumer.Subscribe(Sources);
        _thread = new Thread(Run) { Name = "historian-reader", IsBackground = true };
        _thread.Start();
    }

    public ChannelReader<HistorianRecord> Records => _channel.Reader;

    /// <summary>Records that are not in the store, as last measured.</summary>
    public long Lag => Interlocked.Read(ref _lag);

    /// <summary>The store has these records, the oldest in hand: the next start begins behind them. A commit that fails only repeats them.</summary>
    public void Commit(IReadOnlyCollection<HistorianRecord> done)
    {
        Interlocked.Add(ref _inHand, -done.Count);
        IEnumerable<TopicPartitionOffset> last = done.GroupBy(record => record.At.TopicPartition).Select(part => part.Last().At);
        try
        {
            _consumer.Commit(last.Select(at => new TopicPartitionOffset(at.TopicPartition, at.Offset + 1)));
        }
        catch (KafkaException e)
        {
            _log.LogDebug("historian: the offsets were not committed ({Reason}); their points may be written again", e.Error.Reason);
        }
    }

    /// <summary>The ends of every part of both topics as the broker knows them now.</summary>
    public IReadOnlyList<TopicPartitionOffset> Ends(int partitions) =>
        [.. Sources.SelectMany(topic => Enumerable.Range(0, partitions).Select(p => new TopicPartition(topic, new Partition(p))))
            .Select(part => (part, marks: _consumer.QueryWatermarkOffsets(part, Ask)))
            .Where(p => p.marks.High.Value > p.marks.Low.Value)
            .Select(p => new TopicPartitionOffset(p.part, p.marks.High))];

    /// <summary>Whether the group (this member or another) has committed up to the given ends.</summary>
    public bool HasCommitted(IReadOnlyList<TopicPartitionOffset> ends)
    {
        List<TopicPartitionOffset> committed = _consumer.Committed(ends.Select(e => e.TopicPartition), Ask);
        return ends.Zip(committed, (end, done) => done.Offset.Value >= end.Offset.Value).All(reached => reached);
    }

    /// <summary>Stops to read and ends <see cref="Records"/>; commits are still possible.</summary>
    public void StopPolling()
    {
        _stop = true;
        _thread.Join();
    }

    public void Dispose()
    {
        StopPolling();
        try
        {
            _consumer.Close();
        }
        catch (KafkaException e)
        {
            _log.LogDebug("closing the historian's reader: {Reason}", e.Error.Reason);
        }

        _consumer.Dispose();
    }

    private void Run()
    {
        while (!_stop)
        {
            try
            {
                if (_consumer.Consume(Poll) is { } result)
                {
                    Take(result);
                }

                HandOver();
                Measure();
            }
            catch (KafkaException e)
            {
                _log.LogWarning("historian: {Reason}", e.Error.Reason);
            }
        }

        _channel.Writer.TryComplete();
    }

    private void Forget(List<TopicPartitionOffset> revoked)
    {
        revoked.ForEach(part => _expected.Remove(part.TopicPartition));
        if (_paused)
        {
            // The pause flag outlives the assignment: a partition that came back would never deliver again (librdkafka #1849).
            _consumer.Resume(revoked.Select(part => part.TopicPartition));
            _paused = false;
        }
    }

    private void Take(ConsumeResult<byte[]?, byte[]?> result)
    {
        if (_expected.TryGetValue(result.TopicPartition, out long expected) && result.Offset.Value > expected)
        {
            _log.LogError("{Count} records of {Part} vanished from the broker before they were written", result.Offset.Value - expected, result.TopicPartition);
        }

        _expected[result.TopicPartition] = result.Offset.Value + 1;
        Interlocked.Increment(ref _inHand);
        _held.Enqueue(HistorianRecord.Read(result));
    }

    /// <summary>Gives the writer what it has room for; while something is left nothing more is fetched.</summary>
    private void HandOver()
    {
        while (_held.TryPeek(out HistorianRecord? first) && _channel.Writer.TryWrite(first))
        {
            _held.Dequeue();
        }

        if (_held.Count > 0)
        {
            // Again in every round: a rebalance may have brought new parts, which are not paused.
            _consumer.Pause(_consumer.Assignment);
            _paused = true;
        }
        else if (_paused)
        {
            _consumer.Resume(_consumer.Assignment);
            _paused = false;
        }
    }

    /// <summary>Counts what is read and not yet taken by the store, the batch under way included, and what waits at the broker.</summary>
    private void Measure()
    {
        // The client learns the ends from what it fetches; of paused parts it has to ask, which is dearer.
        if (Environment.TickCount64 - _lagAt < (_paused ? 10_000 : 1_000))
        {
            return;
        }

        _lagAt = Environment.TickCount64;
        long lag = Interlocked.Read(ref _inHand);
        foreach (TopicPartition part in _consumer.Assignment.Where(_expected.ContainsKey))
        {
            long end = (_paused ? _consumer.QueryWatermarkOffsets(part, Ask) : _consumer.GetWatermarkOffsets(part)).High.Value;
            lag += Math.Max(0, end - _expected[part]);
        }

        Interlocked.Exchange(ref _lag, lag);
        StreamMetrics.HistorianLag.Set(lag);
    }
}
