using System.Buffers.Binary;
using System.Text;

namespace Realtime.Actors.Epochs;

/// <summary>Reads what <see cref="StoreWriter"/> wrote. Blocks are parts of the bytes, not copies.</summary>
/// <param name="bytes">What is stored.</param>
public ref struct StoreReader(ReadOnlyMemory<byte> bytes)
{
    private readonly ReadOnlyMemory<byte> _bytes = bytes;
    private int _at;
    private ReadOnlyMemory<byte> _lastName;
    private string? _last;

    /// <summary>Nothing is left.</summary>
    public readonly bool AtEnd => _at >= _bytes.Length;

    /// <exception cref="InvalidDataException">The bytes end before; also of the other ones.</exception>
    public byte Byte() => Take(1).Span[0];

    public bool Flag() => Byte() != 0;

    public long Fixed() => BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long)).Span);

    public long Number()
    {
        ulong value = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            byte group = Byte();
            value |= (ulong)(group & 0x7f) << shift;
            if (group < 0x80)
            {
                return (long)value;
            }
        }

        throw new InvalidDataException("a stored number does not end");
    }

    public int Small() => (int)Number();

    public string Text() => Encoding.UTF8.GetString(Block().Span);

    /// <summary>A text that is mostly the same as the last one read with this method: then it is that very string.</summary>
    public string Name()
    {
        ReadOnlyMemory<byte> name = Block();
        if (_last is null || !name.Span.SequenceEqual(_lastName.Span))
        {
            _last = Encoding.UTF8.GetString(name.Span);
            _lastName = name;
        }

        return _last;
    }

    public ReadOnlyMemory<byte> Block() => Take(Small());

    /// <summary>Everything up to the end.</summary>
    public ReadOnlyMemory<byte> Rest() => Take(_bytes.Length - _at);

    private ReadOnlyMemory<byte> Take(int count)
    {
        if ((uint)count > (uint)(_bytes.Length - _at))
        {
            throw new InvalidDataException("stored bytes end too early");
        }

        ReadOnlyMemory<byte> part = _bytes.Slice(_at, count);
        _at += count;
        return part;
    }
}
