using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Realtime.Streams.Codec;

/// <summary>Writes the parts of a line one behind the other into a span that is long enough for all of them.</summary>
internal ref struct LineCursor(Span<byte> line)
{
    private static readonly SearchValues<char> Controls = SearchValues.Create([.. Enumerable.Range(0, ' ').Select(c => (char)c)]);
    private static readonly SearchValues<char> QuotedSpecials = SearchValues.Create(['\\', '"', .. Enumerable.Range(0, ' ').Select(c => (char)c)]);
    private readonly Span<byte> _line = line;

    /// <summary>Bytes written so far.</summary>
    public int Length { get; private set; }

    public void Raw(ReadOnlySpan<byte> text)
    {
        text.CopyTo(_line[Length..]);
        Length += text.Length;
    }

    /// <summary>A name or a tag's value: a backslash before each special character; line breaks would end the line and become spaces.</summary>
    public void Name(string text, SearchValues<char> specials)
    {
        if (!text.AsSpan().ContainsAny(specials) && !text.AsSpan().ContainsAny(Controls) && !text.EndsWith('\\'))
        {
            Utf8(text);
            return;
        }

        var escaped = new StringBuilder(text.Length + 8);
        foreach (char c in text)
        {
            char safe = c < ' ' ? ' ' : c;
            _ = specials.Contains(safe) ? escaped.Append('\\').Append(safe) : escaped.Append(safe);
        }

        // A backslash at the end would swallow the separator behind it, and the protocol has no way to write one.
        Utf8(text.EndsWith('\\') ? escaped.Append('_').ToString() : escaped.ToString());
    }

    /// <summary>A text field: in quotes, with a backslash before quotes and backslashes.</summary>
    public void Quoted(string text)
    {
        Raw("\""u8);
        if (text.AsSpan().ContainsAny(QuotedSpecials))
        {
            var escaped = new StringBuilder(text.Length + 8);
            foreach (char c in text)
            {
                _ = c is '\\' or '"' ? escaped.Append('\\').Append(c) : escaped.Append(c < ' ' ? ' ' : c);
            }

            text = escaped.ToString();
        }

        Utf8(text);
        Raw("\""u8);
    }

    public void Number(long value)
    {
        Utf8Formatter.TryFormat(value, _line[Length..], out int written);
        Length += written;
    }

    /// <summary>
    /// The shortest text that reads back as the same number. Most instruments send at most three decimals; those are written as integers
    /// with a point in them, which takes a tenth of the time: m / 1000 is rounded correctly, so its decimal form reads back as it.
    /// </summary>
    public void Number(double value)
    {
        double thousandths = Math.Round(value * 1000);
        if (Math.Abs(thousandths) < 1e15 && thousandths / 1000 == value && !(value == 0 && double.IsNegative(value)))
        {
            Thousandths((long)thousandths);
            return;
        }

        Utf8Formatter.TryFormat(value, _line[Length..], out int written);
        Length += written;
    }

    private void Thousandths(long value)
    {
        if (value < 0)
        {
            Raw("-"u8);
            value = -value;
        }

        (long whole, long rest) = Math.DivRem(value, 1000);
        Number(whole);
        if (rest == 0)
        {
            return;
        }

        _line[Length] = (byte)'.';
        _line[Length + 1] = (byte)('0' + rest / 100);
        _line[Length + 2] = (byte)('0' + rest / 10 % 10);
        _line[Length + 3] = (byte)('0' + rest % 10);
        Length += rest % 10 != 0 ? 4 : rest % 100 != 0 ? 3 : 2;
    }

    private void Utf8(string text) => Length += Encoding.UTF8.GetBytes(text, _line[Length..]);
}
