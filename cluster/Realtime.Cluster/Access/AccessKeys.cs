using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using Realtime.Cluster.Settings;

namespace Realtime.Cluster.Access;

/// <summary>
/// Keys and who shows them. Only digests are kept: a key is 256 random bits, so one round of SHA-256 is enough (a password would need a
/// slow hash), and looking digests up tells nothing about keys by its timing.
/// </summary>
public sealed class AccessKeys
{
    private const string Prefix = "rt_";
    private readonly FrozenDictionary<string, Caller> _byHash;

    public AccessKeys(AccessSettings access, IntakeSettings intake)
    {
        Dictionary<string, Caller> known = access.Keys.ToDictionary(key => key.Hash, key => key.Caller, StringComparer.Ordinal);
        if (intake.Token.Length > 0)
        {
            known[HashOf(intake.Token)] = new Caller("intake", Role.Sender, "key");
        }

        _byHash = known.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>Who shows this key; null = nobody known.</summary>
    public Caller? Find(string key) => _byHash.GetValueOrDefault(HashOf(key));

    /// <summary>A new key, for <c>--new-key</c>.</summary>
    public static string Make() => Prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    public static string HashOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
