namespace Realtime.Cluster.Family;

/// <summary>The households' keys, apart from everything they protect. Forgetting a key makes every copy of what it protects unreadable.</summary>
public interface IHouseholdKeys
{
    /// <summary>The key, 32 bytes; null = there is none, or it was forgotten.</summary>
    Task<byte[]?> FindAsync(string household, CancellationToken cancellation);

    /// <summary>The key, made when there is none.</summary>
    Task<byte[]> FindOrMakeAsync(string household, CancellationToken cancellation);

    /// <summary>Forgets the key for good. False = there was none.</summary>
    Task<bool> ForgetAsync(string household, CancellationToken cancellation);
}
