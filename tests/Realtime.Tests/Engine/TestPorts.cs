using System.Collections.Concurrent;
using Akka.Actor;
using Realtime.Actors.Ports;
using Realtime.Domain;

namespace Realtime.Tests.Engine;

/// <summary>What came out of the engine, in the order it came out; shared by all incarnations of a test.</summary>
public sealed class Produced
{
    public ConcurrentQueue<ResultPoint> Results { get; } = new();

    public ConcurrentQueue<Rejection> DeadLetters { get; } = new();

    public ConcurrentQueue<AlertChange> Alerts { get; } = new();

    public ConcurrentQueue<AlertNotice> Notices { get; } = new();
}

/// <summary>Acknowledges at once; forwards go back into the log.</summary>
public sealed class TestOutboxPort(TestLog log, Produced produced) : IOutboxPort
{
    public IPartitionOutbox Open(int partition, IActorRef owner) => new Outbox(log, produced, owner);

    private sealed class Outbox(TestLog log, Produced produced, IActorRef owner) : IPartitionOutbox
    {
        public long Enqueued { get; private set; }

        public long Acknowledged => Enqueued;

        public void Result(ResultPoint point)
        {
            Enqueued++;
            produced.Results.Enqueue(point);
        }

        public void Forward(Reading reading)
        {
            Enqueued++;
            log.Append(reading);
        }

        public void DeadLetter(string topic, int partition, Position position, Rejection rejection)
        {
            Enqueued++;
            produced.DeadLetters.Enqueue(rejection);
        }

        public void Flush()
        {
        }

        public void NotifyWhenAcknowledged(long fence) => owner.Tell(new OutboxAcknowledged(fence));

        public void Dispose()
        {
        }
    }
}

/// <summary>Keeps what is published.</summary>
public sealed class TestPublisher(Produced produced) : IAlertPublisher
{
    public Task PublishAsync(AlertChange change, CancellationToken cancellation)
    {
        produced.Alerts.Enqueue(change);
        return Task.CompletedTask;
    }
}

/// <summary>Keeps what people would read.</summary>
public sealed class TestNotifier(Produced produced, Func<AlertNotice, NotifyOutcome>? outcome = null) : INotifier
{
    public string Way => "test";

    public Task<NotifyOutcome> NotifyAsync(AlertNotice notice, CancellationToken cancellation)
    {
        produced.Notices.Enqueue(notice);
        return Task.FromResult(outcome?.Invoke(notice) ?? NotifyOutcome.Accepted);
    }
}

/// <summary>Throws at the chosen passes: the partition's incarnation ends there as if its process had been killed.</summary>
public sealed class ThrowingFaults(Func<FaultPoint, int, bool> when) : IFaults
{
    private readonly ConcurrentDictionary<FaultPoint, int> _passed = new();
    private int _thrown;

    public int Thrown => _thrown;

    public void Pass(FaultPoint point)
    {
        int count = _passed.AddOrUpdate(point, 1, (_, passed) => passed + 1);
        if (when(point, count))
        {
            Interlocked.Increment(ref _thrown);
            throw new InvalidOperationException($"planned fault: {point} number {count}");
        }
    }
}
