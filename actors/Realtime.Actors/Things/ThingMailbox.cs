using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Dispatch.MessageQueues;

namespace Realtime.Actors.Things;

/// <summary>
/// Mailbox of things: a linked queue whose nodes are used again, because there are as many mailboxes as things and nearly all of them are
/// empty. The default one keeps a segment of 32 places per actor, about 1 kB.
/// </summary>
public sealed class ThingMailbox : MailboxType, IProducesMessageQueue<ThingQueue>
{
    /// <summary>Where <c>engine.conf</c> names it.</summary>
    public const string Path = "realtime.thing-mailbox";

    public ThingMailbox(Settings settings, Config config)
        : base(settings, config)
    {
    }

    public override IMessageQueue Create(IActorRef owner, ActorSystem system) => new ThingQueue();
}

/// <summary>
/// Any number of writers, one reader at a time (Vyukov's queue: 1024cores.net, "Non-intrusive MPSC node-based queue"). The node behind the
/// one that was read is out of every writer's sight, so it can carry the next message.
/// </summary>
public sealed class ThingQueue : IMessageQueue
{
    private Node _newest;
    private Node _read;
    private Node? _spare;

    public ThingQueue() => _newest = _read = new Node();

    /// <summary>False while a writer is still linking its message: it runs the mailbox itself when it is done.</summary>
    public bool HasMessages => Volatile.Read(ref Volatile.Read(ref _read).Next) is not null;

    /// <summary>For people; walks the queue.</summary>
    public int Count
    {
        get
        {
            int count = 0;
            for (Node? node = Volatile.Read(ref Volatile.Read(ref _read).Next); node is not null && count < int.MaxValue; node = Volatile.Read(ref node.Next))
            {
                count++;
            }

            return count;
        }
    }

    public void Enqueue(IActorRef receiver, Envelope envelope)
    {
        Node node = Interlocked.Exchange(ref _spare, null) ?? new Node();
        node.Envelope = envelope;
        Node before = Interlocked.Exchange(ref _newest, node);
        Volatile.Write(ref before.Next, node);
    }

    public bool TryDequeue(out Envelope envelope)
    {
        Node last = _read;
        if (Volatile.Read(ref last.Next) is not { } next)
        {
            envelope = default;
            return false;
        }

        envelope = next.Envelope;
        next.Envelope = default;
        Volatile.Write(ref _read, next);
        last.Next = null;
        Volatile.Write(ref _spare, last);
        return true;
    }

    public void CleanUp(IActorRef owner, IMessageQueue deadletters)
    {
        while (TryDequeue(out Envelope envelope))
        {
            deadletters.Enqueue(owner, envelope);
        }
    }

    private sealed class Node
    {
        public Node? Next;
        public Envelope Envelope;
    }
}
