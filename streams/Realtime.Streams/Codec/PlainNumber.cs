namespace Realtime.Streams.Codec;

/// <summary>
/// Short decimal numbers, exactly as the full parser reads them: up to 15 digits are a whole number that a double holds exactly, a power of
/// ten up to 10^22 too, and one division of two exact values is rounded once, correctly.
/// Source: W. D. Clinger, "How to read floating point numbers accurately", PLDI 1990.
/// </summary>
internal static class PlainNumber
{
    private const int DigitsMax = 15;

    private static readonly double[] PowersOfTen = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

    /// <summary>Reads digits with an optional sign and fraction; false for anything else, and for numbers that are too long.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out double value)
    {
        value = 0;
        bool negative = text.StartsWith((byte)'-');
        ReadOnlySpan<byte> digits = negative ? text[1..] : text;
        if (digits.IsEmpty || digits.Length > DigitsMax + 1)
        {
            return false;
        }

        long whole = 0;
        int point = -1;
        for (int i = 0; i < digits.Length; i++)
        {
            uint digit = (uint)(digits[i] - '0');
            if (digit <= 9)
            {
                whole = whole * 10 + digit;
            }
            else if (digits[i] == '.' && point < 0)
            {
                point = i;
            }
            else
            {
                return false;
            }
        }

        int count = digits.Length - (point < 0 ? 0 : 1);
        if (count is 0 or > DigitsMax)
        {
            return false;
        }

        double number = point < 0 ? whole : whole / PowersOfTen[digits.Length - 1 - point];
        value = negative ? -number : number;
        return true;
    }
}
