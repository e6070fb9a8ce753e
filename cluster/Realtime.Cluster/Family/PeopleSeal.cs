using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Realtime.Cluster.Family;

/// <summary>
/// Seals what names people under their household's key: AES-256-GCM, a fresh nonce each time, bound to the household's id so that a sealed part
/// cannot be moved to another household. Base64 of version (1), nonce (12 bytes), tag (16 bytes), ciphertext.
/// </summary>
public static class PeopleSeal
{
    private const byte Version = 1;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web);

    public static string Seal(HouseholdPeople people, string household, byte[] key)
    {
        byte[] plain = JsonSerializer.SerializeToUtf8Bytes(people, _json);
        byte[] sealedPart = new byte[1 + NonceBytes + TagBytes + plain.Length];
        sealedPart[0] = Version;
        Span<byte> nonce = sealedPart.AsSpan(1, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using AesGcm cipher = new(key, TagBytes);
        cipher.Encrypt(nonce, plain, sealedPart.AsSpan(1 + NonceBytes + TagBytes), sealedPart.AsSpan(1 + NonceBytes, TagBytes), Bound(household));
        return Convert.ToBase64String(sealedPart);
    }

    /// <summary>Opens a sealed part; null when the key does not fit, or somebody changed it.</summary>
    public static HouseholdPeople? Open(string text, string household, byte[] key)
    {
        try
        {
            byte[] sealedPart = Convert.FromBase64String(text);
            if (sealedPart.Length < 1 + NonceBytes + TagBytes || sealedPart[0] != Version)
            {
                return null;
            }

            byte[] plain = new byte[sealedPart.Length - 1 - NonceBytes - TagBytes];
            using AesGcm cipher = new(key, TagBytes);
            cipher.Decrypt(sealedPart.AsSpan(1, NonceBytes), sealedPart.AsSpan(1 + NonceBytes + TagBytes), sealedPart.AsSpan(1 + NonceBytes, TagBytes), plain, Bound(household));
            return JsonSerializer.Deserialize<HouseholdPeople>(plain, _json);
        }
        catch (Exception fault) when (fault is FormatException or CryptographicException or JsonException)
        {
            return null;
        }
    }

    private static byte[] Bound(string household) => Encoding.UTF8.GetBytes($"realtime people of {household}");
}
