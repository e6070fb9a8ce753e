using System.Text;

namespace Realtime.Streams.Codec;

/// <summary>
/// Gives the same string for the same UTF-8 text again, for ids and names that come back in every reading.
/// A direct-mapped table of fixed size: a collision costs one allocation, never memory. Races between readers are harmless,
/// because a slot holds one reference and is compared before use.
/// </summary>
internal static class Utf8StringPool
{
    private const int Slots = 1 << 16;
    private const int LengthMax = 64;

    private static readonly string?[] Table = new string?[Slots];

    /// <summary>The text; null when the bytes are not valid UTF-8.</summary>
    public static string? Get(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length is 0 or > LengthMax || !Ascii.IsValid(utf8))
        {
            return System.Text.Unicode.Utf8.IsValid(utf8) ? Encoding.UTF8.GetString(utf8) : null;
        }

        uint hash = 2166136261;
        foreach (byte b in utf8)
        {
            hash = (hash ^ b) * 16777619;
        }

        ref string? slot = ref Table[(hash ^ hash >> 16) & Slots - 1];
        string? known = slot;
        if (known is not null && Ascii.Equals(utf8, known))
        {
            return known;
        }

        string made = Encoding.ASCII.GetString(utf8);
        slot = made;
        return made;
    }
}
