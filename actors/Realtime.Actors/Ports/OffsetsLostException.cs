namespace Realtime.Actors.Ports;

/// <summary>The broker no longer has the offset to continue from: retention passed it, or the topic was made anew.</summary>
public sealed class OffsetsLostException : Exception
{
    public OffsetsLostException(string topic, int partition, long offset, long lowWatermark, long highWatermark)
        : base($"{topic}/{partition} no longer has offset {offset}; it holds {lowWatermark} to {highWatermark}")
    {
        Topic = topic;
        Partition = partition;
        Offset = offset;
        LowWatermark = lowWatermark;
        HighWatermark = highWatermark;
    }

    public string Topic { get; }

    public int Partition { get; }

    /// <summary>The offset that was asked for.</summary>
    public long Offset { get; }

    /// <summary>Oldest offset there is.</summary>
    public long LowWatermark { get; }

    /// <summary>Offset after the newest record.</summary>
    public long HighWatermark { get; }
}
