using System.Collections.Concurrent;
using Realtime.Actors.Ports;
using Realtime.Domain;

namespace Realtime.Tests.Engine;

/// <summary>Keeps the letters people would get, every try of them.</summary>
public sealed class TestPost(Func<Letter, int, NotifyOutcome>? outcome = null) : IPost
{
    private int _tries;

    public ConcurrentQueue<Letter> Accepted { get; } = new();

    public ConcurrentQueue<Letter> Tried { get; } = new();

    public string Way => "test-post";

    public PostRoute RouteOf(AlertNotice notice) => notice.Change.Kind is AlertChangeKind.SteppedDown or AlertChangeKind.Observable
        ? new PostRoute([], false)
        : new PostRoute(notice.Change.Drill ? [] : notice.Contacts, notice.Contacts.Count == 0);

    public Task<NotifyOutcome> SendAsync(Letter letter, CancellationToken cancellation)
    {
        Tried.Enqueue(letter);
        NotifyOutcome result = outcome?.Invoke(letter, Interlocked.Increment(ref _tries)) ?? NotifyOutcome.Accepted;
        if (result == NotifyOutcome.Accepted)
        {
            Accepted.Enqueue(letter);
        }

        return Task.FromResult(result);
    }
}
