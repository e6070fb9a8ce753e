using System.Collections.Concurrent;
using Realtime.Actors.Ports;
using Realtime.Domain;

namespace Realtime.Tests.Engine;

/// <summary>Keeps the records devices would get; fails where the test says so.</summary>
public sealed class TestMessages(Func<int, bool>? fails = null) : IMessagePublisher
{
    private int _tries;

    public ConcurrentQueue<(CityMessage Message, ThingKey Thing)> Sent { get; } = new();

    public Task PublishAsync(CityMessage message, ThingKey thing, CancellationToken cancellation)
    {
        if (fails?.Invoke(Interlocked.Increment(ref _tries)) == true)
        {
            return Task.FromException(new IOException("planned: the broker is away"));
        }

        Sent.Enqueue((message, thing));
        return Task.CompletedTask;
    }
}
