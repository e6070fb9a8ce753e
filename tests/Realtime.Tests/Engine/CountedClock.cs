using Microsoft.Extensions.Time.Testing;

namespace Realtime.Tests.Engine;

/// <summary>A clock that the test moves, and that counts how often it was looked at.</summary>
internal sealed class CountedClock(DateTimeOffset start) : FakeTimeProvider(start)
{
    private long _reads;

    public long Reads => Interlocked.Read(ref _reads);

    public override DateTimeOffset GetUtcNow()
    {
        Interlocked.Increment(ref _reads);
        return base.GetUtcNow();
    }
}
