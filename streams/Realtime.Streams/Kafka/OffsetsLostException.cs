namespace Realtime.Streams.Kafka;

/// <summary>
/// The stored offset is outside what the broker has: records vanished (retention, another disk) or the topic is a new one.
/// Delivery stops instead of skipping in silence; an operator decides.
/// </summary>
public sealed class OffsetsLostException(string topic, int partition, long offset, long lowWatermark, long highWatermark)
    : Exception(
        $"{topic}/{partition}: the next offset to read is {offset}, but the broker has {lowWatermark} to {highWatermark}; " +
        (offset < lowWatermark ? $"{lowWatermark - offset} records are lost" : "the topic is not the one that was read before"))
{
    public string Topic { get; } = topic;

    public int Partition { get; } = partition;

    /// <summary>The next offset that was to be read.</summary>
    public long Offset { get; } = offset;

    /// <summary>First offset the broker has; -1 when it could not be asked.</summary>
    public long LowWatermark { get; } = lowWatermark;

    /// <summary>Offset after the last record the broker has; -1 when it could not be asked.</summary>
    public long HighWatermark { get; } = highWatermark;
}
