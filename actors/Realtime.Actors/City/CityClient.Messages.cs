using Akka.Actor;
using Realtime.Actors.Messages;
using Realtime.Actors.Routing;
using Realtime.Domain;

namespace Realtime.Actors.City;

/// <summary>Messages to devices: a command goes to every desk and counts only when all have stored it; the same command again changes nothing.</summary>
public sealed partial class CityClient
{
    public async Task<SendResult> SendMessageAsync(CityMessage message, CancellationToken cancellation)
    {
        IReadOnlyList<MessageTakenAnswer> answers = await AskAllAsync<MessageTakenAnswer>(
            partition => new SendMessage(EntityIds.Desk(partition), message), cancellation).ConfigureAwait(false);
        SendOutcome outcome = answers.Any(answer => answer.Conflict) ? SendOutcome.Conflict
            : answers.Count == partitions ? SendOutcome.Taken
            : SendOutcome.NotAnswered;
        return new SendResult(message.Id, outcome, answers.Sum(answer => answer.Wanted));
    }

    public async Task<IReadOnlyList<MessageView>> GetMessagesAsync(CancellationToken cancellation)
    {
        IReadOnlyList<MessagesAnswer> answers = await AskAllAsync<MessagesAnswer>(
            partition => new GetMessages(EntityIds.Desk(partition)), cancellation).ConfigureAwait(false);
        EnsureAll(answers.Count);
        return [.. answers.SelectMany(answer => answer.Messages).GroupBy(message => message.Message.Id).Select(Add).OrderByDescending(message => message.At)];
    }

    public async Task<MessageDetail?> GetMessageAsync(string id, int take, CancellationToken cancellation)
    {
        IReadOnlyList<MessageAnswer> answers = await AskAllAsync<MessageAnswer>(
            partition => new GetMessage(EntityIds.Desk(partition), id), cancellation).ConfigureAwait(false);
        EnsureAll(answers.Count);
        MessageView[] views = [.. answers.Select(answer => answer.Message).OfType<MessageView>()];
        if (views.Length == 0)
        {
            return null;
        }

        MessageThing[] things = [.. answers.SelectMany(answer => answer.Things).OrderBy(Order).ThenBy(thing => thing.Thing)];
        long Count(MessageOutcome? outcome) => things.LongCount(thing => thing.Outcome == outcome);
        return new MessageDetail(
            Add(views), Count(null), Count(MessageOutcome.Delivered), Count(MessageOutcome.Shown), Count(MessageOutcome.Failed), [.. things.Take(take)]);
    }

    private static int Order(MessageThing thing) => thing.Outcome switch
    {
        MessageOutcome.Failed => 0,
        null => 1,
        MessageOutcome.Delivered => 2,
        _ => 3,
    };

    private static MessageView Add(IEnumerable<MessageView> parts)
    {
        MessageView[] all = [.. parts];
        return all[0] with { At = all.Min(part => part.At), Wanted = all.Sum(part => part.Wanted), Sent = all.Sum(part => part.Sent) };
    }

    /// <summary>A sum with holes would read as "they have not got it".</summary>
    private void EnsureAll(int answered)
    {
        if (answered < partitions)
        {
            throw new AskTimeoutException($"only {answered} of {partitions} desks answered");
        }
    }
}
