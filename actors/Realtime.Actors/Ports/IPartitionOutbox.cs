using Akka.Actor;
using Realtime.Domain;

namespace Realtime.Actors.Ports;

/// <summary>Opens the outgoing side of a partition.</summary>
public interface IOutboxPort
{
    /// <param name="partition">0-based.</param>
    /// <param name="owner">Is told <see cref="OutboxAcknowledged"/> and <see cref="OutboxFailed"/>.</param>
    IPartitionOutbox Open(int partition, IActorRef owner);
}

/// <summary>
/// Records a partition produces besides its state: results, forwarded readings and dead letters. Nothing here waits;
/// an epoch is stored only when everything handed over before it was acknowledged by the broker, so a crash can repeat
/// these records but never lose one. Results may be held back to go together with others. Called by one actor only.
/// </summary>
public interface IPartitionOutbox : IDisposable
{
    /// <summary>A time-series point, to <see cref="Topics.Results"/>, into the partition with the same number.</summary>
    void Result(ResultPoint point);

    /// <summary>
    /// A reading for a thing of any partition, to its own topic under its own key: of a frame that belongs elsewhere, with its origin, or what
    /// one thing says to another (<see cref="StepOutput.Words"/>), which the other knows again by itself.
    /// </summary>
    void Forward(Reading reading);

    /// <summary>A record that could not be taken, to <see cref="Topics.DeadLetter"/>.</summary>
    void DeadLetter(string topic, int partition, Position position, Rejection rejection);

    /// <summary>Nothing more comes for the moment: what is held back goes on its way.</summary>
    void Flush();

    /// <summary>Results, forwards and dead letters handed over since the outbox was opened.</summary>
    long Enqueued { get; }

    /// <summary>How many of them the broker acknowledged, all of them among the first <see cref="Enqueued"/> in order.</summary>
    long Acknowledged { get; }

    /// <summary>Flushes, and asks for one <see cref="OutboxAcknowledged"/> as soon as <see cref="Acknowledged"/> has reached the fence (at once when it has).</summary>
    void NotifyWhenAcknowledged(long fence);
}

/// <summary>Everything up to the fence is safe at the broker.</summary>
public sealed record OutboxAcknowledged(long Fence);

/// <summary>A record can never be delivered; the partition ends this incarnation and recovers.</summary>
public sealed record OutboxFailed(string Reason);
