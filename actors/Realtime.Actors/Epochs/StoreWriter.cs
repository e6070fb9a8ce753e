using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Realtime.Actors.Epochs;

/// <summary>
/// Puts stored bytes one behind the other, in the layout of <see cref="BinaryWriter"/> (little-endian; lengths in 7-bit groups). The array
/// is rented and grows; what is written leaves as one array of its exact length.
/// </summary>
public sealed class StoreWriter(int lengthGuess) : IBufferWriter<byte>, IDisposable
{
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(Math.Max(lengthGuess, 256));
    private int _length;

    /// <summary>What is written so far.</summary>
    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    public void Clear() => _length = 0;

    public void Advance(int count) => _length += count;

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(Math.Max(sizeHint, 1));
        return _bytes.AsSpan(_length);
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(Math.Max(sizeHint, 1));
        return _bytes.AsMemory(_length);
    }

    public void Byte(byte value)
    {
        Reserve(1);
        _bytes[_length++] = value;
    }

    public void Flag(bool value) => Byte(value ? (byte)1 : (byte)0);

    public void Fixed(long value)
    {
        Reserve(sizeof(long));
        BinaryPrimitives.WriteInt64LittleEndian(_bytes.AsSpan(_length), value);
        _length += sizeof(long);
    }

    /// <summary>A number that is mostly small; a negative one takes ten bytes.</summary>
    public void Number(long value) => Groups((ulong)value);

    /// <summary>A number that is mostly small; a negative one takes five bytes.</summary>
    public void Number(int value) => Groups((uint)value);

    public void Text(string text)
    {
        Number(Encoding.UTF8.GetByteCount(text));
        Reserve(Encoding.UTF8.GetMaxByteCount(text.Length));
        _length += Encoding.UTF8.GetBytes(text, _bytes.AsSpan(_length));
    }

    /// <summary>Length and bytes.</summary>
    public void Block(ReadOnlySpan<byte> block)
    {
        Number(block.Length);
        Reserve(block.Length);
        block.CopyTo(_bytes.AsSpan(_length));
        _length += block.Length;
    }

    /// <summary>Everything written, and room behind it.</summary>
    public byte[] ToArray(int room = 0)
    {
        byte[] bytes = new byte[_length + room];
        Written.CopyTo(bytes);
        return bytes;
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
        _length = 0;
    }

    private void Groups(ulong value)
    {
        Reserve(10);
        for (; value >= 0x80; value >>= 7)
        {
            _bytes[_length++] = (byte)(value | 0x80);
        }

        _bytes[_length++] = (byte)value;
    }

    private void Reserve(int count)
    {
        if (_bytes.Length - _length >= count)
        {
            return;
        }

        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(_length + count, _bytes.Length * 2));
        Written.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
