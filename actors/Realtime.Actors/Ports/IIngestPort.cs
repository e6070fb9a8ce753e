using Akka.Actor;
using Realtime.Domain;

namespace Realtime.Actors.Ports;

/// <summary>
/// Where readings come from. Kafka stands behind it; a partition asks for its share and answers every batch with
/// <see cref="IngestAck"/> when it wants the next one: that demand is the back-pressure.
/// </summary>
public interface IIngestPort
{
    /// <summary>
    /// Identity of the log. Stored with every offset: when it differs from the stored one (a new broker, recreated topics),
    /// stored offsets mean nothing and the partition starts at the beginning, recognising what it has by origin.
    /// </summary>
    string LogId { get; }

    /// <summary>Partition count of every topic.</summary>
    int Partitions { get; }

    /// <summary>
    /// Starts to deliver one partition of all input topics to <paramref name="target"/>: first <see cref="IngestInit"/>, then
    /// <see cref="IngestBatch"/>es, each after the last one was acknowledged; <see cref="IngestFailed"/> ends it.
    /// </summary>
    /// <param name="partition">0-based.</param>
    /// <param name="nextOffsets">Per topic in the order of <see cref="Topics.Inputs"/>: the next offset to read; -1 = from the beginning.</param>
    /// <param name="target">The partition actor.</param>
    IIngestSubscription Subscribe(int partition, IReadOnlyList<long> nextOffsets, IActorRef target);
}

/// <summary>One partition's running delivery.</summary>
public interface IIngestSubscription
{
    /// <summary>Makes the progress visible to the broker's own tools (consumer-group offsets). Not what recovery relies on.</summary>
    void Commit(IReadOnlyList<long> nextOffsets);

    /// <summary>Stops delivery; completes when nothing more will be sent to the target.</summary>
    Task StopAsync();
}

/// <summary>First message of a subscription; wants an <see cref="IngestAck"/>.</summary>
public sealed record IngestInit
{
    public static readonly IngestInit Instance = new();
}

/// <summary>"Applied, send the next."</summary>
public sealed record IngestAck
{
    public static readonly IngestAck Instance = new();
}

/// <summary>Delivery ended because <see cref="IIngestSubscription.StopAsync"/> was called.</summary>
public sealed record IngestStopped
{
    public static readonly IngestStopped Instance = new();
}

/// <summary>Delivery failed; the partition ends this incarnation and recovers.</summary>
public sealed record IngestFailed(Exception Cause);

/// <summary>Records of one topic of one partition, decoded, in log order.</summary>
/// <param name="TopicNumber">Index in <see cref="Topics.Inputs"/>.</param>
/// <param name="Entries">Readings, heartbeats, registrations and rejections in log order.</param>
/// <param name="NextOffset">Offset after the last record of the batch.</param>
/// <param name="ReceivedAt">Receiving clock, for latency metrics only.</param>
public sealed record IngestBatch(int TopicNumber, IReadOnlyList<LogEntry> Entries, long NextOffset, DateTimeOffset ReceivedAt)
{
    public string Topic => Topics.Inputs[TopicNumber];
}
