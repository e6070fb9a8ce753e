using System.Globalization;

namespace Realtime.Streams.Codec;

/// <summary>
/// Times of records: RFC 3339, for example <c>2025-11-28T01:04:00+09:00</c>. The offset is required, because a time without
/// one means another moment in every reader; seconds may be left out, fractions are kept to 100 ns.
/// </summary>
internal static class Iso8601
{
    /// <summary>Longest text that <see cref="Format"/> writes.</summary>
    public const int LengthMax = 33;

    /// <summary>Times outside these years are faults of a clock, and would not fit a time-series store's 64-bit nanoseconds.</summary>
    public const int YearMin = 1900;

    public const int YearMax = 2199;

    /// <summary>Reads a time; null with a sentence in <paramref name="fault"/> when the text is not one.</summary>
    public static DateTimeOffset? Parse(ReadOnlySpan<byte> text, out string? fault)
    {
        fault = "is not an ISO 8601 time like 2025-11-28T01:04:00+09:00";
        if (text.Length < 16 || text[4] != '-' || text[7] != '-' || (text[10] | 0x20) != 't' || text[13] != ':')
        {
            return null;
        }

        if (!Digits(text[..4], out int year) || !Digits(text[5..7], out int month) || !Digits(text[8..10], out int day) ||
            !Digits(text[11..13], out int hour) || !Digits(text[14..16], out int minute))
        {
            return null;
        }

        ReadOnlySpan<byte> rest = text[16..];
        if (!Seconds(ref rest, out long ticks) || hour > 23 || minute > 59 || month is < 1 or > 12 ||
            year is < YearMin or > YearMax || day < 1 || day > DateTime.DaysInMonth(year, month))
        {
            return null;
        }

        if (rest.IsEmpty)
        {
            fault = "has no offset from UTC; write 2025-11-28T01:04:00+09:00 or ...Z";
            return null;
        }

        if (!Offset(rest, out int offsetMinutes))
        {
            return null;
        }

        fault = null;
        return new DateTimeOffset(new DateTime(year, month, day, hour, minute, 0).Ticks + ticks, TimeSpan.FromMinutes(offsetMinutes));
    }

    /// <summary>Writes a time with its own offset, without needless fractions. Returns the bytes written.</summary>
    public static int Format(DateTimeOffset time, Span<byte> into)
    {
        string format = time.Ticks % TimeSpan.TicksPerSecond == 0 ? "yyyy-MM-ddTHH:mm:sszzz" : "yyyy-MM-ddTHH:mm:ss.FFFFFFFzzz";
        return time.TryFormat(into, out int written, format, CultureInfo.InvariantCulture)
            ? written
            : throw new ArgumentException("the buffer is too small for a time", nameof(into));
    }

    private static bool Seconds(ref ReadOnlySpan<byte> rest, out long ticks)
    {
        ticks = 0;
        if (rest.IsEmpty || rest[0] != ':')
        {
            return true;
        }

        if (rest.Length < 3 || !Digits(rest[1..3], out int second) || second > 59)
        {
            return false;
        }

        ticks = second * TimeSpan.TicksPerSecond;
        rest = rest[3..];
        return rest.IsEmpty || rest[0] is not ((byte)'.' or (byte)',') || Fraction(ref rest, ref ticks);
    }

    private static bool Fraction(ref ReadOnlySpan<byte> rest, ref long ticks)
    {
        int i = 1;
        for (long unit = TimeSpan.TicksPerSecond / 10; i < rest.Length && char.IsAsciiDigit((char)rest[i]); i++, unit /= 10)
        {
            ticks += (rest[i] - '0') * unit;
        }

        rest = rest[i..];
        return i > 1;
    }

    private static bool Offset(ReadOnlySpan<byte> text, out int minutes)
    {
        minutes = 0;
        if (text.Length == 1)
        {
            return (text[0] | 0x20) == 'z';
        }

        int minuteStart = text.Length == 6 && text[3] == ':' ? 4 : 3;
        if (text[0] is not ((byte)'+' or (byte)'-') || text.Length != minuteStart + 2 ||
            !Digits(text[1..3], out int hour) || !Digits(text[minuteStart..], out int minute) || hour * 60 + minute > 14 * 60 || minute > 59)
        {
            return false;
        }

        minutes = text[0] == '-' ? -(hour * 60 + minute) : hour * 60 + minute;
        return true;
    }

    private static bool Digits(ReadOnlySpan<byte> text, out int value)
    {
        value = 0;
        foreach (byte digit in text)
        {
            if ((uint)(digit - '0') > 9)
            {
                return false;
            }

            value = value * 10 + (digit - '0');
        }

        return true;
    }
}
