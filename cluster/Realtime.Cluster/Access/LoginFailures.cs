using System.Net;
using System.Threading.RateLimiting;

namespace Realtime.Cluster.Access;

/// <summary>Counts logins that failed, per address: beyond a few per minute an address hears "too many", and the audit is not flooded by it.</summary>
public sealed class LoginFailures : IDisposable
{
    private const int PerWindow = 30;

    /// <summary>After this long an address may try again.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly PartitionedRateLimiter<string> _limiter = PartitionedRateLimiter.Create<string, string>(address =>
        RateLimitPartition.GetFixedWindowLimiter(address, _ => new FixedWindowRateLimiterOptions { PermitLimit = PerWindow, Window = Window, QueueLimit = 0 }));

    /// <summary>Counts one; false = it is one too many.</summary>
    public bool Count(IPAddress? address)
    {
        using RateLimitLease lease = _limiter.AttemptAcquire(Key(address));
        return lease.IsAcquired;
    }

    public bool TooMany(IPAddress? address) => _limiter.GetStatistics(Key(address)) is { CurrentAvailablePermits: 0 };

    public void Dispose() => _limiter.Dispose();

    private static string Key(IPAddress? address) => address?.ToString() ?? "";
}
