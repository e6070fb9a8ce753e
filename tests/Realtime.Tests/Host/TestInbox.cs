using System.Collections.Concurrent;
using Realtime.Intake;

namespace Realtime.Tests.Host;

/// <summary>Keeps what was stored, or fails with what it was told.</summary>
internal sealed class TestInbox : IIntakeInbox
{
    public ConcurrentQueue<(string Format, string? Key, byte[] Document)> Stored { get; } = new();

    public string? Failure { get; set; }

    public Task<string?> StoreAsync(string format, string? key, byte[] document, CancellationToken cancellation)
    {
        if (Failure is null)
        {
            Stored.Enqueue((format, key, document));
        }

        return Task.FromResult(Failure);
    }
}
