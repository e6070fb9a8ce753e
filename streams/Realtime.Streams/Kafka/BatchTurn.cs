using Realtime.Domain;

namespace Realtime.Streams.Kafka;

/// <summary>
/// Order in which a partition gets batches that wait: by the turn of their topic, and in the order of arrival among equals. Topics have no
/// order between them, so any order gives the same states; within a topic it is always the log's.
/// </summary>
internal sealed class BatchTurn : IComparer<RawBatch>
{
    public static readonly BatchTurn Order = new();

    public int Compare(RawBatch? x, RawBatch? y)
    {
        int turn = Topics.Turn(x!.TopicNumber).CompareTo(Topics.Turn(y!.TopicNumber));
        return turn != 0 ? turn : x.Number.CompareTo(y.Number);
    }
}
