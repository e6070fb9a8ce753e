using System.Threading.Channels;
using Confluent.Kafka;
using Realtime.Domain;

namespace Realtime.Streams.Kafka;

/// <summary>
/// What the poll thread keeps of one subscribed partition: per topic an open batch, a bounded number of batches on their way to the
/// partition's stream, and what did not fit. The stream takes the topics in their turn (<see cref="Topics.Turn"/>), so a flood of
/// positions does not stand before a river's reading. Touched by the poll thread only, except for the reading side.
/// </summary>
internal sealed class PartitionIntake
{
    private readonly Channel<RawBatch> _channel = Channel.CreateUnboundedPrioritized(
        new UnboundedPrioritizedChannelOptions<RawBatch> { Comparer = BatchTurn.Order, SingleReader = true, SingleWriter = true });

    private readonly RawBatch?[] _open = new RawBatch?[Topics.Inputs.Count];
    private readonly Queue<RawBatch>[] _overflow = [.. Topics.Inputs.Select(_ => new Queue<RawBatch>())];
    private readonly int[] _queued = new int[Topics.Inputs.Count];
    private readonly object _room = new();
    private readonly long[] _next;
    private long _number;

    public PartitionIntake(int partition, IReadOnlyList<long> nextOffsets)
    {
        Partition = partition;
        _next = [.. nextOffsets];
    }

    /// <summary>Topic numbers in the order of their turns.</summary>
    public static IReadOnlyList<int> InTurn { get; } = [.. Enumerable.Range(0, Topics.Inputs.Count).OrderBy(Topics.Turn)];

    public int Partition { get; }

    public ChannelReader<RawBatch> Batches => _channel.Reader;

    /// <summary>Telemetry is held back until the registry has been read to its end.</summary>
    public bool TelemetryStarted { get; set; }

    /// <summary>Topics that are paused at the client.</summary>
    public HashSet<int> Paused { get; } = [];

    /// <summary>The next offset to read of a topic; -1 = nothing was read and none was given.</summary>
    public long NextOf(int topicNumber) => _next[topicNumber];

    /// <summary>The partition's part of a topic.</summary>
    public TopicPartition Of(int topicNumber) => new(Topics.Inputs[topicNumber], new Partition(Partition));

    /// <summary>Where the client has to begin to read a topic.</summary>
    public TopicPartitionOffset StartOf(int topicNumber) =>
        new(Of(topicNumber), _next[topicNumber] < 0 ? Offset.Beginning : new Offset(_next[topicNumber]));

    /// <summary>The topic numbers that are assigned at the moment.</summary>
    public IEnumerable<int> Assigned => TelemetryStarted ? Enumerable.Range(0, Topics.Inputs.Count) : [0];

    /// <summary>Whether nothing of a topic is on its way to the stream or waits for it.</summary>
    public bool IsEmpty(int topicNumber) => _overflow[topicNumber].Count == 0 && Volatile.Read(ref _queued[topicNumber]) == 0;

    /// <summary>Whether something of a topic did not fit.</summary>
    public bool IsFull(int topicNumber) => _overflow[topicNumber].Count > 0;

    /// <summary>Adds a record to the topic's open batch; false when the batch has to be handed over now.</summary>
    public bool Add(int topicNumber, long offset, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        if (offset < _next[topicNumber])
        {
            // Fetched before a pause and read again after it: already handed over.
            return true;
        }

        RawBatch batch = _open[topicNumber] ??= new RawBatch(topicNumber, Partition);
        batch.Add(offset, key, value);
        _next[topicNumber] = offset + 1;
        return !batch.IsFull;
    }

    /// <summary>Hands every open batch over, behind what did not fit before.</summary>
    public void Flush(DateTimeOffset now)
    {
        for (int topic = 0; topic < _open.Length; topic++)
        {
            Close(topic, now);
        }

        Drain();
    }

    /// <summary>Hands one topic's open batch over; false when it did not fit.</summary>
    public bool Flush(int topicNumber, DateTimeOffset now)
    {
        Close(topicNumber, now);
        Drain();
        return !IsFull(topicNumber);
    }

    /// <summary>Moves what did not fit into the channel, as far as there is room. The registry goes first, and nothing passes it.</summary>
    public void Drain()
    {
        foreach (int topic in InTurn)
        {
            Queue<RawBatch> waiting = _overflow[topic];
            while (waiting.Count > 0 && Volatile.Read(ref _queued[topic]) < Limits.BatchesQueuedPerTopicMax)
            {
                Interlocked.Increment(ref _queued[topic]);
                _channel.Writer.TryWrite(waiting.Dequeue());
            }

            if (topic == 0 && waiting.Count > 0)
            {
                return;
            }
        }
    }

    /// <summary>Waits until the stream has taken something, at most for the given time.</summary>
    public void WaitForRoom(int topicNumber, TimeSpan atMost)
    {
        lock (_room)
        {
            if (Volatile.Read(ref _queued[topicNumber]) >= Limits.BatchesQueuedPerTopicMax)
            {
                Monitor.Wait(_room, atMost);
            }
        }
    }

    /// <summary>Ends the stream behind the channel; with a cause it fails after what was handed over.</summary>
    public void End(Exception? cause) => _channel.Writer.TryComplete(cause);

    private void Close(int topicNumber, DateTimeOffset now)
    {
        if (_open[topicNumber] is { } batch)
        {
            batch.Close(now, _number++, OnTaken);
            StreamMetrics.Consumed(topicNumber, batch.Count);
            _overflow[topicNumber].Enqueue(batch);
            _open[topicNumber] = null;
        }
    }

    /// <summary>The stream has decoded a batch; on its own thread.</summary>
    private void OnTaken(RawBatch batch)
    {
        Interlocked.Decrement(ref _queued[batch.TopicNumber]);
        lock (_room)
        {
            Monitor.PulseAll(_room);
        }
    }
}
