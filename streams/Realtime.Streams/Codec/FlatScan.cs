using System.Buffers;
using System.Text.Json;

namespace Realtime.Streams.Codec;

/// <summary>
/// The short way through a flat object: text, numbers, true, false and null, without escapes, exponents or anything nested. That is what
/// nearly every reading is. It finds the same fields at the same places as <see cref="Utf8JsonReader"/> (random and mutated bytes are
/// compared in the tests), and whatever it is not made for, malformed JSON included, it leaves to that reader, which also knows the right words.
/// </summary>
internal ref struct FlatScan
{
    private static readonly SearchValues<byte> EndsPlainText = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(c => (byte)c), (byte)'"', (byte)'\\']);

    private readonly ReadOnlySpan<byte> _json;
    private int _at;

    public FlatScan(ReadOnlySpan<byte> json) => _json = json;

    /// <summary>Bytes taken so far.</summary>
    public readonly int Consumed => _at;

    /// <summary>Takes exactly these bytes; false when others stand here.</summary>
    public bool Take(ReadOnlySpan<byte> bytes)
    {
        bool there = _json[_at..].StartsWith(bytes);
        _at += there ? bytes.Length : 0;
        return there;
    }

    /// <summary>Whether nothing but white space follows.</summary>
    public bool AtEnd()
    {
        SkipSpace();
        return _at == _json.Length;
    }

    /// <summary>Puts the fields of the object that stands here into the bag; false: leave it to the reader.</summary>
    public bool Object(scoped ref FieldBag bag)
    {
        SkipSpace();
        if (!Next((byte)'{'))
        {
            return false;
        }

        do
        {
            SkipSpace();
            int name = _at + 1;
            if (!Text())
            {
                return false; // An empty object too.
            }

            int nameEnd = _at - 1;
            SkipSpace();
            if (!Next((byte)':'))
            {
                return false;
            }

            SkipSpace();
            int start = _at;
            JsonTokenType type = Value();
            if (type == JsonTokenType.None)
            {
                return false;
            }

            bag.Put(_json[name..nameEnd], name - 1, type, start, _at - start);
            SkipSpace();
        }
        while (Next((byte)','));
        return Next((byte)'}');
    }

    private JsonTokenType Value()
    {
        switch (Peek())
        {
            case (byte)'"':
                return Text() ? JsonTokenType.String : JsonTokenType.None;
            case (byte)'t':
                return Take("true"u8) ? JsonTokenType.True : JsonTokenType.None;
            case (byte)'f':
                return Take("false"u8) ? JsonTokenType.False : JsonTokenType.None;
            case (byte)'n':
                return Take("null"u8) ? JsonTokenType.Null : JsonTokenType.None;
            default:
                return Number() ? JsonTokenType.Number : JsonTokenType.None;
        }
    }

    private bool Text()
    {
        if (!Next((byte)'"'))
        {
            return false;
        }

        int end = _json[_at..].IndexOfAny(EndsPlainText);
        _at += Math.Max(end, 0);
        return end >= 0 && Next((byte)'"');
    }

    /// <summary>A number without exponent. What may follow it is checked by the caller, who wants a comma or the end.</summary>
    private bool Number()
    {
        Next((byte)'-');
        int first = _at;
        int whole = Digits();
        bool good = whole == 1 || (whole > 1 && _json[first] != '0');
        return good && (!Next((byte)'.') || Digits() > 0);
    }

    private int Digits()
    {
        int from = _at;
        while (_at < _json.Length && (uint)(_json[_at] - '0') <= 9)
        {
            _at++;
        }

        return _at - from;
    }

    private readonly int Peek() => _at < _json.Length ? _json[_at] : -1;

    private bool Next(byte wanted)
    {
        bool there = _at < _json.Length && _json[_at] == wanted;
        _at += there ? 1 : 0;
        return there;
    }

    private void SkipSpace()
    {
        while (_at < _json.Length && _json[_at] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
        {
            _at++;
        }
    }
}
