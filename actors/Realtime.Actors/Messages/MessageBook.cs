using Realtime.Actors.City;
using Realtime.Actors.Desk;
using Realtime.Domain;

namespace Realtime.Actors.Messages;

/// <summary>A message of one desk.</summary>
/// <param name="Message">What is sent.</param>
/// <param name="Things">To whom, in order.</param>
/// <param name="Sent">How many of them, from the first, the broker has.</param>
/// <param name="At">When it was stored.</param>
public sealed record KeptMessage(CityMessage Message, IReadOnlyList<ThingKey> Things, int Sent, DateTimeOffset At)
{
    public MessageView View => new(Message, At, Things.Count, Sent);
}

/// <summary>Messages of one desk: a fold over its events, with the outbox of what the broker does not have yet.</summary>
public sealed class MessageBook
{
    private readonly Dictionary<string, KeptMessage> _messages = new(StringComparer.Ordinal);
    private readonly List<string> _order = [];

    public IEnumerable<KeptMessage> All => _order.Select(id => _messages[id]);

    /// <summary>Messages that are not with the broker for every thing, oldest first.</summary>
    public IEnumerable<KeptMessage> Unsent => All.Where(message => message.Sent < message.Things.Count);

    public KeptMessage? Find(string id) => _messages.GetValueOrDefault(id);

    public void Apply(MessageTaken taken)
    {
        if (_messages.TryAdd(taken.Message.Id, new KeptMessage(taken.Message, taken.Things, 0, taken.At)))
        {
            _order.Add(taken.Message.Id);
            ForgetOldest();
        }
    }

    public void Apply(MessageSent sent)
    {
        if (_messages.TryGetValue(sent.MessageId, out KeptMessage? known))
        {
            _messages[sent.MessageId] = known with { Sent = Math.Max(known.Sent, sent.UpTo) };
        }
    }

    public IReadOnlyList<KeptMessage> Snapshot() => [.. All];

    public void Restore(IEnumerable<KeptMessage> messages)
    {
        foreach (KeptMessage message in messages)
        {
            _messages[message.Message.Id] = message;
            _order.Add(message.Message.Id);
        }
    }

    private void ForgetOldest()
    {
        if (_order.Count > Limits.MessagesKeptPerPartition && _order.Find(id => _messages[id].Sent == _messages[id].Things.Count) is { } oldest)
        {
            _order.Remove(oldest);
            _messages.Remove(oldest);
        }
    }
}
