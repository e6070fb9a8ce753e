using Confluent.Kafka;

namespace Realtime.Streams.Kafka;

/// <summary>A record on its way, and whom to tell what became of it.</summary>
internal sealed class ProducedRecord(TopicPartition to, Message<byte[]?, byte[]> message, Action<string?> done)
{
    private int _told;

    public TopicPartition To { get; } = to;

    public Message<byte[]?, byte[]> Message { get; } = message;

    /// <summary>The broker has it.</summary>
    public void Succeed() => Tell(null);

    /// <summary>It is lost, or nobody can say any more whether the broker has it.</summary>
    public void Fail(string failure) => Tell(failure);

    public string Describe(Error error) => $"a record of {Message.Value.Length} bytes for {To.Topic} was refused: {error.Reason}";

    /// <summary>Tells the owner once, by whichever way it is noticed first; returns when the owner has heard it.</summary>
    private void Tell(string? failure)
    {
        if (Interlocked.Exchange(ref _told, 1) == 0)
        {
            done(failure);
        }
    }
}
