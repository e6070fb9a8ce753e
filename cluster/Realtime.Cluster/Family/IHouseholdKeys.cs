namespace Realtime.Cluster.Family;

/// <summary>Whom a pseudonym belongs to, also when the registry no longer says so.</summary>
/// <param name="Municipality">Who registered it.</param>
/// <param name="Erased">The household has left: its key is forgotten, and nobody else ever gets its pseudonym.</param>
public sealed record HouseholdOwner(string Municipality, bool Erased);

/// <summary>The households' keys, apart from everything they protect. Forgetting a key makes every copy of what it protects unreadable.</summary>
public interface IHouseholdKeys
{
    /// <summary>The key, 32 bytes; null = there is none, or it was forgotten.</summary>
    Task<byte[]?> FindAsync(string household, CancellationToken cancellation);

    /// <summary>Who registered a household; null = nobody did here.</summary>
    Task<HouseholdOwner?> OwnerAsync(string household, CancellationToken cancellation);

    /// <summary>The key, made when there is none, and whose household it is from now on. Null = it was erased, and its pseudonym is not given again.</summary>
    Task<byte[]?> FindOrMakeAsync(string household, string municipality, CancellationToken cancellation);

    /// <summary>Forgets the key for good. False = there was none.</summary>
    Task<bool> ForgetAsync(string household, CancellationToken cancellation);
}
