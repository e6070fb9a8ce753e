using System.Security.Cryptography;

namespace Realtime.Actors.Epochs;

/// <summary>
/// First 8 bytes of SHA-256 behind what is stored in binary: a disk's or a tool's damage is an error with a name, never a state that
/// looks plausible. JSON needs none; it fails by itself.
/// </summary>
public static class Checksum
{
    private const int Length = 8;

    /// <summary>The content with its checksum behind it.</summary>
    public static byte[] Seal(StoreWriter content)
    {
        byte[] bytes = content.ToArray(room: Length);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(content.Written, hash);
        hash[..Length].CopyTo(bytes.AsSpan(bytes.Length - Length));
        return bytes;
    }

    /// <summary>The content, if it is what was sealed.</summary>
    /// <exception cref="InvalidDataException">It is not.</exception>
    public static ReadOnlyMemory<byte> Open(byte[] bytes, string what)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        if (bytes.Length < Length || !Matches(bytes, hash))
        {
            throw new InvalidDataException($"{what} in the journal is damaged: restore the journal from its backup, or start over");
        }

        return bytes.AsMemory(0, bytes.Length - Length);
    }

    private static bool Matches(byte[] bytes, Span<byte> hash)
    {
        SHA256.HashData(bytes.AsSpan(0, bytes.Length - Length), hash);
        return hash[..Length].SequenceEqual(bytes.AsSpan(bytes.Length - Length));
    }
}
