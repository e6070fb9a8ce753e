using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Realtime.Cluster.Family;

/// <summary>
/// The token in the link of a letter: the desk's number and 20 bytes that only the household's key can make, so it tells nothing, cannot be
/// guessed, is the same when a letter is repeated, and ends with the key. Stored anywhere it is only as its hash.
/// </summary>
public static class LinkToken
{
    private const int SecretBytes = 20;

    public static string Make(byte[] key, string letterId, int partition)
    {
        byte[] token = new byte[2 + SecretBytes];
        token[0] = (byte)(partition >> 8);
        token[1] = (byte)partition;
        HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"link of letter {letterId}")).AsSpan(0, SecretBytes).CopyTo(token.AsSpan(2));
        return Base64Url.EncodeToString(token);
    }

    /// <summary>SHA-256 of a token, lower-case hex.</summary>
    public static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(token)));

    /// <summary>The desk that a token names; null when it is no token.</summary>
    public static int? PartitionOf(string token)
    {
        Span<byte> bytes = stackalloc byte[2 + SecretBytes];
        bool read = token.Length == Base64Url.GetEncodedLength(bytes.Length) && Base64Url.IsValid(token)
            && Base64Url.TryDecodeFromChars(token, bytes, out int written) && written == bytes.Length;
        return read ? (bytes[0] << 8) | bytes[1] : null;
    }
}
