using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Realtime.Cluster.Family;

/// <summary>
/// The token in the link of a letter: the desk's number, 12 bytes that find the letter, and 16 bytes that are its reader's. Only the
/// household's key can make them, so it tells nothing, cannot be guessed, is the same when a letter is repeated, and ends with the key; the
/// reader's part is made from where the letter was sent to, so it also ends when the registration no longer names that. Stored anywhere is
/// only the hash of what finds the letter.
/// </summary>
public static class LinkToken
{
    private const int LetterBytes = 12;
    private const int ReaderBytes = 16;
    private const int FinderBytes = 2 + LetterBytes;

    public static string Make(byte[] key, string letterId, int partition, FamilyContact reader)
    {
        byte[] token = new byte[FinderBytes + ReaderBytes];
        Finder(key, letterId, partition).CopyTo(token, 0);
        Secret(key, $"link of letter {letterId} to {reader.Way} {reader.Mail ?? reader.Webhook ?? reader.Line}").AsSpan(0, ReaderBytes).CopyTo(token.AsSpan(FinderBytes));
        return Base64Url.EncodeToString(token);
    }

    /// <summary>What is stored with a letter: SHA-256 of what finds it, lower-case hex.</summary>
    public static string HashOf(byte[] key, string letterId, int partition) => Convert.ToHexStringLower(SHA256.HashData(Finder(key, letterId, partition)));

    /// <summary>The desk that a token names, and the hash of the letter; null when it is no token.</summary>
    public static (int Partition, string Hash)? Read(string token)
    {
        Span<byte> bytes = stackalloc byte[FinderBytes + ReaderBytes];
        bool read = token.Length == Base64Url.GetEncodedLength(bytes.Length) && Base64Url.IsValid(token)
            && Base64Url.TryDecodeFromChars(token, bytes, out int written) && written == bytes.Length;
        return read ? ((bytes[0] << 8) | bytes[1], Convert.ToHexStringLower(SHA256.HashData(bytes[..FinderBytes]))) : null;
    }

    /// <summary>The number of the contact whose token it is, the letter's own number first; null = the registration names that reader no more.</summary>
    public static int? ReaderOf(string token, byte[] key, string letterId, int partition, int step, IReadOnlyList<FamilyContact> contacts) =>
        Enumerable.Range(0, contacts.Count).OrderBy(number => number == step ? 0 : 1).Cast<int?>()
            .FirstOrDefault(number => Same(token, Make(key, letterId, partition, contacts[number!.Value])));

    private static bool Same(string one, string other) => CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(one), Encoding.ASCII.GetBytes(other));

    private static byte[] Finder(byte[] key, string letterId, int partition) =>
        [(byte)(partition >> 8), (byte)partition, .. Secret(key, $"link of letter {letterId}").AsSpan(0, LetterBytes)];

    private static byte[] Secret(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));
}
