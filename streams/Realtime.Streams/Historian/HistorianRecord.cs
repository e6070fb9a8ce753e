using Confluent.Kafka;
using Realtime.Streams.Codec;

namespace Realtime.Streams.Historian;

/// <summary>A record of results or alerts on its way to the store, or a part of it.</summary>
/// <param name="At">Where it stands.</param>
/// <param name="Lines">What to store; null when the record could not be read.</param>
/// <param name="Fault">Why it could not be read.</param>
/// <param name="Key">The record's key.</param>
/// <param name="Value">The record's bytes.</param>
internal sealed record HistorianRecord(TopicPartitionOffset At, PointLines? Lines, string? Fault, byte[]? Key, byte[] Value)
{
    /// <summary>Of the first line of <paramref name="Lines"/> in the record, 0-based.</summary>
    public int FirstLine { get; init; }

    /// <summary>Points in it; a record that cannot be read is work too.</summary>
    public int Weight => Lines?.Count ?? 1;

    public static HistorianRecord Read(ConsumeResult<byte[]?, byte[]?> result)
    {
        byte[] value = result.Message.Value ?? [];
        try
        {
            int partition = result.Partition.Value;
            PointLines lines = result.Topic == Domain.Topics.Alerts
                ? PointLines.Of(partition, AlertPoints.Of(AlertCodec.Decode(value)))
                : PointLines.Of(partition, value);
            return lines.Count > 0
                ? new HistorianRecord(result.TopicPartitionOffset, lines, null, result.Message.Key, value)
                : throw new FormatException("a record without a line");
        }
        catch (FormatException e)
        {
            return new HistorianRecord(result.TopicPartitionOffset, null, e.Message, result.Message.Key, value);
        }
    }

    /// <summary>Both halves of a record of two or more points.</summary>
    public (HistorianRecord First, HistorianRecord Second) Halve()
    {
        (PointLines first, PointLines second) = Lines!.Halve();
        return (this with { Lines = first }, this with { Lines = second, FirstLine = FirstLine + first.Count });
    }
}
