using System.Text.Json;

namespace Realtime.Streams.Codec;

/// <summary>The raw JSON of each element of an array that was scanned before, without copies.</summary>
internal ref struct ArrayElements
{
    private readonly ReadOnlySpan<byte> _json;
    private Utf8JsonReader _reader;

    public ArrayElements(ReadOnlySpan<byte> array)
    {
        _json = array;
        _reader = new Utf8JsonReader(array);
        _reader.Read();
    }

    public ReadOnlySpan<byte> Current { get; private set; }

    public bool MoveNext()
    {
        if (!_reader.Read() || _reader.TokenType == JsonTokenType.EndArray)
        {
            return false;
        }

        int start = (int)_reader.TokenStartIndex;
        _reader.Skip();
        Current = _json[start..(int)_reader.BytesConsumed];
        return true;
    }
}
