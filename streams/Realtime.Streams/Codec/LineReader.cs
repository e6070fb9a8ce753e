using System.Buffers.Text;
using System.Text;
using Realtime.Domain;

namespace Realtime.Streams.Codec;

/// <summary>Reads one line as <see cref="LineProtocol"/> writes it.</summary>
internal ref struct LineReader(ReadOnlySpan<byte> line)
{
    private readonly ReadOnlySpan<byte> _line = line;
    private readonly List<ResultText> _tags = [];
    private readonly List<ResultField> _fields = [];
    private readonly List<ResultText> _texts = [];
    private int _at;

    /// <exception cref="FormatException">It is not a point of ours.</exception>
    public ResultPoint Read()
    {
        string measurement = Name(", "u8, escaped: ", "u8);
        while (Skip((byte)','))
        {
            string name = Name("="u8, ",= "u8);
            Expect((byte)'=');
            _tags.Add(new ResultText(name, Name(", "u8, ",= "u8)));
        }

        Expect((byte)' ');
        do
        {
            ReadField();
        }
        while (Skip((byte)','));

        Expect((byte)' ');
        return Point(measurement, ResultLines.TimeOf(_line[(_at - 1)..]));
    }

    private void ReadField()
    {
        string name = Name("="u8, ",= "u8);
        Expect((byte)'=');
        if (Skip((byte)'"'))
        {
            _texts.Add(new ResultText(name, Quoted()));
        }
        else if (Utf8Parser.TryParse(_line[_at..], out double value, out int read))
        {
            _at += read;
            _fields.Add(new ResultField(name, value));
        }
        else
        {
            throw Wrong("neither a number nor a text");
        }
    }

    private ResultPoint Point(string measurement, long nanoseconds)
    {
        if (!ThingKey.TryParseKind(Own(Measurements.TagKind), out ThingKind kind) || Own(Measurements.TagThing) is not { } id)
        {
            throw new FormatException("a point without a thing");
        }

        return new ResultPoint
        {
            Measurement = measurement,
            Thing = new ThingKey(kind, id),
            Municipality = Own(Measurements.TagMunicipality) ?? "",
            Time = DateTimeOffset.UnixEpoch.AddTicks(nanoseconds / 100),
            Drill = Own(Measurements.TagDrill) == "true",
            Fields = _fields,
            Texts = _texts,
            Tags = [.. _tags.Where(tag => tag.Name is not (Measurements.TagKind or Measurements.TagThing or Measurements.TagMunicipality or Measurements.TagDrill))],
        };
    }

    private readonly string? Own(string name)
    {
        foreach (ResultText tag in _tags)
        {
            if (tag.Name == name)
            {
                return tag.Value;
            }
        }

        return null;
    }

    /// <summary>Up to a separator that no backslash stands before.</summary>
    private string Name(ReadOnlySpan<byte> separators, ReadOnlySpan<byte> escaped)
    {
        int from = _at;
        while (_at < _line.Length && (separators.IndexOf(_line[_at]) < 0 || (_at > from && _line[_at - 1] == (byte)'\\')))
        {
            _at++;
        }

        return Unescape(_line[from.._at], escaped);
    }

    private string Quoted()
    {
        int from = _at;
        while (_at < _line.Length && _line[_at] != (byte)'"')
        {
            _at += _line[_at] == (byte)'\\' ? 2 : 1;
        }

        string text = Unescape(_line[from..Math.Min(_at, _line.Length)], "\"\\"u8);
        Expect((byte)'"');
        return text;
    }

    private static string Unescape(ReadOnlySpan<byte> text, ReadOnlySpan<byte> specials)
    {
        if (!text.Contains((byte)'\\'))
        {
            return Encoding.UTF8.GetString(text);
        }

        byte[] plain = new byte[text.Length];
        int length = 0;
        for (int i = 0; i < text.Length; i++)
        {
            i += text[i] == (byte)'\\' && i + 1 < text.Length && specials.Contains(text[i + 1]) ? 1 : 0;
            plain[length++] = text[i];
        }

        return Encoding.UTF8.GetString(plain.AsSpan(0, length));
    }

    private bool Skip(byte what)
    {
        bool there = _at < _line.Length && _line[_at] == what;
        _at += there ? 1 : 0;
        return there;
    }

    private void Expect(byte what)
    {
        if (!Skip(what))
        {
            throw Wrong($"no '{(char)what}'");
        }
    }

    private readonly FormatException Wrong(string what) =>
        new($"{what} at byte {_at} of \"{Encoding.UTF8.GetString(_line[..Math.Min(_line.Length, 200)])}\"");
}
