using System.Text;

namespace Realtime.Streams.Codec;

/// <summary>
/// Gives the same string for the same UTF-8 text again, for ids and names that come back in every reading.
/// A direct-mapped table that grows with the number of texts up to a bound: a collision costs one allocation, never memory. Races between
/// readers are harmless, because a slot holds one reference and is compared before use, and a table that is replaced is only forgotten.
/// </summary>
internal static class Utf8StringPool
{
    private const int FirstSlots = 1 << 14;
    private const int LengthMax = 64;

    /// <summary>Slots of the largest table: 32 MiB of references, for some million texts.</summary>
    private const int SlotsMax = 1 << 22;

    private static readonly Lock Growing = new();
    private static string?[] s_table = new string?[FirstSlots];
    private static int s_evicted;

    /// <summary>The text; null when the bytes are not valid UTF-8.</summary>
    public static string? Get(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length is 0 or > LengthMax || !Ascii.IsValid(utf8))
        {
            return System.Text.Unicode.Utf8.IsValid(utf8) ? Encoding.UTF8.GetString(utf8) : null;
        }

        string?[] table = Volatile.Read(ref s_table);
        ref string? slot = ref table[Hash(utf8) & (uint)(table.Length - 1)];
        string? known = slot;
        if (known is not null && Ascii.Equals(utf8, known))
        {
            return known;
        }

        string made = Encoding.ASCII.GetString(utf8);
        slot = made;
        if (known is not null && Interlocked.Increment(ref s_evicted) > table.Length / 4 && table.Length < SlotsMax)
        {
            Grow(table);
        }

        return made;
    }

    /// <summary>Texts that push each other out say that there are more of them than places.</summary>
    private static void Grow(string?[] table)
    {
        lock (Growing)
        {
            if (!ReferenceEquals(table, s_table))
            {
                return;
            }

            string?[] larger = new string?[table.Length * 4];
            foreach (string text in table.OfType<string>())
            {
                larger[Hash(text) & (uint)(larger.Length - 1)] = text;
            }

            Volatile.Write(ref s_table, larger);
            Volatile.Write(ref s_evicted, 0);
        }
    }

    private static uint Hash(ReadOnlySpan<byte> ascii)
    {
        uint hash = 2166136261;
        foreach (byte b in ascii)
        {
            hash = (hash ^ b) * 16777619;
        }

        return hash ^ hash >> 16;
    }

    private static uint Hash(ReadOnlySpan<char> ascii)
    {
        uint hash = 2166136261;
        foreach (char c in ascii)
        {
            hash = (hash ^ (byte)c) * 16777619;
        }

        return hash ^ hash >> 16;
    }
}
