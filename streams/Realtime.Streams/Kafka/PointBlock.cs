using System.Buffers;
using Realtime.Domain;

namespace Realtime.Streams.Kafka;

/// <summary>Lines of points that become one record. Its array is used again and again: a block that is full costs no new one.</summary>
internal sealed class PointBlock : IBufferWriter<byte>
{
    private const int FirstBytes = 4 * 1024;
    private const int Filler = 1024;
    private byte[] _bytes = [];
    private int _length;

    /// <summary>Points in it; counted by whoever writes them.</summary>
    public int Points { get; set; }

    /// <summary>No more should come in.</summary>
    public bool IsFull => _length > Limits.ResultBlockBytes - Filler;

    public void Advance(int count) => _length += count;

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        if (_bytes.Length - _length < sizeHint)
        {
            int needed = Math.Max(_length + sizeHint, FirstBytes);
            Array.Resize(ref _bytes, needed <= Limits.ResultBlockBytes ? (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)needed) : needed * 2);
        }

        return _bytes.AsSpan(_length);
    }

    public Memory<byte> GetMemory(int sizeHint = 0) => throw new NotSupportedException();

    /// <summary>
    /// The record's value, and an empty block behind it. A full block gives its own array, filled up with empty lines; the client has
    /// copied it when it took it, else <see cref="Leave"/> has to be called.
    /// </summary>
    public byte[] Take()
    {
        byte[] value;
        if (IsFull && _bytes.Length == Limits.ResultBlockBytes)
        {
            _bytes.AsSpan(_length).Fill((byte)'\n');
            value = _bytes;
        }
        else
        {
            value = _bytes.AsSpan(0, _length).ToArray();
            if (_bytes.Length > Limits.ResultBlockBytes)
            {
                _bytes = [];
            }
        }

        _length = 0;
        Points = 0;
        return value;
    }

    /// <summary>Somebody keeps the value that was taken last.</summary>
    public void Leave() => _bytes = [];
}
