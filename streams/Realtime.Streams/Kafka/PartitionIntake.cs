using System.Threading.Channels;
using Confluent.Kafka;
using Realtime.Domain;

namespace Realtime.Streams.Kafka;

/// <summary>
/// What the poll thread keeps of one subscribed partition: open batches, the bounded channel to its stream, and what did not fit.
/// Touched by the poll thread only, except for the channel's reading side.
/// </summary>
internal sealed class PartitionIntake
{
    private readonly Channel<RawBatch> _channel =
        Channel.CreateBounded<RawBatch>(new BoundedChannelOptions(Limits.BatchesQueuedPerPartitionMax) { SingleReader = true, SingleWriter = true });

    private readonly RawBatch?[] _open = new RawBatch?[Topics.Inputs.Count];
    private readonly Queue<RawBatch> _overflow = new();
    private readonly long[] _next;

    public PartitionIntake(int partition, IReadOnlyList<long> nextOffsets)
    {
        Partition = partition;
        _next = [.. nextOffsets];
    }

    public int Partition { get; }

    public ChannelReader<RawBatch> Batches => _channel.Reader;

    /// <summary>Telemetry is held back until the registry has been read to its end.</summary>
    public bool TelemetryStarted { get; set; }

    public bool Paused { get; set; }

    public bool IsEmpty => _overflow.Count == 0 && _channel.Reader.Count == 0;

    /// <summary>The next offset to read of a topic; -1 = nothing was read and none was given.</summary>
    public long NextOf(int topicNumber) => _next[topicNumber];

    /// <summary>The partition's part of a topic.</summary>
    public TopicPartition Of(int topicNumber) => new(Topics.Inputs[topicNumber], new Partition(Partition));

    /// <summary>Where the client has to begin to read a topic.</summary>
    public TopicPartitionOffset StartOf(int topicNumber) =>
        new(Of(topicNumber), _next[topicNumber] < 0 ? Offset.Beginning : new Offset(_next[topicNumber]));

    /// <summary>The topic numbers that are assigned at the moment.</summary>
    public IEnumerable<int> Assigned => TelemetryStarted ? Enumerable.Range(0, Topics.Inputs.Count) : [0];

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

    /// <summary>Hands every open batch over, in front of which what did not fit before goes first; false when something did not fit.</summary>
    public bool Flush(DateTimeOffset now)
    {
        for (int topic = 0; topic < _open.Length; topic++)
        {
            Close(topic, now);
        }

        return Drain();
    }

    /// <summary>Hands one topic's open batch over; false when it did not fit.</summary>
    public bool Flush(int topicNumber, DateTimeOffset now)
    {
        Close(topicNumber, now);
        return Drain();
    }

    /// <summary>Moves what did not fit into the channel; false when some of it still does not.</summary>
    public bool Drain()
    {
        while (_overflow.TryPeek(out RawBatch? batch))
        {
            if (!_channel.Writer.TryWrite(batch))
            {
                return false;
            }

            _overflow.Dequeue();
        }

        return true;
    }

    /// <summary>Waits until the channel has room, at most for the given time.</summary>
    public void WaitForRoom(TimeSpan atMost) => _channel.Writer.WaitToWriteAsync().AsTask().Wait(atMost);

    /// <summary>Ends the stream behind the channel; with a cause it fails after what was handed over.</summary>
    public void End(Exception? cause) => _channel.Writer.TryComplete(cause);

    private void Close(int topicNumber, DateTimeOffset now)
    {
        if (_open[topicNumber] is { } batch)
        {
            batch.ReceivedAt = now;
            StreamMetrics.Consumed(topicNumber, batch.Count);
            _overflow.Enqueue(batch);
            _open[topicNumber] = null;
        }
    }
}
