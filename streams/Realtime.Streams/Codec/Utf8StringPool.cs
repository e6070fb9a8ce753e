using System.Numerics;
using System.Runtime.InteropServices;
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
            Span<byte> ascii = stackalloc byte[LengthMax];
            foreach (string text in table.OfType<string>())
            {
                Encoding.ASCII.GetBytes(text, ascii);
                larger[Hash(ascii[..text.Length]) & (uint)(larger.Length - 1)] = text;
            }

            Volatile.Write(ref s_table, larger);
            Volatile.Write(ref s_evicted, 0);
        }
    }

    /// <summary>Eight bytes at a time: ids are a dozen bytes and more, and come with every reading.</summary>
    private static uint Hash(ReadOnlySpan<byte> ascii)
    {
        const ulong Mix = 0x9E3779B97F4A7C15;
        ulong hash = (ulong)ascii.Length * Mix;
        for (; ascii.Length >= sizeof(ulong); ascii = ascii[sizeof(ulong)..])
        {
            hash = (BitOperations.RotateLeft(hash, 23) ^ MemoryMarshal.Read<ulong>(ascii)) * Mix;
        }

        ulong tail = 0;
        foreach (byte b in ascii)
        {
            tail = tail << 8 | b;
        }

        hash = (BitOperations.RotateLeft(hash, 23) ^ tail) * Mix;
        return (uint)(hash >> 32);
    }
}
