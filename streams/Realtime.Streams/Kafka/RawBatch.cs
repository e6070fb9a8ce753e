using System.Buffers;
using Realtime.Domain;

namespace Realtime.Streams.Kafka;

/// <summary>Records of one topic of one partition as bytes, packed into one rented array.</summary>
internal sealed class RawBatch
{
    private readonly RawRecord[] _records = ArrayPool<RawRecord>.Shared.Rent(Limits.BatchRecordsMax);
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(32 * 1024);
    private int _used;
    private Action<RawBatch>? _taken;

    public RawBatch(int topicNumber, int partition)
    {
        TopicNumber = topicNumber;
        Partition = partition;
    }

    public int TopicNumber { get; }

    public int Partition { get; }

    public int Count { get; private set; }

    /// <summary>Offset after the last record.</summary>
    public long NextOffset { get; private set; }

    /// <summary>When the batch was closed, receiving clock.</summary>
    public DateTimeOffset ReceivedAt { get; private set; }

    /// <summary>Counts the batches of a partition in the order in which they were closed.</summary>
    public long Number { get; private set; }

    public bool IsFull => Count == Limits.BatchRecordsMax || _used >= Limits.BatchBytesMax;

    public ReadOnlySpan<RawRecord> Records => _records.AsSpan(0, Count);

    public ReadOnlySpan<byte> Key(in RawRecord record) => _bytes.AsSpan(record.Start, record.KeyLength);

    public ReadOnlySpan<byte> Value(in RawRecord record) => _bytes.AsSpan(record.Start + record.KeyLength, record.ValueLength);

    public void Add(long offset, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        int needed = _used + key.Length + value.Length;
        if (needed > _bytes.Length)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, _bytes.Length * 2));
            _bytes.AsSpan(0, _used).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = larger;
        }

        key.CopyTo(_bytes.AsSpan(_used));
        value.CopyTo(_bytes.AsSpan(_used + key.Length));
        _records[Count++] = new RawRecord(offset, _used, key.Length, value.Length);
        _used = needed;
        NextOffset = offset + 1;
    }

    /// <summary>Nothing more is added.</summary>
    /// <param name="now">Receiving clock.</param>
    /// <param name="number">See <see cref="Number"/>.</param>
    /// <param name="taken">Is told when the batch has been taken.</param>
    public void Close(DateTimeOffset now, long number, Action<RawBatch> taken)
    {
        ReceivedAt = now;
        Number = number;
        _taken = taken;
    }

    /// <summary>The batch has been taken. Gives the memory back; the batch must not be used afterwards. A batch that is dropped instead is left to the collector.</summary>
    public void Return()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        ArrayPool<RawRecord>.Shared.Return(_records);
        _taken?.Invoke(this);
    }
}

/// <summary>Where a record stands in its batch's bytes: key, then value.</summary>
internal readonly record struct RawRecord(long Offset, int Start, int KeyLength, int ValueLength);
