using Akka.Actor;
using Akka.Event;
using Realtime.Actors.City;
using Realtime.Actors.Messages;
using Realtime.Domain;

namespace Realtime.Actors.Desk;

/// <summary>
/// Messages to devices: the desk asks its partition which things are meant, stores the message with them, and only then says so and hands
/// records to the broker. What the devices say is part of the things; the desk joins the two when somebody asks.
/// </summary>
public sealed partial class AlertDesk
{
    private const int MessageBatchMax = 500;
    private static readonly TimeSpan OwnerAnswerMax = TimeSpan.FromSeconds(3);
    private bool _sendingMessages;

    private sealed record ScopeKnown(CityMessage Message, IReadOnlyList<ThingKey> Things, IActorRef ReplyTo);

    private sealed record MessagesOut(string MessageId, int UpTo, string? Failure);

    private sealed record RetryMessages
    {
        public static readonly RetryMessages Instance = new();
    }

    /// <summary>True when the message was one of these.</summary>
    private bool OnMessageWork(object message)
    {
        switch (message)
        {
            case SendMessage send:
                Send(send);
                return true;
            case ScopeKnown known:
                Store(known);
                return true;
            case MessagesOut sent:
                OnMessagesOut(sent);
                return true;
            case RetryMessages:
                SendMessages();
                return true;
            case GetMessages:
                Sender.Tell(new MessagesAnswer([.. _messages.All.Select(kept => kept.View)]));
                return true;
            case GetMessage query:
                Answer(query);
                return true;
            default:
                return false;
        }
    }

    private void Send(SendMessage send)
    {
        if (_messages.Find(send.Message.Id) is { } known)
        {
            Sender.Tell(new MessageTakenAnswer(known.Message != send.Message, known.Things.Count));
            return;
        }

        if (_owner.IsNobody() || Ports.Messages is null)
        {
            return; // Nobody answers: the caller sees that and repeats the command.
        }

        IActorRef replyTo = Sender;
        _owner.Ask<ScopeAnswer>(new GetScope(send.Message.Scope, send.Message.Drill), OwnerAnswerMax).PipeTo(
            Self, success: answer => new ScopeKnown(send.Message, answer.Things, replyTo), failure: cause => new Status.Failure(cause));
    }

    private void Store(ScopeKnown known)
    {
        if (_messages.Find(known.Message.Id) is { } before)
        {
            known.ReplyTo.Tell(new MessageTakenAnswer(before.Message != known.Message, before.Things.Count));
            return;
        }

        Persist<DeskEvent>(new MessageTaken(known.Message, known.Things, Ports.Clock.GetUtcNow()), change =>
        {
            Applied(change);
            known.ReplyTo.Tell(new MessageTakenAnswer(Conflict: false, known.Things.Count));
            SendMessages();
        });
    }

    private void SendMessages()
    {
        if (_sendingMessages || Ports.Messages is not { } publisher || _messages.Unsent.FirstOrDefault() is not { } next)
        {
            return;
        }

        _sendingMessages = true;
        ThingKey[] batch = [.. next.Things.Skip(next.Sent).Take(MessageBatchMax)];
        Task[] records = [.. batch.Select(thing => publisher.PublishAsync(next.Message, thing, Stopping.Token))];
        HandedOutAsync(next.Message.Id, next.Sent, records).PipeTo(Self);
    }

    /// <summary>How far the broker has them: one record that it does not take must not make the ones before it go out again and again.</summary>
    private static async Task<MessagesOut> HandedOutAsync(string message, int sent, IReadOnlyList<Task> records)
    {
        int done = 0;
        string? failure = null;
        foreach (Task record in records)
        {
            try
            {
                await record.ConfigureAwait(false);
                done += failure is null ? 1 : 0;
            }
#pragma warning disable CA1031 // Whatever kept a record from the broker, it is sent again.
            catch (Exception fault)
#pragma warning restore CA1031
            {
                failure ??= fault.Message;
            }
        }

        return new MessagesOut(message, sent + done, failure);
    }

    private void OnMessagesOut(MessagesOut sent)
    {
        if (sent.Failure is { } failure)
        {
            Logger.Warning("Desk {0} could not send message {1} to all of its things ({2}); it tries again", _partition, sent.MessageId, failure);
        }

        if (sent.UpTo <= _messages.Find(sent.MessageId)?.Sent)
        {
            SendMoreMessages(sent);
            return;
        }

        PersistAsync<DeskEvent>(new MessageSent(sent.MessageId, sent.UpTo), change =>
        {
            Applied(change);
            SendMoreMessages(sent);
        });
    }

    private void SendMoreMessages(MessagesOut after)
    {
        _sendingMessages = false;
        if (after.Failure is null)
        {
            SendMessages();
        }
        else
        {
            Timers.StartSingleTimer("messages", RetryMessages.Instance, Ports.Options.NotifyRetryMin);
        }
    }

    private void Answer(GetMessage query)
    {
        if (_messages.Find(query.MessageId) is not { } kept)
        {
            Sender.Tell(new MessageAnswer(null, []));
            return;
        }

        if (_owner.IsNobody())
        {
            return; // An answer without the devices' words would read as "nobody has seen it".
        }

        IActorRef replyTo = Sender;
        _owner.Ask<DeliveriesAnswer>(new GetDeliveries(query.MessageId, kept.Things), OwnerAnswerMax).PipeTo(
            replyTo, success: answer => new MessageAnswer(kept.View, [.. kept.Things.Select((thing, index) => Of(thing, index < kept.Sent, answer))]));
    }

    private static MessageThing Of(ThingKey thing, bool sent, DeliveriesAnswer answer) => answer.Deliveries.TryGetValue(thing, out Delivery? delivery)
        ? new MessageThing(thing, sent, delivery.Outcome, delivery.Time, delivery.Reason)
        : new MessageThing(thing, sent, null, null, "");
}
